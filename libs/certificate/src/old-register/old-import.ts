import type { MessageParams } from '#platform/errors';
import type { OldRegisterReport, Outcome, ReadRow } from './read/check-register.js';
import type { Layout, LayoutChoices } from './read/layout.js';
import type { NumberSummary } from './read/number-summary.js';

/** How long the file and the rows refused of it are kept after recording or taking back, or after sending if neither came. */
export const DAYS_KEPT = 30;

export type OldImportStatus = 'uploaded' | 'checked' | 'applying' | 'applied' | 'undone' | 'discarded';

/** How a file is read. Kept with the import, and taken over by the issuer's next file with the same headings. */
export interface OldChoices extends LayoutChoices {
  /** Of the old register; left out for what the register, or else the issuer, has. */
  serialPattern?: string;
  entryPattern?: string;
  keepsDoubles?: boolean;
  refusesCourses?: boolean;
  /** For rows that name none. */
  course?: string;
}

export interface OldImport {
  id: string;
  issuerId: string;
  issuerName: string;
  superiorName: string | null;
  year: number;
  fileName: string;
  fileKey: string | null;
  /** Hexadecimal. */
  sha256: string;
  choices: OldChoices;
  /** With the headings by which choices are remembered, and the patterns that were used. */
  layout: (Layout & { headings: string; serialPattern: string; entryPattern: string }) | null;
  refusal: { code: string; params: MessageParams } | null;
  status: OldImportStatus;
  summary: { counts?: Record<Outcome, number>; numbers?: NumberSummary; recorded?: number; late?: number };
  taskId: string | null;
  registerId: string | null;
  lastBefore: number | null;
  lastAfter: number | null;
  createdBy: string | null;
  createdByName: string | null;
  createdAt: Date;
  appliedAt: Date | null;
  undoneAt: Date | null;
}

export type StagedRow = ReadRow;

export interface OldRegisterRead {
  layout: NonNullable<OldImport['layout']>;
  report: OldRegisterReport;
  /** Those given, or those remembered from the issuer's last file with the same headings. */
  choices: OldChoices;
}

/** From when on the file may be gone; null once it is, and while it is being recorded. */
export function keptUntil({ fileKey, status, undoneAt, appliedAt, createdAt }: OldImport): Date | null {
  if (!fileKey || status === 'applying') return null;
  return new Date((undoneAt ?? appliedAt ?? createdAt).getTime() + DAYS_KEPT * 24 * 60 * 60_000);
}

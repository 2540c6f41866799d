import type { Finding } from '../field/finding.js';
import type { Gender } from '../field/gender.js';
import { levelOf, type MessageCode, messageText, type Params } from '../messages.js';

export interface RosterMessage {
  /** Header of the column as in the file, or the usual name of the field where the file has no such column. */
  column: string;
  code: MessageCode;
  /** Vietnamese; `params` let a page say it in another language. */
  message: string;
  params: Params;
}

export type Outcome = 'accept' | 'warn' | 'reject' | 'skip';

/** One person as the list gives them, in the form in which they would be imported. */
export interface RosterRow {
  /** Number in the sheet. */
  row: number;
  outcome: Outcome;
  name: string;
  /** `date` is yyyy-mm-dd; `year` alone when the day is not known; empty when neither. */
  birthDate: { date?: string; year?: number };
  gender?: Gender;
  citizenId?: string;
  oldIdNumber?: string;
  phone?: string;
  /** Further numbers of the same cell. */
  otherPhones: string[];
  email?: string;
  jobTitle?: string;
  note?: string;
  unitText: string;
  /** Five digits of the commune; null for a department, or when no unit was found. */
  unitCode: string | null;
  /** Code of the unit found, `31-SYT` for a department. */
  unitKey: string | null;
  unitId: string | null;
  /** What led to a warning, a rejection or a skip. */
  messages: RosterMessage[];
  /** What was put right or is worth a look, without bearing on the outcome. */
  notices: RosterMessage[];
}

/** Says something about a row under the header of a column. */
export type Say = (column: string, findings: readonly Finding[]) => void;

/** Adds findings under a column; notices apart from what bears on the outcome. */
export function addFindings(row: RosterRow, column: string, findings: readonly Finding[]): void {
  for (const { code, params } of findings) {
    const message: RosterMessage = { column, code, message: messageText(code, params), params };
    (levelOf(code) === 'notice' ? row.notices : row.messages).push(message);
  }
}

/** The worst of the row's messages decides. */
export function settleOutcome(row: RosterRow): void {
  const levels = new Set(row.messages.map((message) => levelOf(message.code)));
  row.outcome = levels.has('reject')
    ? 'reject'
    : levels.has('skip')
      ? 'skip'
      : levels.has('warn')
        ? 'warn'
        : 'accept';
}

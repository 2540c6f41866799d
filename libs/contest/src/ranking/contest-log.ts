import { createHash } from 'node:crypto';
import type { TieBreak } from './ranking.policy.js';

/** What one counting was made by. */
export interface LogHead {
  contest: string;
  round: number;
  revision: number;
  countedAt: Date;
  prediction: 'entrants' | 'all-right';
  tieBreak: TieBreak;
  actual: number;
}

export interface LogRow {
  code: string;
  /** Codes from the province down, with dots: `31.11311`. */
  unitPath: string;
  markUnits: number;
  maxUnits: number;
  prediction: number | null;
  timeMs: number;
  submittedAt: Date;
  /** Null for the disqualified. */
  place: number | null;
}

export const LOG_TYPE = 'text/csv; charset=utf-8';
const COLUMNS = 'entry,unit,mark_units,max_units,prediction,time_ms,submitted_at,disqualified,place';

/** The first lines of a log: by which rule, and what came true. */
export const logHead = (head: LogHead): string =>
  [
    '# hocvuso contest log 1',
    `# contest=${head.contest}`,
    `# round=${head.round}`,
    `# revision=${head.revision}`,
    `# counted_at=${head.countedAt.toISOString()}`,
    `# prediction=${head.prediction}`,
    `# tie_break=${head.tieBreak}`,
    `# actual=${head.actual}`,
    `${COLUMNS}\n`,
  ].join('\n');

/** One line an entry, in the order of the standings. No personal data: entries are known by their codes. */
export const logLines = (rows: readonly LogRow[]): string => rows.map((row) => `${lineOf(row)}\n`).join('');

const lineOf = (row: LogRow): string =>
  [
    row.code,
    row.unitPath,
    row.markUnits,
    row.maxUnits,
    row.prediction ?? '',
    row.timeMs,
    row.submittedAt.toISOString(),
    row.place === null ? 'yes' : 'no',
    row.place ?? '',
  ].join(',');

export const sha256 = (...parts: string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

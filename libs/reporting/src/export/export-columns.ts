import type { Translate } from '#platform/i18n';
import { sqlLiteral } from './sql-literal.js';

/**
 * `text`: what people typed, neutralised. `word`: from a short list, stored once in a workbook. `code`: numbers
 * that are names (unit codes, serials) and keep their zeros. `share`: per ten thousand.
 */
export type CellKind = 'text' | 'word' | 'code' | 'number' | 'share' | 'date';

export interface ExportColumn {
  name: string;
  /** Unless it is said by `reporting.export.<name>`. */
  heading?: string;
  kind: CellKind;
  /** SQL over e (enrolment), p (person), u (unit), v (the unit above), k (valid certificate). */
  sql: string;
  /** Characters a reader should see. */
  width: number;
}

/** What a progress report needs to tell of a person and no more: no birth date, no phone, no citizen number. */
export function exportColumns(t: Translate): ExportColumn[] {
  const label = (name: string) => sqlLiteral(t(`reporting.${name}`));
  const groups = ['official', 'citizen', 'student', 'worker'].map(
    (group) => `WHEN '${group}' THEN ${label(`group.${group}`)}`,
  );
  return [
    { name: 'full-name', kind: 'text', sql: 'p.full_name', width: 28 },
    { name: 'job-title', kind: 'word', sql: 'p.job_title', width: 28 },
    { name: 'unit', kind: 'word', sql: 'u.name', width: 28 },
    { name: 'unit-code', kind: 'code', sql: 'u.code', width: 12 },
    { name: 'above', kind: 'word', sql: 'v.name', width: 26 },
    { name: 'group', kind: 'word', sql: `CASE e.target_group ${groups.join(' ')} END`, width: 26 },
    {
      name: 'source',
      kind: 'word',
      sql: `CASE e.source WHEN 'list' THEN ${label('source.list')} ELSE ${label('source.self')} END`,
      width: 16,
    },
    {
      name: 'status',
      kind: 'word',
      sql: `CASE WHEN k.serial IS NOT NULL THEN ${label('state.certified')} WHEN e.completed_at IS NOT NULL THEN ${label('state.completed')}
              WHEN e.started_at IS NOT NULL THEN ${label('state.learning')} ELSE ${label('state.not-started')} END`,
      width: 24,
    },
    { name: 'lessons-done', kind: 'number', sql: 'e.lessons_done', width: 12 },
    { name: 'lessons-total', kind: 'number', sql: 'e.lessons_total', width: 12 },
    { name: 'enrolled-on', kind: 'date', sql: 'e.enrolled_at', width: 13 },
    { name: 'started-on', kind: 'date', sql: 'e.started_at', width: 13 },
    { name: 'score', kind: 'share', sql: 'e.best_score_bp', width: 13 },
    { name: 'passed-on', kind: 'date', sql: 'e.passed_at', width: 13 },
    { name: 'completed-on', kind: 'date', sql: 'e.completed_at', width: 13 },
    { name: 'serial', kind: 'code', sql: 'k.serial', width: 18 },
    { name: 'certified-on', kind: 'date', sql: 'k.issued_at', width: 13 },
  ];
}

/** In a CSV: dates as ISO writes them, shares as a percentage with a point. */
export function csvSql({ kind, sql }: ExportColumn): string {
  if (kind === 'date') return `(${sql})::date`;
  if (kind === 'share') return `(${sql}) * 0.01`;
  return kind === 'number' ? sql : `spreadsheet_text(${sql})`;
}

/** In a workbook: dates as the number of days since 1899-12-30, shares as fractions; cell styles do the rest. */
export function sheetSql(column: ExportColumn): string {
  if (column.kind === 'date') return `(${column.sql})::date - DATE '1899-12-30'`;
  if (column.kind === 'share') return `(${column.sql}) * 0.0001`;
  return csvSql(column);
}

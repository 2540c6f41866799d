import type { Translate } from '#platform/i18n';
import type { ExportColumn } from '../export/export-columns.js';
import { sqlLiteral } from '../export/sql-literal.js';

/** What the list of those whom a regrade touches tells of each attempt. SQL over x, a, p, u, v, c, k. */
export function regradeColumns(t: Translate): ExportColumn[] {
  const word = (key: string) => sqlLiteral(t(`regrade-export.${key}`));
  const passed = (sql: string) => `CASE WHEN ${sql} THEN ${word('passed')} ELSE ${word('failed')} END`;
  const column = (name: string, kind: ExportColumn['kind'], sql: string, width: number): ExportColumn => ({
    ...{ name, kind, sql, width },
    heading: t(`regrade-export.column.${name}`),
  });
  const known = (name: string, kind: ExportColumn['kind'], sql: string, width: number): ExportColumn => ({
    ...{ name, kind, sql, width },
    heading: t(`reporting.export.${name}`),
  });
  return [
    known('full-name', 'text', 'p.full_name', 28),
    known('job-title', 'word', 'p.job_title', 28),
    known('unit', 'word', 'u.name', 28),
    known('unit-code', 'code', 'u.code', 12),
    known('above', 'word', 'v.name', 26),
    column('class-code', 'code', 'c.code', 14),
    column('class-title', 'word', 'c.title', 32),
    column('attempt', 'number', 'a.number', 9),
    column('before', 'share', 'x.score_before', 14),
    column('after', 'share', 'x.score_after', 14),
    column('passed-before', 'word', passed('x.passed_before'), 14),
    column('passed-after', 'word', passed('x.passed_after'), 14),
    column(
      'turn',
      'word',
      `CASE x.turn WHEN 'gains' THEN ${word('gains')} WHEN 'loses' THEN ${word('loses')} ELSE ${word('stays')} END`,
      18,
    ),
    column('certificate', 'code', `CASE WHEN x.turn = 'loses' THEN k.serial END`, 22),
  ];
}

import type { Framework } from '#competency';
import type { Translate } from '#platform/i18n';
import type { ExportColumn } from '../export/export-columns.js';
import { sqlLiteral } from '../export/sql-literal.js';

/** What a list of results tells of a person: no answers, no birth date, no numbers. SQL over r, p, u, v. */
export function examColumns(t: Translate, codes: string[], framework: Framework | null): ExportColumn[] {
  const label = (key: string) => sqlLiteral(t(`exams.status.${key}`));
  return [
    {
      name: 'full-name',
      heading: t('reporting.export.full-name'),
      kind: 'text',
      sql: 'p.full_name',
      width: 28,
    },
    {
      name: 'job-title',
      heading: t('reporting.export.job-title'),
      kind: 'word',
      sql: 'p.job_title',
      width: 28,
    },
    { name: 'unit', heading: t('reporting.export.unit'), kind: 'word', sql: 'u.name', width: 28 },
    { name: 'unit-code', heading: t('reporting.export.unit-code'), kind: 'code', sql: 'u.code', width: 12 },
    { name: 'above', heading: t('reporting.export.above'), kind: 'word', sql: 'v.name', width: 26 },
    {
      name: 'status',
      heading: t('reporting.export.status'),
      kind: 'word',
      sql: `CASE WHEN r.score_bp IS NULL THEN ${label('not-sat')} WHEN r.passed THEN ${label('passed')} ELSE ${label('failed')} END`,
      width: 16,
    },
    { name: 'score', heading: t('exams.counted'), kind: 'share', sql: 'r.score_bp', width: 13 },
    { name: 'attempts', heading: t('exams.attempts'), kind: 'number', sql: 'r.attempts', width: 12 },
    {
      name: 'minutes',
      heading: t('exams.minutes-taken'),
      kind: 'number',
      sql: 'ceil(r.seconds / 60.0)',
      width: 14,
    },
    { name: 'handed-in', heading: t('exams.handed-in'), kind: 'date', sql: 'r.submitted_at', width: 13 },
    ...codes.map((code): ExportColumn => {
      const at = (place: number) => `(r.skills -> ${sqlLiteral(code)} ->> ${place})::numeric`;
      return {
        name: `skill-${code}`,
        heading: [code, framework?.component(code)?.name].filter(Boolean).join(' '),
        kind: 'share',
        sql: `floor(${at(0)} * 10000 / ${at(1)})`,
        width: 18,
      };
    }),
  ];
}

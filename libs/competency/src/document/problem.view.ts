import type { Translate } from '#platform/i18n';
import type { Problem } from './problem.js';

const SHOWN = 100;

/** Problems of a file in words, with where each stands. */
export function problemViews(problems: Problem[], t: Translate) {
  return {
    problemCount: problems.length,
    more: Math.max(0, problems.length - SHOWN),
    problems: problems.slice(0, SHOWN).map((problem) => ({
      part: t(`competency.part.${problem.part}`),
      row: problem.row,
      message: problemText(problem, t),
    })),
  };
}

/** What is wrong, naming the field in words where the problem is one of a field. */
export function problemText({ code, params }: Problem, t: Translate): string {
  const { field } = params;
  const named = typeof field === 'string' && FIELDS.has(field) ? t(`competency.column.${field}`) : field;
  return t(`errors.${code}`, field === undefined ? params : { ...params, field: named as string });
}

const FIELDS = new Set([
  ...['code', 'version', 'title', 'document', 'effectiveDate', 'appliesTo', 'notes', 'retired', 'level'],
  ...['proficiency', 'parent', 'name', 'description', 'targetGroup', 'evidence', 'domain', 'replaces'],
  ...['component', 'text'],
]);

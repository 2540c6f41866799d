import type { Unit } from '#organisation';
import type { Translate } from '#platform/i18n';
import { percent } from '../overview/counts.js';
import { type UnitRow, unitRows } from '../overview/unit-row.js';
import { choiceOf, labelOf } from '../overview/unit-table.view.js';
import type { Branches } from '../overview/unit-tree.js';
import type { ExamLinks } from './exam-links.js';
import { UNIT_SORTS, type UnitSort } from './exam-query.input.js';

const SHOWN = 20;

export interface ExamUnitsInput {
  branches: Branches;
  /** By path. */
  units: Map<string, Unit>;
  sort: UnitSort;
  descending: boolean;
  /** All units, not only the first ones. */
  all: boolean;
  links: ExamLinks;
  t: Translate;
}

/** Child units against each other: every number opens its list, every heading sorts. */
export function examUnits(input: ExamUnitsInput) {
  const { sort, descending, all, links, t } = input;
  const rows = sorted(unitRows(input.branches, input.units, null), sort, descending);
  const shown = all ? rows : rows.slice(0, SHOWN);
  return {
    columns: UNIT_SORTS.map((name) => ({
      label: t(`exams.units.${name}`),
      head: name === 'name',
      end: name !== 'name' && name !== 'rate',
      sorted: name === sort ? (descending ? 'descending' : 'ascending') : undefined,
      sortHref: `${links.overview({ sort: name, order: name === sort && !descending ? 'desc' : 'asc', all: all ? 1 : undefined })}#units`,
    })),
    rows: shown.map((row) => ({ cells: UNIT_SORTS.map((name) => cell(name, row, links, t)) })),
    shown: shown.length,
    total: rows.length,
    allHref:
      shown.length < rows.length
        ? `${links.overview({ sort, order: descending ? 'desc' : 'asc', all: 1 })}#units`
        : null,
    empty: { icon: 'building-2', title: t('reporting.units.empty') },
  };
}

const names = new Intl.Collator('vi', { numeric: true });

/** Percent of those who sat that passed; null while nobody sat. */
const rateOf = ({ counts }: UnitRow): number | null =>
  counts.scoreCount === 0 ? null : percent(counts.passed, counts.scoreCount);

function sorted(rows: UnitRow[], sort: UnitSort, descending: boolean): UnitRow[] {
  const sign = descending ? -1 : 1;
  const value: Record<Exclude<UnitSort, 'name'>, (row: UnitRow) => number> = {
    enrolled: ({ counts }) => counts.enrolled,
    sat: ({ counts }) => counts.scoreCount,
    passed: ({ counts }) => counts.passed,
    rate: (row) => rateOf(row) ?? -1,
    average: ({ average }) => average ?? -1,
    missing: ({ counts }) => counts.enrolled - counts.scoreCount,
  };
  const byName = (a: UnitRow, b: UnitRow) => names.compare(a.unit?.name ?? '', b.unit?.name ?? '');
  return [...rows].sort((a, b) =>
    sort === 'name' ? sign * byName(a, b) : sign * (value[sort](a) - value[sort](b)) || byName(a, b),
  );
}

function cell(name: UnitSort, row: UnitRow, links: ExamLinks, t: Translate) {
  const { counts, average } = row;
  const within = choiceOf(row);
  const label = labelOf(row, t);
  const rate = rateOf(row);
  switch (name) {
    case 'name':
      return {
        text: label,
        href: row.kind === 'child' ? links.overview(within) : links.people('all', within),
      };
    case 'rate':
      return rate === null ? {} : { progress: { value: rate, label } };
    case 'average':
      return average === null ? {} : { text: t('reporting.percent', { value: average }) };
    case 'missing':
      return { number: counts.enrolled - counts.scoreCount, href: links.people('not-sat', within) };
    case 'enrolled':
      return { number: counts.enrolled, href: links.people('all', within) };
    case 'sat':
      return { number: counts.scoreCount, href: links.people('sat', within) };
    case 'passed':
      return { number: counts.passed, href: links.people('passed', within) };
  }
}

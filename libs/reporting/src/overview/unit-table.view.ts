import type { OverviewInput } from './overview-input.js';
import { SORTS, type Sort, sortRows, type UnitRow } from './unit-row.js';

const SHOWN = 10;
const STANDING: Sort[] = ['reached', 'missing'];

/** The table of units: every number opens its list, every heading sorts. */
export function unitTable(input: OverviewInput) {
  const { overview, query, descending, all, links, t } = input;
  // Between two days, who has not completed cannot be told from who was not there yet.
  const columns = SORTS.filter((name) => !query.from || !STANDING.includes(name));
  const sort = columns.includes(input.sort) ? input.sort : 'completed';
  const rows = sortRows(overview.rows, sort, descending);
  const shown = all ? rows : rows.slice(0, SHOWN);
  return {
    columns: columns.map((name) => column(name, { ...input, sort })),
    rows: shown.map((row) => ({ cells: columns.map((name) => cell(name, row, input)) })),
    shown: shown.length,
    total: rows.length,
    allHref:
      shown.length < rows.length
        ? `${links.overview({ sort, order: descending ? 'desc' : 'asc', all: 1 })}#units`
        : null,
    empty: { icon: 'building-2', title: t('reporting.units.empty') },
  };
}

function column(name: Sort, { sort, descending, all, overview, links, t }: OverviewInput) {
  const current = sort === name;
  const order = (current ? !descending : name !== 'name') ? 'desc' : 'asc';
  return {
    label:
      name === 'reached' && overview.pace !== null
        ? t('reporting.units.reached-pace', { pace: overview.pace })
        : t(`reporting.units.${name}`),
    head: name === 'name',
    end: name !== 'name' && name !== 'reached',
    sorted: current ? (descending ? 'descending' : 'ascending') : undefined,
    sortHref: `${links.overview({ sort: name, order, all: all ? 1 : undefined })}#units`,
  };
}

function cell(name: Sort, row: UnitRow, { overview, links, t }: OverviewInput) {
  const within = choiceOf(row);
  if (name === 'name') return { text: labelOf(row, t), href: openHref(row, links) };
  if (name === 'reached')
    return {
      progress: {
        value: row.reached,
        label: labelOf(row, t),
        target: overview.pace ?? undefined,
        tone: row.state === 'slow' ? 'lamp' : undefined,
      },
    };
  if (name === 'average')
    return row.average === null ? {} : { text: t('reporting.percent', { value: row.average }) };
  if (name === 'missing') return { number: row.missing, href: links.people('uncompleted', within) };
  return { number: row.counts[name as 'enrolled'], href: links.people(name as 'enrolled', within) };
}

export const choiceOf = (row: UnitRow): { unit?: string; own?: string } =>
  row.kind === 'unplaced'
    ? { unit: 'none' }
    : { unit: row.unit?.code, own: row.kind === 'own' ? '1' : undefined };

export function labelOf(row: UnitRow, t: OverviewInput['t']): string {
  if (row.kind === 'unplaced') return t('reporting.units.unplaced');
  const name = row.unit?.name ?? '';
  return row.kind === 'own' ? t('reporting.units.own', { name }) : name;
}

/** A province opens into its own table; a commune or an office opens its list of people. */
export function openHref(row: UnitRow, links: OverviewInput['links']): string {
  if (row.kind !== 'child') return links.people('enrolled', choiceOf(row));
  if (row.unit?.kind === 'province' || row.unit?.kind === 'country')
    return links.overview({ unit: row.unit.code });
  return links.unit(row.unit?.id ?? '');
}

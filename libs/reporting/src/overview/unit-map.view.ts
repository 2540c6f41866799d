import type { OverviewInput } from './overview-input.js';
import { slowBelow } from './pace.js';
import { sortRows, type UnitRow } from './unit-row.js';
import { labelOf, openHref } from './unit-table.view.js';

const GROUPS = ['province', 'ward', 'commune', 'office', 'other'] as const;
type Group = (typeof GROUPS)[number];

/** One tile for each unit with people, against the even pace; null when there is no pace to compare with. */
export function unitMap({ overview, links, t }: OverviewInput) {
  const { pace, rows } = overview;
  const shown = rows.filter((row) => row.kind === 'child' && row.state !== null);
  if (pace === null || shown.length < 2) return null;
  const count = (state: UnitRow['state']) => shown.filter((row) => row.state === state).length;
  return {
    title: t('reporting.map.title', { count: shown.length, pace }),
    legend: [
      { state: 'met', count: count('met'), label: t('reporting.map.met') },
      { state: 'normal', count: count('normal'), label: t('reporting.map.normal') },
      { state: 'slow', count: count('slow'), label: t('reporting.map.slow', { below: slowBelow(pace) }) },
    ],
    groups: GROUPS.map((group) => ({ group, rows: shown.filter((row) => groupOf(row) === group) }))
      .filter(({ rows: some }) => some.length > 0)
      .map(({ group, rows: some }) => ({
        title: t(`reporting.map.${group}`, { count: some.length }),
        units: sortRows(some, 'name', false).map((row) => ({
          label: labelOf(row, t),
          value: Math.floor(row.reached),
          state: row.state,
          href: openHref(row, links),
        })),
      })),
  };
}

function groupOf({ unit }: UnitRow): Group {
  if (unit?.kind === 'province') return 'province';
  if (unit?.kind === 'commune') return unit.name.startsWith('Phường') ? 'ward' : 'commune';
  return unit?.kind === 'department' || unit?.kind === 'office' ? 'office' : 'other';
}

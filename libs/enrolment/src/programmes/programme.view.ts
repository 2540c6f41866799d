import type { Unit } from '#organisation';
import { pagesOf } from '#platform/views';
import { TARGET_GROUPS } from '../classes/training-class.entity.js';
import type { ProgrammeRow } from './programme-scope.js';

export const PER_PAGE = 50;

interface Query {
  q: string;
  page: number;
  state?: 'open' | 'closed' | undefined;
}

export function listView(query: Query, { total, rows }: { total: number; rows: ProgrammeRow[] }) {
  const { q, state, page } = query;
  const href = (number: number) => {
    const given = Object.entries({ q, state }).filter(([, value]) => value) as [string, string][];
    return `/programmes?${new URLSearchParams([...given, ['page', String(number)]])}`;
  };
  return {
    ...{ q, state, rows },
    filtered: q !== '' || state !== undefined,
    paging: pagesOf(total, PER_PAGE, page, href),
  };
}

/** `chosen`: what the form sent, one value or several. */
export function groupChoices(chosen: unknown) {
  const ticked = new Set([chosen].flat());
  return TARGET_GROUPS.map((value) => ({ value, checked: ticked.has(value) }));
}

export const FRAME = { isNew: true, action: '/programmes', back: '/programmes' };

/** A new programme begins with this year, and with one's unit where there is only one. */
export const blankProgramme = (today: string, units: readonly Pick<Unit, 'name'>[]) => ({
  ...FRAME,
  values: { year: today.slice(0, 4), unit: units.length === 1 ? units[0]?.name : undefined },
  groups: groupChoices([]),
});

export function programmeForm(programme: ProgrammeRow) {
  const { id, code, title, year, goal, startsOn, endsOn, targetPeople, revision, unitName } = programme;
  return {
    isNew: false,
    action: `/programmes/${id}`,
    back: `/programmes/${id}`,
    values: { code, title, year, goal, startsOn, endsOn, targetPeople, revision, unit: unitName },
    groups: groupChoices(programme.targetGroups),
  };
}

import type { FoundPerson } from '#identity';
import { pagesOf } from '#platform/views';
import type { ClassRow } from '../classes/class-scope.js';
import type { MemberRow, MemberState } from './members.repository.js';

export const PER_PAGE = 50;

/** Locale keys and badges of how far somebody is. */
const BADGES = {
  enrolled: 'not-started',
  started: 'learning',
  completed: 'done',
  withdrawn: 'not-started',
} as const;

interface Query {
  q: string;
  page: number;
  state?: MemberState | undefined;
}

export function membersView(
  training: ClassRow,
  query: Query,
  { total, rows }: { total: number; rows: MemberRow[] },
  mayNominate: boolean,
) {
  const { q, state, page } = query;
  const base = `/classes/${training.id}/members`;
  const href = (number: number) => {
    const given = Object.entries({ q, state }).filter(([, value]) => value) as [string, string][];
    return `${base}?${new URLSearchParams([...given, ['page', String(number)]])}`;
  };
  return {
    ...{ training, q, state, base },
    mayAdd: mayNominate && training.phase !== 'over',
    mayRemove: mayNominate,
    filtered: q !== '' || state !== undefined,
    rows: rows.map((row) => ({
      ...row,
      badge: BADGES[row.status],
      label: `members.state.${row.status}`,
      removal: mayNominate && row.status === 'enrolled' ? `${base}/${row.enrolmentId}/withdrawal` : null,
    })),
    paging: pagesOf(total, PER_PAGE, page, href),
  };
}

export const foundView = (people: FoundPerson[], already: Set<string>) =>
  people.map(({ accountId, fullName, birthDate, jobTitle, unitName }) => ({
    ...{ accountId, fullName, birthDate, jobTitle, unitName },
    already: already.has(accountId),
  }));

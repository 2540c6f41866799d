import { pagesOf } from '#platform/views';
import type { ClassRow } from './class-scope.js';

export const PER_PAGE = 50;

interface Query {
  q: string;
  page: number;
  programme?: string | undefined;
  phase?: string | undefined;
}

export function classListView(query: Query, { total, rows }: { total: number; rows: ClassRow[] }) {
  const { q, phase, programme, page } = query;
  const href = (number: number) => {
    const given = Object.entries({ q, phase, programme }).filter(([, value]) => value) as [string, string][];
    return `/classes?${new URLSearchParams([...given, ['page', String(number)]])}`;
  };
  return {
    ...{ q, phase, programme, rows },
    filtered: q !== '' || phase !== undefined || programme !== undefined,
    paging: pagesOf(total, PER_PAGE, page, href),
  };
}

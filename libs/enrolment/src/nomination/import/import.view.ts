import type { ClassRow } from '../../classes/class-scope.js';
import type { ShownChange } from '../apply/pending-changes.js';
import type { RosterMessage } from '../roster/read-roster.js';
import { type ReviewedRow, type RosterImport, type RowFilter, totalOf } from './roster-import.repository.js';

const REVIEW: RowFilter[] = ['reject', 'warn', 'skip', 'accept'];

/** The tab asked for; else the first that needs somebody. */
export function filterOf(list: RosterImport, asked: string | undefined): RowFilter {
  const known = [...REVIEW, 'notices', 'change-pending', 'kept'].find((each) => each === asked) as
    | RowFilter
    | undefined;
  if (known) return known;
  if (list.counts.effects?.['change-pending']) return 'change-pending';
  if (keptOf(list) > 0) return 'kept';
  return REVIEW.find((each) => (list.counts[each as 'reject'] ?? 0) > 0) ?? 'accept';
}

export interface ImportPage {
  training: ClassRow;
  list: RosterImport;
  filter: RowFilter;
  rows: ReviewedRow[];
  total: number;
  noticed: number;
  page: number;
  pageSize: number;
  changes: ShownChange[];
}

export function importView({
  training,
  list,
  filter,
  rows,
  total,
  noticed,
  page,
  pageSize,
  changes,
}: ImportPage) {
  const base = `/classes/${training.id}/imports/${list.id}`;
  const { accept = 0, warn = 0, reject = 0, skip = 0, effects = {} } = list.counts;
  const at = (name: RowFilter, count: number, tone?: string) => ({
    href: `${base}?show=${name}`,
    labelKey: `nomination.tab.${name}`,
    count,
    tone,
    current: filter === name,
  });
  const pages = Math.ceil(total / pageSize);
  return {
    training,
    list: { ...list, total: totalOf(list.counts) },
    base,
    filter,
    checked: list.status === 'checked',
    ended: list.status === 'applied' || list.status === 'undone',
    waiting:
      list.status === 'applying' ||
      list.status === 'undoing' ||
      (list.status === 'uploaded' && !list.refusal),
    counts: { accept, warn, reject, skip, importable: accept + warn },
    effects: Object.entries(effects).map(([effect, count]) => ({
      labelKey: `nomination.effect.${effect}`,
      count,
    })),
    tabs: [
      at('reject', reject, 'danger'),
      at('warn', warn),
      at('skip', skip),
      at('accept', accept),
      at('notices', noticed),
      ...(effects['change-pending'] ? [at('change-pending', effects['change-pending'], 'danger')] : []),
      ...(keptOf(list) > 0 ? [at('kept', keptOf(list), 'danger')] : []),
    ],
    errors:
      filter === 'reject' ? rows.slice(0, 12).map((row) => ({ href: `#row-${row.row}`, row: row.row })) : [],
    rows: rows.map((row) => rowView(row, list, filter)),
    changes,
    total,
    from: (page - 1) * pageSize + 1,
    to: Math.min(total, page * pageSize),
    previous: page > 1 ? `${base}?show=${filter}&page=${page - 1}` : null,
    next: page < pages ? `${base}?show=${filter}&page=${page + 1}` : null,
    pages: pages > 1,
  };
}

/** Rows of which undoing left something behind. */
const keptOf = (list: RosterImport): number =>
  Object.entries(list.counts.effects ?? {})
    .filter(([effect]) => effect.startsWith('kept-'))
    .reduce((sum, [, count]) => sum + count, 0);

function rowView(row: ReviewedRow, list: RosterImport, filter: RowFilter) {
  const messages = filter === 'kept' ? [] : filter === 'notices' ? row.notices : row.messages;
  const [first] = row.messages;
  return {
    row: row.row,
    ...row.data,
    effectKey: row.effect && `nomination.effect.${row.effect}`,
    messages: messages.map(({ column, message }) => ({ column, message })),
    fix: list.status === 'checked' && row.outcome === 'reject' && first ? fixOf(first, list) : null,
    canSkip: list.status === 'checked' && row.outcome !== 'skip',
  };
}

/** The cell to type over, when the message speaks of a column of the file. */
function fixOf(message: RosterMessage, list: RosterImport) {
  const column = list.layout?.columns.find((each) => each.header === message.column);
  return column
    ? { column: column.column, label: message.column, value: message.params['value'] ?? '' }
    : null;
}

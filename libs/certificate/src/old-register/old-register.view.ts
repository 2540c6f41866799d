import type { MessageParams } from '#platform/errors';
import type { Translate } from '#platform/i18n';
import { keptUntil, type OldImport, type StagedRow } from './old-import.js';
import type { Outcome } from './read/check-register.js';
import type { RowMessage } from './read/check-row.js';
import { FIELDS, type Field } from './read/fields.js';

export const ROWS_PER_PAGE = 50;
const OUTCOMES: Outcome[] = ['reject', 'warn', 'accept', 'same'];
const BADGE = {
  uploaded: 'attention',
  checked: 'attention',
  applying: 'learning',
  applied: 'done',
  undone: 'not-started',
  discarded: 'not-started',
} as const;

/** The tab asked for; else the first that has rows. */
export function outcomeOf({ summary }: OldImport, asked: string | undefined): Outcome {
  const known = OUTCOMES.find((each) => each === asked);
  return known ?? OUTCOMES.find((each) => (summary.counts?.[each] ?? 0) > 0) ?? 'reject';
}

export const reasonOf = ({ code, params }: RowMessage, t: Translate): string =>
  t(`old-register.problem.${code}`, params as MessageParams);

/** What `certificate/old-register/pages/index` shows. */
export const listView = (imports: OldImport[]) => ({
  imports: imports.map((each) => ({
    ...summaryOf(each),
    year: String(each.year),
    issuer: each.issuerName,
    createdAt: each.createdAt,
    createdByName: each.createdByName,
  })),
});

function summaryOf({ id, fileName, status, summary }: OldImport) {
  return {
    id,
    fileName,
    href: `/registers/imports/${id}`,
    badge: BADGE[status],
    statusKey: `old-register.status.${status}`,
    recorded: summary.recorded ?? null,
  };
}

export interface ShownImport {
  given: OldImport;
  outcome: Outcome;
  rows: StagedRow[];
  total: number;
  page: number;
}

/** What `certificate/old-register/pages/show` shows. */
export function importView({ given, outcome, rows, total, page }: ShownImport, t: Translate) {
  const { summary, status, refusal, lastAfter } = given;
  const counts = { accept: 0, warn: 0, same: 0, reject: 0, ...summary.counts };
  const base = `/registers/imports/${given.id}`;
  const shown = status === 'checked' ? OUTCOMES : (['reject'] as const);
  const href = (at: number) => `${base}?show=${outcome}&page=${at}`;
  const ended = status === 'applied' || status === 'undone';
  return {
    ...summaryOf(given),
    base,
    issuer: given.issuerName,
    year: String(given.year),
    sha256: given.sha256,
    createdAt: given.createdAt,
    createdByName: given.createdByName,
    keptUntil: keptUntil(given),
    forgotten: ended && !given.fileKey,
    refusal: refusal && t(`old-register.refused.${refusal.code}`, refusal.params),
    waiting: (status === 'uploaded' && !refusal) || status === 'applying',
    waitingKey: `old-register.waiting.${status}`,
    taskHref: given.taskId && `/tasks/${given.taskId}`,
    checked: status === 'checked',
    ended,
    endedKind: status === 'applied' ? 'success' : 'info',
    canUndo: status === 'applied' || (status === 'applying' && given.registerId !== null),
    bookHref: given.registerId && status === 'applied' ? `/registers/${given.registerId}` : null,
    counts: { ...counts, importable: counts.accept + counts.warn },
    numbers: summary.numbers && numbersView(summary.numbers, lastAfter),
    tabs: shown.map((each) => ({
      href: `${base}?show=${each}`,
      label: t(`old-register.tab.${each}`),
      count: status === 'checked' ? counts[each] : total,
      current: each === outcome,
    })),
    outcome,
    rows: rows.map((row) => rowView(row, given, t)),
    from: total === 0 ? 0 : (page - 1) * ROWS_PER_PAGE + 1,
    to: Math.min(page * ROWS_PER_PAGE, total),
    total,
    previous: page > 1 ? href(page - 1) : null,
    next: page * ROWS_PER_PAGE < total ? href(page + 1) : null,
  };
}

const SHOWN_GAPS = 12;

function numbersView(numbers: NonNullable<OldImport['summary']['numbers']>, lastAfter: number | null) {
  const gaps = numbers.gaps.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`));
  const shown = gaps.length > SHOWN_GAPS ? [...gaps.slice(0, SHOWN_GAPS), '…'] : gaps;
  return {
    ...numbers,
    next: lastAfter === null ? numbers.next : lastAfter + 1,
    gaps: gaps.length === 0 ? '' : `(${shown.join(', ')})`,
  };
}

function rowView({ row, cells, entry, messages }: StagedRow, { layout }: OldImport, t: Translate) {
  const cell = (field: Field): string => {
    const column = layout?.columns.find((each) => each.field === field)?.column;
    return column === undefined ? '' : (cells[column] ?? '').slice(0, 120);
  };
  return {
    row,
    name: entry?.name ?? cell('fullName'),
    entryNumber: entry ? entry.entryNumber : cell('entryNumber'),
    serial: entry ? entry.serial : cell('serial'),
    course: entry?.course ?? cell('course'),
    messages: messages.map((each) => ({
      field: each.field && t(`old-register.field.${each.field}`),
      text: reasonOf(each, t),
    })),
  };
}

/** What `certificate/old-register/pages/mapping` shows. `patterns.fixed`: they cannot be chosen. */
export function mappingView(
  given: OldImport,
  patterns: { serialPattern: string; entryPattern: string; fixed: boolean },
  t: Translate,
) {
  const { layout, choices, refusal } = given;
  return {
    ...summaryOf(given),
    base: `/registers/imports/${given.id}`,
    issuer: given.issuerName,
    year: String(given.year),
    refusal: refusal && t(`old-register.refused.${refusal.code}`, refusal.params),
    patterns,
    sheets: (layout?.sheets ?? []).filter(Boolean).map((sheet) => ({
      value: sheet,
      label: sheet,
      selected: sheet === layout?.sheet,
    })),
    severalSheets: (layout?.sheets.length ?? 0) > 1,
    headerRow: choices.headerRow ?? layout?.headerRow ?? '',
    course: choices.course ?? '',
    doubles: choices.keepsDoubles ? 'keep' : 'refuse',
    courses: choices.refusesCourses ? 'refuse' : 'keep',
    columns: (layout?.columns ?? []).map(({ column, header, field }) => ({
      column,
      header: header || t('old-register.mapping.nameless', { column: column + 1 }),
      options: FIELDS.map((value) => ({
        value,
        label: t(`old-register.field.${value}`),
        selected: value === field,
      })),
    })),
  };
}

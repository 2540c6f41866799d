import { fold } from '#platform/text';
import type { ComponentRow, FrameworkDocument, IndicatorRow, Part } from './framework-document.js';

export const CHANGE_KINDS = ['added', 'removed', 'reworded', 'moved', 'remarked'] as const;
/**
 * `reworded`: name, text or description; `moved`: to another place or under another code; `remarked`: another mark of
 * evidence, target group or code taken over.
 */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One row that differs. `code` is the new one, except of what was removed. */
export interface Change {
  part: Part;
  kind: ChangeKind;
  code: string;
  before: string | null;
  after: string | null;
}

export interface Difference {
  /** Fields of the head that differ: title, document, notes… */
  head: string[];
  changes: Change[];
  /** Parts whose rows are the same but in another order. */
  reordered: Part[];
}

type Row = Record<string, unknown> & { code: string };
interface Reading {
  part: Part;
  /** What a person reads. */
  words: string[];
  /** Where it hangs. */
  place: string[];
}

const READINGS: Reading[] = [
  { part: 'levels', words: ['proficiency'], place: ['level'] },
  { part: 'domains', words: ['name', 'description'], place: ['parent'] },
  { part: 'components', words: ['name', 'description'], place: ['domain'] },
  { part: 'indicators', words: ['text'], place: ['component', 'level'] },
];

/** What a new version changes; from nothing, everything is added. */
export function differenceBetween(before: FrameworkDocument | null, after: FrameworkDocument): Difference {
  if (!before)
    return {
      head: [],
      reordered: [],
      changes: READINGS.flatMap(({ part, words }) =>
        rowsOf(after, part).map((row) => change(part, 'added', row.code, null, wordsOf(row, words))),
      ),
    };
  const renamed = renamings(before, after);
  const parts = READINGS.map((reading) =>
    compare(reading, before, after, renamed[reading.part] ?? new Map()),
  );
  return {
    head: headFields(before, after),
    changes: parts.flatMap((part) => part.changes),
    reordered: parts.flatMap((part) => (part.reordered ? [part.part] : [])),
  };
}

/** Nothing differs: the same document. */
export const isNothing = ({ head, changes, reordered }: Difference): boolean =>
  head.length + changes.length + reordered.length === 0;

function headFields(before: FrameworkDocument, after: FrameworkDocument): string[] {
  const of = ({ framework }: FrameworkDocument) => framework as unknown as Record<string, unknown>;
  return Object.keys(of(after)).filter(
    (key) => JSON.stringify(of(before)[key]) !== JSON.stringify(of(after)[key]),
  );
}

function compare(
  { part, words, place }: Reading,
  before: FrameworkDocument,
  after: FrameworkDocument,
  renamed: Map<string, string>,
) {
  const old = new Map(rowsOf(before, part).map((row) => [row.code, row]));
  const changes: Change[] = [];
  const met: string[] = [];
  for (const row of rowsOf(after, part)) {
    const formerCode = renamed.get(row.code) ?? row.code;
    const former = old.get(formerCode);
    if (!former) {
      changes.push(change(part, 'added', row.code, null, wordsOf(row, words)));
      continue;
    }
    met.push(formerCode);
    const places = [placeOf(former, place), placeOf(row, place)];
    if (formerCode !== row.code) changes.push(change(part, 'moved', row.code, formerCode, row.code));
    else if (places[0] !== places[1])
      changes.push(change(part, 'moved', row.code, ...(places as [string, string])));
    const texts = [wordsOf(former, words), wordsOf(row, words)] as const;
    if (texts[0] !== texts[1]) changes.push(change(part, 'reworded', row.code, ...texts));
    const marks = [marksOf(former), marksOf(row)] as const;
    if (marks[0] !== marks[1]) changes.push(change(part, 'remarked', row.code, ...marks));
  }
  const kept = new Set(met);
  for (const row of old.values())
    if (!kept.has(row.code)) changes.push(change(part, 'removed', row.code, wordsOf(row, words), null));
  const inOldOrder = [...old.keys()].filter((code) => kept.has(code));
  return { part, changes, reordered: inOldOrder.join('\n') !== met.join('\n') };
}

/** New code → old code, of components that say so and of indicators whose text and place stayed. */
function renamings(before: FrameworkDocument, after: FrameworkDocument) {
  const components = new Map<string, string>();
  const oldCodes = new Set(before.components.map((row) => row.code));
  const newCodes = new Set(after.components.map((row) => row.code));
  for (const { code, replaces } of after.components) {
    const former = replaces.find((each) => oldCodes.has(each) && !newCodes.has(each));
    if (former && !oldCodes.has(code)) components.set(code, former);
  }
  const indicators = new Map<string, string>();
  const known = new Set(before.indicators.map((row) => row.code));
  const living = new Set(after.indicators.map((row) => row.code));
  const key = (row: IndicatorRow, component: string) => `${component}\n${row.level}\n${fold(row.text)}`;
  const free = new Map(
    before.indicators
      .filter((row) => !living.has(row.code))
      .map((row) => [key(row, row.component), row.code]),
  );
  for (const row of after.indicators) {
    if (known.has(row.code)) continue;
    const at = key(row, components.get(row.component) ?? row.component);
    const former = free.get(at);
    if (!former) continue;
    indicators.set(row.code, former);
    free.delete(at);
  }
  return { components, indicators } as Partial<Record<Part, Map<string, string>>>;
}

const rowsOf = (document: FrameworkDocument, part: Part): Row[] => document[part] as unknown as Row[];
const change = (
  part: Part,
  kind: ChangeKind,
  code: string,
  before: string | null,
  after: string | null,
): Change => ({ part, kind, code, before, after });
const placeOf = (row: Row, fields: string[]): string => fields.map((field) => row[field] ?? '–').join(' / ');
const wordsOf = (row: Row, fields: string[]): string =>
  fields.flatMap((field) => (row[field] === null ? [] : [String(row[field])])).join('\n');

function marksOf(row: Row): string {
  const { evidence, targetGroup, replaces } = row as Partial<ComponentRow> & { targetGroup?: string };
  return [evidence, targetGroup, ...(replaces ?? [])].filter(Boolean).join(', ');
}

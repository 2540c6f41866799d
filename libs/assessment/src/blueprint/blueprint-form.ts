import { z } from 'zod';
import type { FieldError } from '#platform/errors';
import { type BlueprintInput, type BlueprintRow, MOST_ROWS } from './blueprint.input.js';

const FRESH_ROWS = 3;
const COLUMNS = ['count', 'component', 'level', 'difficulty', 'tag', 'folder'] as const;
type Column = (typeof COLUMNS)[number];
export type TypedRow = Record<Column, string>;

/** The form as posted: `rows.<n>.<column>`, from 0. */
export const blueprintForm = z
  .object({ title: z.string().max(500).default(''), action: z.string().max(20).default('save') })
  .catchall(z.string().max(200))
  .check(({ value, issues }) => {
    const known = new RegExp(`^(title|action|rows\\.\\d{1,2}\\.(${COLUMNS.join('|')}))$`);
    const keys = Object.keys(value).filter((name) => !known.test(name));
    if (keys.length > 0) issues.push({ code: 'unrecognized_keys', keys, input: value, path: [] });
  })
  .transform((given) => ({
    title: given.title,
    action: given.action,
    rows: Array.from({ length: MOST_ROWS }, (_, index) => typed(given, index)),
  }));
export type BlueprintDraft = { title: string; rows: TypedRow[] };

const typed = (given: Record<string, string>, index: number): TypedRow =>
  Object.fromEntries(COLUMNS.map((name) => [name, given[`rows.${index}.${name}`]?.trim() ?? ''])) as TypedRow;

const filled = (row: TypedRow): boolean => Object.values(row).some(Boolean);

/** What is shown: the rows that say something, and some free ones below. */
export function shownRows(rows: TypedRow[]): TypedRow[] {
  const kept = rows.slice(0, rows.findLastIndex(filled) + 1);
  const free = Math.min(FRESH_ROWS, MOST_ROWS - kept.length);
  return [...kept, ...Array.from({ length: free }, () => typed({}, 0))];
}

/** The rows with a number of questions; one whose number was emptied is gone. Errors keep the place in the form. */
export function inputOf({ title, rows }: BlueprintDraft): { input: BlueprintInput; places: number[] } {
  const given = rows.map((row, place) => ({ row, place })).filter(({ row }) => row.count);
  const input = {
    title,
    rows: given.map(({ row }) => ({
      count: /^\d{1,3}$/.test(row.count) ? Number(row.count) : 0,
      component: row.component || undefined,
      level: row.level ? Number(row.level) : undefined,
      difficulty: row.difficulty ? Number(row.difficulty) : undefined,
      tag: row.tag || undefined,
      folder: row.folder || undefined,
    })),
  };
  return { input, places: given.map(({ place }) => place) };
}

/** Errors of the input at the fields of the form. */
export const formErrors = (errors: readonly FieldError[], places: number[]): FieldError[] =>
  errors.map((error) => {
    const [, index, column] = /^rows\.(\d+)\.(\w+)$/.exec(error.field) ?? [];
    return index === undefined ? error : { ...error, field: `rows.${places[Number(index)]}.${column}` };
  });

export const draftOf = (title: string, rows: BlueprintRow[]): BlueprintDraft => ({
  title,
  rows: rows.map((row) =>
    typed(Object.fromEntries(COLUMNS.map((name) => [`rows.0.${name}`, `${row[name] ?? ''}`])), 0),
  ),
});

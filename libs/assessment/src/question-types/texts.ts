import { z } from 'zod';
import { cleanText } from '#platform/text';

/** Text of one line. */
export const line = (most: number) => z.string().max(most).transform(cleanText);

/** Text that keeps its line ends. */
export const lines = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) =>
      text
        .split(/\r\n?|\n/)
        .map(cleanText)
        .join('\n')
        .trim(),
    );

/** One line that says something. `code` is the locale key of the refusal of an empty one. */
export const filled = (most: number, code: string) => line(most).pipe(z.string().min(1, code));

/** Why an answer is wrong, shown after release; an empty one is left out. */
export const feedback = lines(1000)
  .optional()
  .transform((text) => text || undefined);

/** Names one thing inside a question, for example one option. */
export const partId = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** a, b, … z, aa, … for the things of a list, by place. */
export function letter(index: number): string {
  return (index >= 26 ? letter(Math.floor(index / 26) - 1) : '') + String.fromCharCode(97 + (index % 26));
}

/** Gives those without an id one by their place. */
export function identified<T extends { id?: string | undefined }>(
  given: T[],
  name: (index: number) => string = letter,
): (T & { id: string })[] {
  return given.map((each, index) => ({ ...each, id: each.id ?? name(index) }));
}

/**
 * The same things in the order of their texts, with new ids in that order; `idOf` leads from the old ids. An id
 * reaches the browser: given by place, or by an author, it could tell what belongs where.
 */
export function ranked<T extends { id: string; text: string }>(
  given: T[],
  name: (index: number) => string = letter,
): { things: T[]; idOf: Map<string, string> } {
  const sorted = [...given].sort((one, other) => (one.text < other.text ? -1 : 1));
  const things = sorted.map((each, index) => ({ ...each, id: name(index) }));
  return { things, idOf: new Map(sorted.map(({ id }, index) => [id, name(index)])) };
}

/** The same things by letters where an id could be taken for one of the numerals that others get. */
export const lettered = <T extends { id: string }>(given: T[]): T[] =>
  given.some(({ id }) => /^\d+$/.test(id))
    ? given.map((each, index) => ({ ...each, id: letter(index) }))
    : given;

/** 1, 2, … by place. */
export const numeral = (index: number): string => `${index + 1}`;

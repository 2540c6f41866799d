import { z } from 'zod';
import { MOST_PARTS } from '../question-type.js';
import { lines } from '../texts.js';

const GAP = /\[\[([^[\]]*)\]\]/g;

/** A text with gaps, each written `[[id]]`. */
export const gappedText = lines(4000).pipe(z.string().min(1, 'assessment.gapped-text-empty'));

/** What may stand in a gap: the author's editor keeps these signs for itself. */
export const gapWord = (most: number) =>
  lines(most).pipe(
    z
      .string()
      .min(1, 'assessment.part-empty')
      .regex(/^[^|[\]\n]*$/, 'assessment.gap-signs'),
  );

/** What stands between the brackets, in the order of the text. */
export const gapsIn = (text: string): string[] => [...text.matchAll(GAP)].map((match) => match[1] ?? '');

/** The same text with something else between the brackets; `of` gets what stood there and its number from 0. */
export function withGaps(text: string, of: (gap: string, index: number) => string): string {
  let index = -1;
  return text.replaceAll(GAP, (_, gap: string) => {
    index += 1;
    return `[[${of(gap, index)}]]`;
  });
}

/** Refuses a body whose text does not hold each gap exactly once. */
export function gapsOnce<T extends { text: string; gaps: { id: string }[] }>({
  value,
  issues,
}: {
  value: T;
  issues: z.core.$ZodRawIssue[];
}): void {
  const named = gapsIn(value.text);
  const ids = value.gaps.map(({ id }) => id);
  const refuse = (message: string) => issues.push({ code: 'custom', input: value, path: ['text'], message });
  if (named.length < 1 || named.length > MOST_PARTS) refuse('assessment.gap-count');
  else if ([...named].sort().join('\n') !== [...ids].sort().join('\n')) refuse('assessment.gaps-once');
}

/** The gaps as they follow one another in the text, numbered from 1, and the text with those numbers. */
export function numbered<G extends { id: string }>(text: string, gaps: G[]): { text: string; gaps: G[] } {
  const named = gapsIn(text);
  return {
    text: withGaps(text, (_, index) => `${index + 1}`),
    gaps: named.flatMap((id, index) => {
      const gap = gaps.find((each) => each.id === id);
      return gap ? [{ ...gap, id: `${index + 1}` }] : [];
    }),
  };
}

/** The text as the template goes through it: pieces of text, and gaps by their number from 0. */
export function segments(text: string): { text: string | null; gap: number | null }[] {
  // Splitting by a pattern with one group gives text and gap in turn.
  return text
    .split(GAP)
    .map((piece, index) =>
      index % 2 === 0 ? { text: piece, gap: null } : { text: null, gap: (index - 1) / 2 },
    )
    .filter(({ text }) => text !== '');
}

import { type Element, element } from '../xml/write.js';

/** A response with its key: values that are right, and what each value earns. */
export interface Keyed {
  identifier: string;
  cardinality: 'single' | 'multiple' | 'ordered';
  baseType: 'identifier' | 'directedPair' | 'string' | 'float';
  correct: string[];
  /** Shares of the mark; null: all or nothing. Nothing is graded without a right response. */
  mapping: { key: string; share: number; caseSensitive?: boolean }[] | null;
}

/** What stands in the body, with the responses it gives. */
export interface Asked {
  interaction: Element;
  responses: Keyed[];
  hasFeedback?: boolean;
  /** How the response earns marks where no template says it. */
  conditions?: Element[];
  /** Several responses earn the mark only all together. */
  together?: boolean;
}

/** What asks: a question, or one of several under a stimulus. */
export interface Question {
  type: string;
  stem: string;
  body: object;
}

/** An interaction that gives the one response of its item. */
export const oneResponse = (
  interaction: Element,
  key: Omit<Keyed, 'identifier'>,
  more: Pick<Asked, 'hasFeedback' | 'conditions'> = {},
): Asked => ({ interaction, responses: [{ identifier: 'RESPONSE', ...key }], ...more });

/** Pairs of which each earns its share. */
export const paired = (pairs: string[], scoring: string | undefined): Omit<Keyed, 'identifier'> => ({
  cardinality: 'multiple',
  baseType: 'directedPair',
  correct: pairs,
  mapping: scoring === 'exact' ? null : pairs.map((key) => ({ key, share: 1 / pairs.length })),
});

/** Identifiers begin with a letter or underscore. */
export const idOf = (id: string): string => (/^[a-z_]/i.test(id) ? id : `n_${id}`);

/** Text with its line ends as elements. */
export const linesOf = (text: string): (Element | string)[] =>
  text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [element('br'), line]));

/** Our own words travel as classes, which mean nothing to others. */
export function classOf(type: string, body: object): string {
  const { scoring, diacritics, letterCase } = body as Record<string, string | undefined>;
  const more = { scoring, diacritics, case: letterCase };
  return [
    `hocvuso-${type}`,
    ...Object.entries(more).flatMap(([name, value]) => (value ? [`hocvuso-${name}-${value}`] : [])),
  ].join(' ');
}

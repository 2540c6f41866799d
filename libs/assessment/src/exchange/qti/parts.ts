import { type Element, element } from '../xml/write.js';

/** An interaction with its key: response values that are right, and what each value earns. */
export interface Asked {
  interaction: Element;
  cardinality: 'single' | 'multiple' | 'ordered';
  baseType: 'identifier' | 'directedPair' | 'string' | 'float';
  correct: string[];
  /** Shares of the mark; null: all or nothing. Nothing is graded without a right response. */
  mapping: { key: string; share: number; caseSensitive?: boolean }[] | null;
  hasFeedback?: boolean;
  /** How the response earns marks where no template says it. */
  conditions?: Element[];
}

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

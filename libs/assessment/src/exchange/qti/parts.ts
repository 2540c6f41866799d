import { type Element, element } from '../xml/write.js';

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

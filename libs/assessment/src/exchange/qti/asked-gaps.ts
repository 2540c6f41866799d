import { type Element, element } from '../xml/write.js';
import { type Asked, classOf, linesOf } from './parts.js';

interface DragWords {
  text: string;
  gaps: { id: string; word: string }[];
  words: { id: string; text: string }[];
  scoring: string;
}

/** Words to be put into the gaps of a text. */
export function gapMatch(type: string, body: object): Asked {
  const { text, gaps, words, scoring } = body as DragWords;
  // Splitting by a pattern with one group gives text and gap in turn.
  const pieces = text
    .split(/\[\[([^[\]]*)\]\]/)
    .flatMap((piece, index): (Element | string)[] =>
      index % 2 === 0 ? linesOf(piece) : [element('gap', { identifier: `gap-${piece}` })],
    );
  const pairs = gaps.map(({ id, word }) => `word-${word} gap-${id}`);
  return {
    interaction: element(
      'gapMatchInteraction',
      { class: classOf(type, body), responseIdentifier: 'RESPONSE', shuffle: true },
      words.map(({ id, text }) => element('gapText', { identifier: `word-${id}`, matchMax: 0 }, text)),
      element('p', {}, pieces),
    ),
    cardinality: 'multiple',
    baseType: 'directedPair',
    correct: pairs,
    mapping: scoring === 'exact' ? null : pairs.map((key) => ({ key, share: 1 / pairs.length })),
  };
}

import { type Element, element } from '../xml/write.js';
import { type Asked, classOf, idOf, type Keyed, linesOf, oneResponse, paired } from './parts.js';
import type { QtiVersion } from './qti-version.js';

interface DragWords {
  text: string;
  gaps: { id: string; word: string }[];
  words: { id: string; text: string }[];
  scoring: string;
}

/** Words to be put into the gaps of a text. */
export function gapMatch(type: string, body: object, version: QtiVersion): Asked {
  const { text, gaps, words, scoring } = body as DragWords;
  const pairs = gaps.map(({ id, word }) => `word-${word} gap-${id}`);
  return oneResponse(
    element(
      'gapMatchInteraction',
      {
        class: classOf(type, body),
        responseIdentifier: 'RESPONSE',
        shuffle: true,
        maxAssociations: version.limitsGaps ? 0 : null,
      },
      words.map(({ id, text }) => element('gapText', { identifier: `word-${id}`, matchMax: 0 }, text)),
      element(
        'p',
        {},
        piecesOf(text, (gap) => element('gap', { identifier: `gap-${gap}` })),
      ),
    ),
    paired(pairs, scoring),
  );
}

interface TypedGaps {
  text: string;
  gaps: { id: string; accepted: string[] }[];
  letterCase: string;
  scoring: string;
}

/** A text with gaps to type into: each is an interaction with a response of its own. */
export function typedGaps(type: string, body: object): Asked {
  const { text, gaps, letterCase, scoring } = body as TypedGaps;
  const share = shareOf(gaps, scoring);
  return {
    interaction: inText(type, body, text, (gap) =>
      element('textEntryInteraction', { responseIdentifier: responseOf(gap) }),
    ),
    responses: gaps.map(
      ({ id, accepted }): Keyed => ({
        identifier: responseOf(id),
        cardinality: 'single',
        baseType: 'string',
        correct: [accepted[0]!],
        mapping: accepted.map((key) => ({ key, share, caseSensitive: letterCase === 'required' })),
      }),
    ),
    together: scoring === 'exact',
  };
}

interface ChosenGaps {
  text: string;
  gaps: { id: string; options: { id: string; text: string; correct: boolean }[] }[];
  scoring: string;
}

/** A text with gaps that each offer some words. */
export function chosenGaps(type: string, body: object): Asked {
  const { text, gaps, scoring } = body as ChosenGaps;
  const share = shareOf(gaps, scoring);
  const optionsOf = (gap: string) => gaps.find(({ id }) => id === gap)!.options;
  return {
    interaction: inText(type, body, text, (gap) =>
      element(
        'inlineChoiceInteraction',
        { responseIdentifier: responseOf(gap), shuffle: true },
        optionsOf(gap).map(({ id, text }) => element('inlineChoice', { identifier: idOf(id) }, text)),
      ),
    ),
    responses: gaps.map(({ id, options }): Keyed => {
      const right = idOf(options.find(({ correct }) => correct)!.id);
      return {
        identifier: responseOf(id),
        cardinality: 'single',
        baseType: 'identifier',
        correct: [right],
        mapping: [{ key: right, share }],
      };
    }),
    together: scoring === 'exact',
  };
}

const responseOf = (gap: string): string => `RESPONSE-${gap}`;
const shareOf = (gaps: unknown[], scoring: string): number => (scoring === 'exact' ? 1 : 1 / gaps.length);

function inText(type: string, body: object, text: string, gap: (id: string) => Element): Element {
  return element('div', { class: classOf(type, body) }, element('p', {}, piecesOf(text, gap)));
}

/** Splitting by a pattern with one group gives text and gap in turn. */
const piecesOf = (text: string, gap: (id: string) => Element): (Element | string)[] =>
  text
    .split(/\[\[([^[\]]*)\]\]/)
    .flatMap((piece, index) => (index % 2 === 0 ? linesOf(piece) : [gap(piece)]));

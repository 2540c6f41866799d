import { ItemRefused } from '../item.js';
import { categoryPairs, pairsOf, sharesOf } from '../moodle-rules.js';
import { type Element, element } from '../xml/write.js';
import type { Question } from './write-pictures.js';

interface Option {
  text: string;
  correct: boolean;
  feedback?: string;
}
interface Accepted {
  text: string;
  value: string;
  tolerance?: string;
  percent?: number;
  feedback?: string;
}

export const plain = (name: string, text: string) =>
  element(name, { format: 'plain_text' }, element('text', {}, text));
export const word = (name: string, text: string) => element(name, {}, element('text', {}, text));

const answer = (fraction: string | number, text: string, feedback: string | undefined, ...more: Element[]) =>
  element(
    'answer',
    { fraction, format: 'plain_text' },
    element('text', {}, text),
    plain('feedback', feedback ?? ''),
    more,
  );

/** Moodle's name of the type, and what the question asks. Throws for types that Moodle has no counterpart of. */
export function kindOf({ type, body }: Question): { kind: string; parts: Element[]; settings: string[] } {
  switch (type) {
    case 'single': {
      const { options } = body as { options: Option[] };
      return {
        kind: 'multichoice',
        parts: [
          element('single', {}, 'true'),
          element('shuffleanswers', {}, 'true'),
          ...options.map(({ text, correct, feedback }) => answer(correct ? 100 : 0, text, feedback)),
        ],
        settings: [],
      };
    }
    case 'multiple': {
      const { options, scoring } = body as { options: Option[]; scoring?: string };
      const shares =
        scoring === 'exact' ? options.map(({ correct }) => (correct ? '100' : '0')) : sharesOf(options);
      return {
        kind: scoring === 'exact' ? 'multichoiceset' : 'multichoice',
        parts: [
          ...(scoring === 'exact' ? [] : [element('single', {}, 'false')]),
          element('shuffleanswers', {}, 'true'),
          ...options.map(({ text, feedback }, index) => answer(shares[index]!, text, feedback)),
        ],
        settings: [],
      };
    }
    case 'true-false': {
      const truth = (body as { answer: boolean }).answer;
      return {
        kind: 'truefalse',
        parts: [true, false].map((value) => answer(value === truth ? 100 : 0, `${value}`, undefined)),
        settings: [],
      };
    }
    case 'short-answer': {
      const { accepted, letterCase } = body as { accepted: Accepted[]; letterCase?: string };
      return {
        kind: 'shortanswer',
        parts: [
          element('usecase', {}, letterCase === 'required' ? '1' : '0'),
          ...accepted.map(({ text, percent, feedback }) =>
            answer(percent ?? 100, text.replaceAll('*', '\\*'), feedback),
          ),
        ],
        settings: ['diacritics'],
      };
    }
    case 'numeric': {
      const { accepted, unit } = body as { accepted: Accepted[]; unit?: object };
      if (unit) throw new ItemRefused('format-lacks-unit');
      return {
        kind: 'numerical',
        parts: accepted.map(({ value, tolerance, percent, feedback }) =>
          answer(percent ?? 100, value, feedback, element('tolerance', {}, tolerance ?? '0')),
        ),
        settings: [],
      };
    }
    case 'matching':
    case 'categorise':
      return {
        kind: 'matching',
        parts: [
          element('shuffleanswers', {}, 'true'),
          ...pairsIn(type, body).map(({ text, match }) =>
            element(
              'subquestion',
              { format: 'plain_text' },
              element('text', {}, text),
              word('answer', match),
            ),
          ),
        ],
        settings: ['scoring'],
      };
    case 'ordering': {
      const { items, scoring } = body as { items: { text: string }[]; scoring?: string };
      return {
        kind: 'ordering',
        parts: [
          element('gradingtype', {}, scoring === 'exact' ? 'ALL_OR_NOTHING' : 'ABSOLUTE_POSITION'),
          ...items.map(({ text }, index) => answer(index + 1, text, undefined)),
        ],
        settings: [],
      };
    }
    default:
      throw new ItemRefused('format-lacks-type');
  }
}

const pairsIn = (type: string, body: object) =>
  type === 'categorise'
    ? categoryPairs(body as Parameters<typeof categoryPairs>[0])
    : pairsOf(body as Parameters<typeof pairsOf>[0]);

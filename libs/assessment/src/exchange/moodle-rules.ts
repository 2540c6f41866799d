import { ItemRefused, type Said } from './item.js';

/** An answer as GIFT and Moodle XML know it: percent of the mark, which may be negative. */
export interface WeightedAnswer {
  text: string;
  percent: number;
  feedback?: string | undefined;
}

type Kind = { type: string; body: object; notes: Said[] };

const CLOSE = 0.01;
const near = (one: number, other: number) => Math.abs(one - other) < CLOSE;

/** One right option. A wrong one that costs marks costs none here. */
export function singleChoice(answers: WeightedAnswer[]): Kind {
  const right = answers.filter(({ percent }) => near(percent, 100));
  if (right.length !== 1) throw new ItemRefused(right.length === 0 ? 'no-right-answer' : 'several-right');
  if (answers.some(({ percent }) => percent > 0 && !near(percent, 100)))
    throw new ItemRefused('partial-credit');
  return {
    type: 'single',
    body: { options: answers.map((answer) => optionOf(answer, answer.percent > 0)) },
    notes: answers.some(({ percent }) => percent < 0) ? [{ code: 'note-no-negative-marks' }] : [],
  };
}

/** Several right options that share the mark evenly; what wrong ones cost is our rule. */
export function multipleChoice(answers: WeightedAnswer[], scoring: 'partial' | 'exact' = 'partial'): Kind {
  const right = answers.filter(({ percent }) => percent > 0);
  if (right.length === 0) throw new ItemRefused('no-right-answer');
  const share = 100 / right.length;
  if (scoring === 'partial' && !right.every(({ percent }) => near(percent, share)))
    throw new ItemRefused('weighted-options');
  const same = scoring === 'exact' || answers.every(({ percent }) => percent > 0 || near(percent, -share));
  return {
    type: 'multiple',
    body: { options: answers.map((answer) => optionOf(answer, answer.percent > 0)), scoring },
    notes: same ? [] : [{ code: 'note-wrong-options-cost' }],
  };
}

/** Shares as they are written: right ones add up to the mark, wrong ones cost as much as a right one gains. */
export function sharesOf(options: { correct: boolean }[]): string[] {
  const share = 100 / options.filter(({ correct }) => correct).length;
  return options.map(({ correct }) => percentText(correct ? share : -share));
}

/** At most five decimals, as Moodle writes them. */
export const percentText = (percent: number): string => String(Math.round(percent * 100_000) / 100_000);

function optionOf({ text, feedback }: WeightedAnswer, correct: boolean) {
  return { text, correct, ...(feedback ? { feedback } : {}) };
}

/** Texts that are accepted, each for its share of the mark. */
export function shortAnswer(answers: WeightedAnswer[]): Kind {
  const notes: Said[] = [];
  const accepted = answers.filter(({ text, percent }) => {
    if (percent > 0) return true;
    if (text.trim() !== '*') throw new ItemRefused('wrong-answer-listed');
    notes.push({ code: 'note-catch-all-dropped' });
    return false;
  });
  if (accepted.some(({ text }) => /(?<!\\)\*/.test(text))) throw new ItemRefused('wildcard');
  return {
    type: 'short-answer',
    body: {
      accepted: accepted.map((answer) => acceptedOf(answer, 'text', answer.text.replaceAll('\\*', '*'))),
    },
    notes,
  };
}

export interface NumericAnswer extends WeightedAnswer {
  tolerance: string;
}

export function numeric(answers: NumericAnswer[]): Kind {
  const notes: Said[] = [];
  const accepted = answers.filter(({ text, percent }) => {
    if (percent > 0) return true;
    if (text.trim() !== '*') throw new ItemRefused('wrong-answer-listed');
    notes.push({ code: 'note-catch-all-dropped' });
    return false;
  });
  return {
    type: 'numeric',
    body: {
      accepted: accepted.map((answer) => ({
        ...acceptedOf(answer, 'value', answer.text),
        ...(Number(answer.tolerance) === 0 ? {} : { tolerance: answer.tolerance }),
      })),
    },
    notes,
  };
}

function acceptedOf({ percent, feedback }: WeightedAnswer, key: 'text' | 'value', value: string) {
  if (!Number.isInteger(percent)) throw new ItemRefused('percent-not-whole', { percent });
  return { [key]: value, ...(percent === 100 ? {} : { percent }), ...(feedback ? { feedback } : {}) };
}

/** Pairs; a choice without its row is left over. */
export function matching(pairs: { text: string; match: string }[]): Kind {
  const choices = [...new Set(pairs.map(({ match }) => match))].map((text, index) => ({
    id: `${index + 1}`,
    text,
  }));
  return {
    type: 'matching',
    body: {
      rows: pairs
        .filter(({ text }) => text !== '')
        .map(({ text, match }) => ({ text, match: choices.find((choice) => choice.text === match)!.id })),
      choices,
    },
    notes: [],
  };
}

const CATEGORISE = 'hocvuso:type=categorise';

/** Things in categories are matching to others; a tag tells that the choices are ours. */
export const tagOfType = (type: string): string[] => (type === 'categorise' ? [CATEGORISE] : []);

/** What the tag says of a question that was read as matching. */
export function asTagged(kind: Kind, tags: string[]): Kind {
  if (kind.type !== 'matching' || !tags.includes(CATEGORISE)) return kind;
  const { rows, choices } = kind.body as MatchingLike;
  const items = rows.map(({ match, ...row }) => ({ ...row, category: match }));
  return { ...kind, type: 'categorise', body: { items, categories: choices } };
}

interface CategoriseLike {
  items: { text: string; category: string; feedback?: string }[];
  categories: { id: string; text: string }[];
}

/** Things with their categories as pairs; all categories stand first, in the author's order. */
export function categoryPairs({ items, categories }: CategoriseLike): { text: string; match: string }[] {
  const rows = items.map(({ category, ...item }) => ({ ...item, match: category }));
  return [
    ...categories.map(({ text }) => ({ text: '', match: text })),
    ...pairsOf({ rows, choices: categories }).filter(({ text }) => text !== ''),
  ];
}

interface MatchingLike {
  rows: { text: string; match: string; feedback?: string }[];
  choices: { id: string; text: string }[];
}

/** The pairs of a matching question, leftover choices at the end. Throws where rows have feedback. */
export function pairsOf({ rows, choices }: MatchingLike): { text: string; match: string }[] {
  if (rows.some(({ feedback }) => feedback)) throw new ItemRefused('holds-no-feedback');
  const textOf = (id: string) => choices.find((choice) => choice.id === id)!.text;
  const left = choices.filter(({ id }) => !rows.some(({ match }) => match === id));
  return [
    ...rows.map(({ text, match }) => ({ text, match: textOf(match) })),
    ...left.map(({ text }) => ({ text: '', match: text })),
  ];
}

import { ItemRefused, type Said } from '../item.js';
import {
  matching,
  multipleChoice,
  type NumericAnswer,
  numeric,
  shortAnswer,
  singleChoice,
  type WeightedAnswer,
} from '../moodle-rules.js';
import { plainNumber } from './plain-number.js';

type Read = (hidden: string) => string;

interface Answers {
  type: string;
  body: object;
  notes: Said[];
  explanation?: string | undefined;
}

const TRUTH = /^\s*(T|TRUE|F|FALSE)\s*(?:#|$)/i;

/** What stands between the brackets, with escapes still hidden. */
export function answersOf(hidden: string, read: Read): Answers {
  const [inside = '', general] = splitOnce(hidden, '####');
  const explanation = general === undefined ? undefined : read(general) || undefined;
  return { ...kindOf(inside.trim(), read), explanation };
}

function kindOf(inside: string, read: Read): Answers {
  if (inside === '') throw new ItemRefused('needs-person');
  const truth = TRUTH.exec(inside);
  if (truth) return trueFalse(inside, /^T/i.test(truth[1]!), read);
  if (inside.startsWith('#')) return numeric(numericAnswers(inside.slice(1).trim(), read));
  const answers = weighted(inside, read);
  if (answers.some(({ sign }) => sign === '~')) {
    const single = answers.some(({ sign }) => sign === '=');
    return single ? singleChoice(answers) : multipleChoice(answers);
  }
  if (answers.some(({ text }) => text.includes('->'))) {
    const pairs = answers.map(({ text, feedback }) => {
      if (!text.includes('->')) throw new ItemRefused('answers-not-understood', { text: text.slice(0, 60) });
      if (feedback) throw new ItemRefused('holds-no-feedback');
      const [row = '', choice = ''] = splitOnce(text, '->');
      return { text: row.trim(), match: choice.trim() };
    });
    return matching(pairs);
  }
  return shortAnswer(answers);
}

function trueFalse(inside: string, answer: boolean, read: Read): Answers {
  const feedback = inside.split('#').slice(1).map(read);
  const notes = feedback.some((text) => text !== '') ? [{ code: 'note-feedback-dropped' }] : [];
  return { type: 'true-false', body: { answer }, notes };
}

/** Answers after `=` or `~`, each with its percentage and its feedback. */
function weighted(inside: string, read: Read): (WeightedAnswer & { sign: string })[] {
  if (!/^[=~]/.test(inside))
    throw new ItemRefused('answers-not-understood', { text: read(inside).slice(0, 60) });
  return [...inside.matchAll(/([=~])([^=~]*)/g)].map(([, sign, raw]) => {
    const [given = '', feedback] = splitOnce(raw!.trim(), '#');
    const share = /^%(-?\d+(?:\.\d+)?)%/.exec(given);
    const text = read(share ? given.slice(share[0].length) : given);
    const percent = share ? Number(share[1]) : sign === '=' ? 100 : 0;
    return { sign: sign!, text, percent, ...(feedback === undefined ? {} : { feedback: read(feedback) }) };
  });
}

const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?`;
const RANGE = new RegExp(`^(${NUMBER})\\s*\\.\\.\\s*(${NUMBER})$`);
const VALUE = new RegExp(`^(${NUMBER})(?:\\s*:\\s*(${NUMBER}))?$`);

function numericAnswers(inside: string, read: Read): NumericAnswer[] {
  if (!/^=/.test(inside)) {
    const [given = '', feedback] = splitOnce(inside, '#');
    return [{ ...numberOf(given.trim()), percent: 100, feedback: feedback && read(feedback) }];
  }
  return weightedNumbers(inside, read);
}

function weightedNumbers(inside: string, read: Read): NumericAnswer[] {
  return [...inside.matchAll(/([=~])([^=~]*)/g)].map(([, sign, raw]) => {
    const [given = '', feedback] = splitOnce(raw!.trim(), '#');
    const share = /^%(-?\d+(?:\.\d+)?)%/.exec(given);
    const text = (share ? given.slice(share[0].length) : given).trim();
    const percent = share ? Number(share[1]) : sign === '=' ? 100 : 0;
    const value = percent <= 0 ? { text: text || '*', tolerance: '0' } : numberOf(text);
    return { ...value, percent, feedback: feedback && read(feedback) };
  });
}

/** `3.14:0.01` or `3.13..3.15`. */
function numberOf(text: string): { text: string; tolerance: string } {
  const value = VALUE.exec(text);
  if (value) return { text: plainNumber(value[1]!), tolerance: plainNumber(value[2] ?? '0') };
  const range = RANGE.exec(text);
  if (!range) throw new ItemRefused('number-not-understood', { text: text.slice(0, 60) });
  return middleOf(plainNumber(range[1]!), plainNumber(range[2]!));
}

/** The range from one number to another as a value and how far from it. */
function middleOf(from: string, to: string): { text: string; tolerance: string } {
  const places = Math.max(...[from, to].map((each) => each.split('.')[1]?.length ?? 0)) + 1;
  const units = (text: string) => {
    const [whole = '0', part = ''] = text.replace('-', '').split('.');
    return BigInt(whole + part.padEnd(places, '0')) * (text.startsWith('-') ? -1n : 1n);
  };
  const [low, high] = [units(from), units(to)];
  if (high < low) throw new ItemRefused('number-not-understood', { text: `${from}..${to}` });
  return { text: decimalText((low + high) / 2n, places), tolerance: decimalText((high - low) / 2n, places) };
}

function decimalText(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
  return units < 0n ? `-${text}` : text;
}

function splitOnce(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}

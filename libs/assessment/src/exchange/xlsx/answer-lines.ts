import { bodyOfGaps, GAP_TYPES, gapNotation } from '../gap-notation.js';
import { ItemRefused } from '../item.js';
import { acceptedLines, numberBody, textBody } from './accepted-lines.js';
import { after, grouped, notUnderstood, type Part, told } from './lines.js';

interface Option {
  text: string;
  correct?: boolean;
  feedback?: string | undefined;
}

/**
 * The answers of a question in one cell, a line each: `+ right`, `- wrong`, `row => choice`, `= item`; `# feedback`
 * belongs to the line above. Categories come first, since their order is the author's. A text with gaps is written as
 * in the editor, and words that belong nowhere below it after `~`. A backslash takes a sign literally.
 */
export function answerLines(type: string, body: object): string[] {
  if (GAP_TYPES.includes(type)) return gapLines(type, body);
  const { options, statements, items, rows, choices, categories, answer, scale } = body as Body;
  switch (type) {
    case 'single':
    case 'multiple':
      return options.flatMap(marked);
    case 'kprim':
      return statements.flatMap(marked);
    case 'true-false':
      return [answer ? '+' : '-'];
    case 'ordering':
      return items.map(({ text }) => `= ${text}`);
    case 'matching':
      return pairLines(rows, 'match', choices);
    case 'categorise':
      return [
        ...categories.map(({ text }) => `=> ${literal(text)}`),
        ...pairLines(items, 'category', [...categories]),
      ];
    case 'short-answer':
    case 'numeric':
      return acceptedLines(body);
    case 'likert':
      return [...statements.map(({ text }) => `- ${text}`), ...scale.map(({ text }) => `= ${text}`)];
    default:
      throw new ItemRefused('format-lacks-type');
  }
}

interface Value {
  id: string;
  text: string;
}
type Row = Option & { match?: string; category?: string };

/** What the bodies of these types hold, one or the other. */
interface Body {
  options: Option[];
  statements: Option[];
  items: Row[];
  rows: Row[];
  choices: Value[];
  categories: Value[];
  answer: boolean;
  scale: Value[];
}

const marked = ({ text, correct, feedback }: Option): string[] => [
  `${correct ? '+' : '-'} ${text}`,
  ...told(feedback),
];
const literal = (text: string): string => text.replace(/\\|=>|^#/g, '\\$&');

function pairLines(rows: Row[], key: 'match' | 'category', values: Value[]): string[] {
  const left = key === 'category' ? [] : values.filter(({ id }) => !rows.some((row) => row[key] === id));
  const textOf = (id: string) => values.find((value) => value.id === id)!.text;
  return [
    ...rows.flatMap((row) => [
      `${literal(row.text)} => ${literal(textOf(row[key]!))}`,
      ...told(row.feedback),
    ]),
    ...left.map(({ text }) => `=> ${literal(text)}`),
  ];
}

function gapLines(type: string, body: object): string[] {
  const { text, others } = gapNotation(type, body);
  return [
    ...text.split('\n').map((line) => line.replace(/^[~\\]/, '\\$&')),
    ...others.map((word) => `~ ${word}`),
  ];
}

function gapBody(type: string, lines: string[]): object {
  const isOther = (line: string) => line.startsWith('~');
  const text = lines.filter((line) => !isOther(line)).map((line) => line.replace(/^\\([~\\])/, '$1'));
  const others = lines.filter(isOther).map((line) => after('~', line));
  return bodyOfGaps(type, text.join('\n'), others);
}

/** The body that the lines of a cell describe. */
export function bodyOfLines(type: string, given: string[]): object {
  if (GAP_TYPES.includes(type)) return gapBody(type, given);
  const lines = given.filter((line) => line !== '');
  const parts = grouped(lines);
  switch (type) {
    case 'single':
    case 'multiple':
      return { options: parts.map(option) };
    case 'kprim':
      return { statements: parts.map(option) };
    case 'true-false': {
      const sign = parts[0]?.line;
      if (parts.length !== 1 || (sign !== '+' && sign !== '-')) throw notUnderstood(lines.join(' '));
      return { answer: sign === '+' };
    }
    case 'ordering':
      return { items: parts.map(({ line }) => ({ text: after('=', line) })) };
    case 'matching': {
      const { rows, values } = pairs(parts, 'match');
      return { rows, choices: values };
    }
    case 'categorise': {
      const { rows, values } = pairs(parts, 'category');
      return { items: rows, categories: values };
    }
    case 'short-answer':
      return textBody(parts);
    case 'numeric':
      return numberBody(parts);
    case 'likert':
      return {
        statements: parts.flatMap(({ line }) => (line.startsWith('=') ? [] : { text: after('-', line) })),
        scale: parts.flatMap(({ line }) => (line.startsWith('=') ? { text: after('=', line) } : [])),
      };
    default:
      throw new ItemRefused('type-not-here', { type });
  }
}

function option({ line, feedback }: Part): Option {
  const correct = line.startsWith('+');
  return { text: after(correct ? '+' : '-', line), correct, ...(feedback ? { feedback } : {}) };
}

function pairs(parts: Part[], key: string) {
  const split = parts.map(({ line, feedback }) => {
    const found = /^((?:\\.|[^\\])*?)\s*=>\s*((?:\\.|[^\\])*)$/.exec(line);
    if (!found) throw notUnderstood(line);
    const plain = (text: string) => text.replace(/\\(\\|=>|#)/g, '$1').trim();
    return { text: plain(found[1]!), value: plain(found[2]!), feedback };
  });
  const values = [...new Set(split.map(({ value }) => value))].map((text, index) => ({
    id: `v${index + 1}`,
    text,
  }));
  const idOf = (text: string) => values.find((value) => value.text === text)!.id;
  const rows = split
    .filter(({ text }) => text !== '')
    .map(({ text, value, feedback }) => ({ text, [key]: idOf(value), ...(feedback ? { feedback } : {}) }));
  return { rows, values };
}

import { ItemRefused } from '../item.js';

interface Option {
  text: string;
  correct?: boolean;
  feedback?: string | undefined;
}

/**
 * The answers of a question in one cell, a line each: `+ right`, `- wrong`, `row => choice`, `= item`; `# feedback`
 * belongs to the line above. Categories come first, since their order is the author's. A backslash takes a sign literally.
 */
export function answerLines(type: string, body: object): string[] {
  const { options, statements, items, rows, choices, categories, answer } = body as Body;
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
}

const marked = ({ text, correct, feedback }: Option): string[] => [
  `${correct ? '+' : '-'} ${text}`,
  ...told(feedback),
];
const told = (feedback: string | undefined): string[] =>
  feedback ? feedback.split('\n').map((line) => `# ${line}`) : [];
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

/** The body that such lines describe. */
export function bodyOfLines(type: string, lines: string[]): object {
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
    default:
      throw new ItemRefused('type-not-here', { type });
  }
}

interface Part {
  line: string;
  feedback: string | undefined;
}

function grouped(lines: string[]): Part[] {
  const parts: Part[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    if (!line.startsWith('#')) parts.push({ line, feedback: undefined });
    else if (!last) throw notUnderstood(line);
    else
      last.feedback = [...(last.feedback === undefined ? [] : [last.feedback]), after('#', line)].join('\n');
  }
  return parts;
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

function after(sign: string, line: string): string {
  if (!line.startsWith(sign)) throw notUnderstood(line);
  return line.slice(sign.length).trim();
}

const notUnderstood = (text: string) =>
  new ItemRefused('answers-not-understood', { text: text.slice(0, 60) });

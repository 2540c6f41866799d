import { plainNumber } from '../gift/plain-number.js';
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
import { childOf, childrenOf, wordsOf, type XmlNode } from '../xml/tree.js';

import { kprime } from './kprime.js';

interface Kind {
  type: string;
  body: object;
  notes: Said[];
}

type Read = (node: XmlNode | undefined) => string;
type Reader = (node: XmlNode, read: Read) => Kind;

const READERS: Record<string, Reader> = {
  multichoice: (node, read) => {
    const single = /^(true|1|)$/i.test(wordsOf(childOf(node, 'single')).trim());
    const answers = answersOf(node, read);
    return withNotes(node, read, single ? singleChoice(answers) : multipleChoice(answers));
  },
  multichoiceset: (node, read) => withNotes(node, read, multipleChoice(answersOf(node, read), 'exact')),
  truefalse: (node, read) => {
    const answers = childrenOf(node, 'answer').map((each) => ({
      ...answerOf(each, read),
      word: wordsOf(childOf(each, 'text')).trim().toLowerCase(),
    }));
    const right = answers.find(({ percent }) => percent === 100);
    if (answers.length !== 2 || !right || !['true', 'false'].includes(right.word))
      throw new ItemRefused('answers-not-understood', { text: answers.map(({ word }) => word).join(', ') });
    const told = answers.some(({ feedback }) => feedback);
    return {
      type: 'true-false',
      body: { answer: right.word === 'true' },
      notes: told ? [{ code: 'note-feedback-dropped' }] : [],
    };
  },
  shortanswer: (node, read) => {
    const kind = shortAnswer(childrenOf(node, 'answer').map((each) => typedAnswerOf(each, read)));
    const strict = wordsOf(childOf(node, 'usecase')).trim() === '1';
    return strict ? { ...kind, body: { ...kind.body, letterCase: 'required' } } : kind;
  },
  numerical: (node, read) => {
    const units = childrenOf(childOf(node, 'units') ?? node, 'unit');
    if (units.length > 0) throw new ItemRefused('holds-units');
    return numeric(childrenOf(node, 'answer').map((each) => numberOf(each, read)));
  },
  matching: (node, read) => {
    const pairs = childrenOf(node, 'subquestion').map((each) => ({
      text: read(each),
      match: wordsOf(childOf(childOf(each, 'answer') ?? each, 'text')).trim(),
    }));
    return withNotes(node, read, matching(pairs));
  },
  ordering: (node, read) => {
    const items = inPlace(childrenOf(node, 'answer')).map((each) => ({ text: read(each) }));
    const whole = wordsOf(childOf(node, 'gradingtype')).trim();
    const notes = ['', '0', 'ABSOLUTE_POSITION', '-1', 'ALL_OR_NOTHING'].includes(whole)
      ? []
      : [{ code: 'note-ordering-marks' }];
    const shown = wordsOf(childOf(node, 'selecttype')).trim();
    if (!['', '0', 'ALL'].includes(shown)) notes.push({ code: 'note-ordering-all' });
    const scoring = ['-1', 'ALL_OR_NOTHING'].includes(whole) ? 'exact' : 'partial';
    return { type: 'ordering', body: { items, scoring }, notes };
  },
  kprime,
  mtf: kprime,
};

/** The things to be ordered, by the place that their fraction says. */
function inPlace(answers: XmlNode[]): XmlNode[] {
  const place = ({ attributes }: XmlNode) => Number(attributes['fraction']);
  return answers.every((each) => place(each) > 0)
    ? answers.toSorted((one, other) => place(one) - place(other))
    : answers;
}

const NEEDS_PERSON = ['essay', 'essayautograde', 'poodllrecording'];

/** What a question of this kind asks. Throws ItemRefused for kinds that have no counterpart here. */
export function kindOf(kind: string, node: XmlNode, read: Read): Kind {
  const reader = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  if (reader) return reader(node, read);
  if (NEEDS_PERSON.includes(kind)) throw new ItemRefused('needs-person');
  if (kind === 'description') throw new ItemRefused('no-answers');
  throw new ItemRefused('unknown-kind', { kind });
}

function answersOf(node: XmlNode, read: Read): WeightedAnswer[] {
  return childrenOf(node, 'answer').map((each) => answerOf(each, read));
}

function answerOf(node: XmlNode, read: Read): WeightedAnswer {
  const percent = Number(node.attributes['fraction'] ?? '0');
  if (!Number.isFinite(percent))
    throw new ItemRefused('number-not-understood', { text: node.attributes['fraction'] ?? '' });
  const feedback = read(childOf(node, 'feedback'));
  const only = {
    ...node,
    children: node.children.filter((child) => typeof child === 'string' || child.name !== 'feedback'),
  };
  return { text: childOf(node, 'text') ? read(only) : '', percent, ...(feedback ? { feedback } : {}) };
}

/** What a learner types is no rich text. */
const typedAnswerOf = (node: XmlNode, read: Read): WeightedAnswer => ({
  ...answerOf(
    {
      ...node,
      children: node.children.filter((child) => typeof child !== 'string' && child.name !== 'text'),
    },
    read,
  ),
  text: wordsOf(childOf(node, 'text')).trim(),
});

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,2})?$/i;

function numberOf(node: XmlNode, read: Read): NumericAnswer {
  const answer = typedAnswerOf(node, read);
  const tolerance = wordsOf(childOf(node, 'tolerance')).trim() || '0';
  if (answer.percent <= 0) return { ...answer, tolerance: '0' };
  for (const text of [answer.text, tolerance])
    if (!NUMBER.test(text)) throw new ItemRefused('number-not-understood', { text: text.slice(0, 60) });
  return { ...answer, text: plainNumber(answer.text), tolerance: plainNumber(tolerance) };
}

/** Feedback for the whole answer has no place here. */
function withNotes(node: XmlNode, read: Read, kind: Kind): Kind {
  const lost = ['correctfeedback', 'partiallycorrectfeedback', 'incorrectfeedback'].some(
    (name) => !STANDARD.has(read(childOf(node, name))),
  );
  return lost ? { ...kind, notes: [...kind.notes, { code: 'note-feedback-dropped' }] } : kind;
}

/** What Moodle itself puts there. */
const STANDARD = new Set([
  '',
  'Your answer is correct.',
  'Your answer is partially correct.',
  'Your answer is incorrect.',
]);

import { ItemRefused, type OutgoingQuestion, type Said } from '../item.js';
import { mustComeBack } from '../kept.js';
import { childOf, childrenOf, wordsOf, type XmlNode } from '../xml/tree.js';
import { element } from '../xml/write.js';
import { CLOZE_GAP, clozeBody, clozeGap } from './cloze.js';
import { stemAndText, stemTag } from './stem-lines.js';

const NUMBERED = /\[\[(\d+)\]\]/;
const EVERY_NUMBER = new RegExp(NUMBERED.source, 'g');
const CHOICES: Record<string, string> = { gapselect: 'selectoption', ddwtos: 'dragbox' };

export const isGapKind = (kind: string): boolean => kind === 'cloze' || Object.hasOwn(CHOICES, kind);

/** A Moodle question whose answers stand in its text; `whole` is that text. */
export function gapDraft(
  kind: string,
  node: XmlNode,
  whole: string,
  name: string,
  tags: string[],
): { stem: string; type: string; body: object; notes: Said[] } {
  const notes: Said[] = [];
  const { stem, text } = stemAndText(whole, tags, kind === 'cloze' ? CLOZE_GAP : NUMBERED, name, notes);
  if (kind === 'cloze') return { stem, ...clozeBody(text, notes), notes };
  const choices = childrenOf(node, CHOICES[kind]!).map((each) => ({
    text: wordsOf(childOf(each, 'text')).trim(),
    group: wordsOf(childOf(each, 'group')).trim(),
  }));
  return { stem, ...chosenBody(kind, text, choices), notes };
}

interface Choice {
  text: string;
  group: string;
}

/** `[[3]]` takes the third choice of all, and offers those of its group. */
function chosenBody(kind: string, text: string, choices: Choice[]): { type: string; body: object } {
  const marked = choices.find((choice) => /<\/?[a-z]/i.test(choice.text));
  if (marked) throw new ItemRefused('holds-element', { element: /<\/?([a-z]+)/i.exec(marked.text)![1]! });
  const wanted = [...text.matchAll(EVERY_NUMBER)].map(([, number]) => Number(number));
  if (wanted.length === 0) throw new ItemRefused('no-answers');
  if (wanted.some((number) => !choices[number - 1]))
    throw new ItemRefused('answers-not-understood', { text: wanted.join(', ') });
  let gap = 0;
  const numbered = text.replace(EVERY_NUMBER, () => `[[${++gap}]]`);
  if (kind === 'gapselect') {
    const gaps = wanted.map((number, index) => ({
      id: `${index + 1}`,
      options: choices
        .map((choice, place) => ({ ...choice, correct: place === number - 1 }))
        .filter(({ group }) => group === choices[number - 1]!.group)
        .map(({ text, correct }) => ({ text, correct })),
    }));
    return { type: 'gap-select', body: { text: numbered, gaps } };
  }
  if (new Set(choices.map(({ group }) => group)).size > 1) throw new ItemRefused('several-groups');
  return {
    type: 'drag-words',
    body: {
      text: numbered,
      gaps: wanted.map((number, index) => ({ id: `${index + 1}`, word: `w${number}` })),
      words: choices.map(({ text }, index) => ({ id: `w${index + 1}`, text })),
    },
  };
}

interface GapBody {
  text: string;
  letterCase?: string;
  gaps: { id: string; accepted: string[]; word: string; options: { text: string; correct: boolean }[] }[];
  words: { id: string; text: string }[];
}

/** Refuses words that would be taken for gaps. */
export function withoutGaps(text: string): void {
  if (CLOZE_GAP.test(text) || NUMBERED.test(text))
    throw new ItemRefused('format-lacks-text', { text: text.slice(0, 60) });
}

/** A question with gaps as Moodle asks it. */
export function gapQuestion(question: Pick<OutgoingQuestion, 'type' | 'stem' | 'body'>) {
  const { type, stem } = question;
  const body = question.body as GapBody;
  withoutGaps(stem);
  const offered = offeredIn(type, body);
  let next = -1;
  const text = body.text.replace(/\[\[[^[\]]*\]\]/g, () => {
    next += 1;
    const gap = body.gaps[next]!;
    return type === 'gap-text'
      ? clozeGap(gap.accepted, body.letterCase === 'required')
      : `[[${offered.findIndex(({ of }) => of === (type === 'drag-words' ? gap.word : gap.id)) + 1}]]`;
  });
  const kind = { 'gap-text': 'cloze', 'gap-select': 'gapselect', 'drag-words': 'ddwtos' }[type]!;
  mustComeBack(question, () =>
    kind === 'cloze'
      ? clozeBody(text, []).body
      : chosenBody(
          kind,
          text,
          offered.map(({ text, group }) => ({ text, group })),
        ).body,
  );
  const parts = offered.map(({ text, group, times }) =>
    element(
      CHOICES[kind]!,
      {},
      element('text', {}, text),
      element('group', {}, group),
      times > 1 ? element('infinite') : null,
    ),
  );
  return { kind, stem: `${stem}\n${text}`, parts, tags: [stemTag(stem)] };
}

/** Every choice with its group; `of`: the gap that it is right for, or the word that it is. */
function offeredIn(type: string, { gaps, words }: GapBody) {
  if (type === 'drag-words')
    return words.map(({ id, text }) => ({
      ...{ text, group: '1', of: id },
      times: gaps.filter(({ word }) => word === id).length,
    }));
  if (type === 'gap-text') return [];
  return gaps.flatMap(({ id, options }) =>
    options.map(({ text, correct }) => ({ text, group: id, of: correct ? id : null, times: 1 })),
  );
}

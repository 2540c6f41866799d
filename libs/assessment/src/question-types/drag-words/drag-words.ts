import { z } from 'zod';
import { cleanText } from '#platform/text';
import type { Random } from '../../random/random.js';
import { optionalText, type QuestionEditor, textOf } from '../editor/question-editor.js';
import { gappedText, gapsIn, gapsOnce, gapWord, numbered, segments, withGaps } from '../gaps/gapped-text.js';
import { type Scoring, scoring, scoringField } from '../scoring.js';
import { asValues, idsOf, type Slot, Slots, type SlotValue } from '../slots/slots.js';
import { partId, ranked } from '../texts.js';
import { uniqueIds, uniqueTexts } from '../unique.js';

export interface DragWordsBody {
  /** Holds each gap once, as `[[id]]`. */
  text: string;
  /** `word`: id of the word that belongs there. */
  gaps: { id: string; word: string }[];
  /** Some may belong to no gap, or to several. */
  words: { id: string; text: string }[];
  scoring: Scoring;
}

export const dragWordsBody: z.ZodType<DragWordsBody> = z
  .strictObject({
    text: gappedText,
    gaps: z.array(z.strictObject({ id: partId, word: z.string() })),
    words: z
      .array(z.strictObject({ id: partId, text: gapWord(200) }))
      .min(2, 'assessment.word-count')
      .max(20, 'assessment.word-count'),
    scoring,
  })
  .check(
    gapsOnce,
    uniqueIds((body) => body.words),
    uniqueTexts('words', (body) => body.words),
    ({ value, issues }) => {
      value.gaps.forEach((gap, index) => {
        if (!value.words.some(({ id }) => id === gap.word))
          issues.push({
            code: 'custom',
            input: value,
            path: ['gaps', index, 'word'],
            message: 'assessment.unknown-value',
          });
      });
    },
  )
  .transform(({ text, gaps, words, scoring }) => {
    const { things, idOf } = ranked(words);
    const renamed = gaps.map(({ id, word }) => ({ id, word: idOf.get(word) ?? word }));
    return { ...numbered(text, renamed), words: things, scoring };
  });

/** A text whose gaps take words out of one list. */
export class DragWords extends Slots<DragWordsBody> {
  readonly code = 'drag-words';
  readonly body = dragWordsBody;
  readonly editor = editor;
  protected readonly template = 'gaps/select';

  order({ words }: DragWordsBody, random: Random): string[] {
    return random.shuffle(idsOf(words));
  }

  protected slots({ gaps }: DragWordsBody): Slot[] {
    return gaps.map(({ id, word }) => ({ id, text: '', right: word }));
  }

  protected values({ words }: DragWordsBody): SlotValue[] {
    return asValues(words);
  }

  protected scoring({ scoring }: DragWordsBody): Scoring {
    return scoring;
  }

  protected override extra({ text }: DragWordsBody) {
    return { segments: segments(text), oneList: true };
  }
}

/** The author writes the right word into each gap, `[[word]]`, and the words that belong nowhere below. */
const editor: QuestionEditor<DragWordsBody> = {
  fields: [
    {
      kind: 'lines',
      name: 'text',
      label: 'assessment.editor.gaps.text',
      hint: 'assessment.editor.gaps.drag-hint',
      rows: 6,
    },
    {
      kind: 'lines',
      name: 'others',
      label: 'assessment.editor.gaps.others',
      hint: 'assessment.editor.gaps.others-hint',
      optional: true,
    },
    scoringField,
  ],
  blank: { text: '', others: '', scoring: 'partial' },
  valuesOf: ({ text, gaps, words, scoring }) => ({
    text: withGaps(text, (_, index) => words.find(({ id }) => id === gaps[index]?.word)?.text ?? ''),
    others: words
      .filter(({ id }) => !gaps.some(({ word }) => word === id))
      .map(({ text }) => text)
      .join('\n'),
    scoring,
  }),
  bodyOf: (values) => {
    const text = textOf(values, 'text');
    const inGaps = gapsIn(text).map(cleanText);
    const words = [...new Set([...inGaps, ...textOf(values, 'others').split('\n').map(cleanText)])].filter(
      Boolean,
    );
    return {
      text: withGaps(text, (_, index) => `${index + 1}`),
      gaps: inGaps.map((word, index) => ({ id: `${index + 1}`, word: `w${words.indexOf(word)}` })),
      words: words.map((text, index) => ({ id: `w${index}`, text })),
      scoring: optionalText(values, 'scoring'),
    };
  },
};

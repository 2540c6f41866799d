import { z } from 'zod';
import type { Random } from '../../random/random.js';
import { optionalText, type QuestionEditor, textOf } from '../editor/question-editor.js';
import { gappedText, gapsIn, gapsOnce, gapWord, numbered, segments, withGaps } from '../gaps/gapped-text.js';
import { MOST_PARTS } from '../question-type.js';
import { type Scoring, scoring, scoringField } from '../scoring.js';
import { arranged, asValues, type Slot, Slots, type SlotValue } from '../slots/slots.js';
import { identified, partId, ranked } from '../texts.js';

interface GapOption {
  id: string;
  text: string;
  correct: boolean;
}

export interface GapSelectBody {
  /** Holds each gap once, as `[[id]]`. */
  text: string;
  gaps: { id: string; options: GapOption[] }[];
  scoring: Scoring;
}

const options = z
  .array(
    z.strictObject({
      id: partId.optional(),
      text: gapWord(200),
      correct: z.boolean().default(false),
    }),
  )
  .min(2, 'assessment.gap-options')
  .max(MOST_PARTS, 'assessment.gap-options')
  .refine((given) => given.filter(({ correct }) => correct).length === 1, 'assessment.gap-one-right')
  .refine((given) => new Set(given.map(({ text }) => text)).size === given.length, 'assessment.text-twice')
  .transform((given): GapOption[] => ranked(identified(given)).things);

export const gapSelectBody: z.ZodType<GapSelectBody> = z
  .strictObject({ text: gappedText, gaps: z.array(z.strictObject({ id: partId, options })), scoring })
  .check(gapsOnce)
  .transform((body) => ({ ...numbered(body.text, body.gaps), scoring: body.scoring }));

/** A text whose gaps each offer some words, of which one is right. */
export class GapSelect extends Slots<GapSelectBody> {
  readonly code = 'gap-select';
  readonly body = gapSelectBody;
  readonly editor = editor;
  protected readonly template = 'gaps/select';

  order({ gaps }: GapSelectBody, random: Random): string[] {
    return gaps.flatMap(({ id, options }) => random.shuffle(options.map((option) => `${id}.${option.id}`)));
  }

  protected slots({ gaps }: GapSelectBody): Slot[] {
    return gaps.map(({ id, options }) => ({
      id,
      text: '',
      right: options.find(({ correct }) => correct)?.id ?? null,
    }));
  }

  protected values({ gaps }: GapSelectBody, slot: Slot): SlotValue[] {
    return asValues(gaps.find(({ id }) => id === slot.id)?.options ?? []);
  }

  protected override shownValues(body: GapSelectBody, slot: Slot, shown: string[]): SlotValue[] {
    const lead = `${slot.id}.`;
    const ofGap = shown.filter((id) => id.startsWith(lead)).map((id) => id.slice(lead.length));
    return arranged(this.values(body, slot), ofGap);
  }

  protected scoring({ scoring }: GapSelectBody): Scoring {
    return scoring;
  }

  protected override extra({ text }: GapSelectBody) {
    return { segments: segments(text) };
  }
}

/** The author writes the words of a gap into it, the right one with a star: `[[*one|other]]`. */
const editor: QuestionEditor<GapSelectBody> = {
  fields: [
    {
      kind: 'lines',
      name: 'text',
      label: 'assessment.editor.gaps.text',
      hint: 'assessment.editor.gaps.select-hint',
      rows: 6,
    },
    scoringField,
  ],
  blank: { text: '', scoring: 'partial' },
  valuesOf: ({ text, gaps, scoring }) => ({
    text: withGaps(text, (_, index) =>
      (gaps[index]?.options ?? []).map(({ text, correct }) => `${correct ? '*' : ''}${text}`).join('|'),
    ),
    scoring,
  }),
  bodyOf: (values) => {
    const text = textOf(values, 'text');
    return {
      text: withGaps(text, (_, index) => `${index + 1}`),
      gaps: gapsIn(text).map((gap, index) => ({
        id: `${index + 1}`,
        options: gap.split('|').map((word) => ({
          text: word.trim().replace(/^\*/, ''),
          correct: word.trim().startsWith('*'),
        })),
      })),
      scoring: optionalText(values, 'scoring'),
    };
  },
};

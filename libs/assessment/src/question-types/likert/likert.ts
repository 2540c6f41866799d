import { z } from 'zod';
import { type QuestionEditor, textOf } from '../editor/question-editor.js';
import { MOST_PARTS } from '../question-type.js';
import type { Scoring } from '../scoring.js';
import { asValues, type Slot, Slots, type SlotValue } from '../slots/slots.js';
import { filled, identified, partId } from '../texts.js';
import { uniqueIds, uniqueTexts } from '../unique.js';

interface Said {
  id: string;
  text: string;
}

export interface LikertBody {
  statements: Said[];
  /** The points of the scale, from one end to the other. */
  scale: Said[];
}

const said = z.strictObject({ id: partId.optional(), text: filled(1000, 'assessment.part-empty') });

export const likertBody: z.ZodType<LikertBody> = z
  .strictObject({
    statements: z
      .array(said)
      .min(1, 'assessment.statement-count')
      .max(MOST_PARTS, 'assessment.statement-count')
      .transform((given): Said[] => identified(given)),
    scale: z
      .array(said)
      .min(2, 'assessment.scale-count')
      .max(7, 'assessment.scale-count')
      .transform((given): Said[] => identified(given, (index) => `${index + 1}`)),
  })
  .check(
    uniqueIds((body) => [...body.statements, ...body.scale]),
    uniqueTexts('statements', (body) => body.statements),
    uniqueTexts('scale', (body) => body.scale),
  );

/** How far one agrees, or how sure one feels: asked, and not graded. Nothing is shuffled. */
export class Likert extends Slots<LikertBody> {
  readonly code = 'likert';
  readonly body = likertBody;
  readonly editor = editor;
  protected readonly template = 'slots/matrix';

  override marks(): number {
    return 0;
  }

  order(): string[] {
    return [];
  }

  override grade(): number {
    return 0;
  }

  protected slots({ statements }: LikertBody): Slot[] {
    return statements.map((statement) => ({ ...statement, right: null }));
  }

  protected values({ scale }: LikertBody): SlotValue[] {
    return asValues(scale);
  }

  protected scoring(): Scoring {
    return 'partial';
  }

  protected override rule() {
    return { key: 'assessment.question.rule.not-graded' };
  }
}

const texts = (given: string): { text: string }[] =>
  given
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((text) => ({ text }));

const editor: QuestionEditor<LikertBody> = {
  fields: [
    {
      kind: 'lines',
      name: 'statements',
      label: 'assessment.editor.likert.statements',
      hint: 'assessment.editor.likert.statements-hint',
      rows: 5,
    },
    {
      kind: 'lines',
      name: 'scale',
      label: 'assessment.editor.likert.scale',
      hint: 'assessment.editor.likert.scale-hint',
      rows: 5,
    },
  ],
  blank: { statements: '', scale: '' },
  valuesOf: ({ statements, scale }) => ({
    statements: statements.map(({ text }) => text).join('\n'),
    scale: scale.map(({ text }) => text).join('\n'),
  }),
  bodyOf: (values) => ({
    statements: texts(textOf(values, 'statements')),
    scale: texts(textOf(values, 'scale')),
  }),
};

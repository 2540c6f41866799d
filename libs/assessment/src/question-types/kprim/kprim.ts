import { z } from 'zod';
import type { Random } from '../../random/random.js';
import { partsOf } from '../answer-parts.js';
import { optionalText, type QuestionEditor, rowsOf, textOf } from '../editor/question-editor.js';
import { type Answer, MOST_PARTS, type Rule, UNITS_PER_MARK } from '../question-type.js';
import { ruleOf, unitsFor } from '../scoring.js';
import { idsOf, type Slot, Slots, type SlotValue } from '../slots/slots.js';
import { feedback, filled, identified, partId } from '../texts.js';
import { uniqueIds, uniqueTexts } from '../unique.js';

const SCORINGS = ['kprim', 'partial', 'exact'] as const;

interface Statement {
  id: string;
  text: string;
  correct: boolean;
  feedback?: string | undefined;
}

export interface KprimBody {
  statements: Statement[];
  /** `kprim`: all right the mark, one wrong half of it; see also {@link Scoring}. */
  scoring: (typeof SCORINGS)[number];
}

/** Statements that are each true or false (Krebs' Kprim items have four). */
export const kprimBody: z.ZodType<KprimBody> = z
  .strictObject({
    statements: z
      .array(
        z.strictObject({
          id: partId.optional(),
          text: filled(1000, 'assessment.statement-empty'),
          correct: z.boolean('assessment.true-or-false'),
          feedback,
        }),
      )
      .min(2, 'assessment.part-count')
      .max(MOST_PARTS, 'assessment.part-count')
      .transform((given): Statement[] => identified(given)),
    scoring: z.enum(SCORINGS).default('kprim'),
  })
  .check(
    uniqueIds((body) => body.statements),
    uniqueTexts('statements', (body) => body.statements),
  );

export class Kprim extends Slots<KprimBody> {
  readonly code = 'kprim';
  readonly body = kprimBody;
  readonly editor = editor;
  protected readonly template = 'slots/matrix';

  order({ statements }: KprimBody, random: Random): string[] {
    return random.shuffle(idsOf(statements));
  }

  override grade({ statements, scoring }: KprimBody, answer: Answer): number {
    const parts = partsOf(answer);
    const hits = statements.filter(({ id, correct }) => parts.get(id) === `${correct}`).length;
    if (scoring !== 'kprim') return unitsFor(hits, statements.length, scoring);
    if (hits === statements.length) return UNITS_PER_MARK;
    return hits === statements.length - 1 ? UNITS_PER_MARK / 2 : 0;
  }

  protected slots({ statements }: KprimBody): Slot[] {
    return statements.map(({ correct, ...statement }) => ({ ...statement, right: `${correct}` }));
  }

  protected values(): SlotValue[] {
    return ['true', 'false'].map((id) => ({ id, text: null, label: `assessment.option.${id}` }));
  }

  protected scoring({ scoring }: KprimBody) {
    return scoring === 'exact' ? 'exact' : 'partial';
  }

  protected override rule({ statements, scoring }: KprimBody): Rule {
    if (scoring !== 'kprim') return ruleOf(scoring, statements.length);
    return { key: 'assessment.question.rule.kprim', count: statements.length };
  }
}

const blankRow = { text: '', correct: '', feedback: '' };
const editor: QuestionEditor<KprimBody> = {
  fields: [
    {
      kind: 'rows',
      name: 'statements',
      label: 'assessment.editor.statement-row',
      title: 'assessment.editor.statements',
      hint: 'assessment.editor.statements-hint',
      fewest: 2,
      most: MOST_PARTS,
      add: 'assessment.editor.add-statement',
      remove: 'assessment.editor.remove-statement',
      columns: [
        { kind: 'line', name: 'text', label: 'assessment.editor.statement-row' },
        {
          kind: 'choice',
          name: 'correct',
          label: 'assessment.editor.statement-is',
          values: ['true', 'false'],
        },
        { kind: 'line', name: 'feedback', label: 'assessment.editor.part-feedback', optional: true },
      ],
    },
    { kind: 'choice', name: 'scoring', label: 'assessment.editor.scoring', values: SCORINGS },
  ],
  blank: { statements: Array.from({ length: 4 }, () => blankRow), scoring: 'kprim' },
  valuesOf: ({ statements, scoring }) => ({
    statements: statements.map(({ text, correct, feedback }) => ({
      text,
      correct: `${correct}`,
      feedback: feedback ?? '',
    })),
    scoring,
  }),
  bodyOf: (values) => ({
    statements: rowsOf(values, 'statements').map((row) => ({
      text: textOf(row, 'text'),
      ...(row['correct'] ? { correct: row['correct'] === 'true' } : {}),
      feedback: optionalText(row, 'feedback'),
    })),
    scoring: optionalText(values, 'scoring'),
  }),
};

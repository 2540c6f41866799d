import { z } from 'zod';
import { cleanText } from '#platform/text';
import type { Random } from '../../random/random.js';
import { partsIn, partsOf, refused } from '../answer-parts.js';
import { optionalText, type QuestionEditor, rowsOf, textOf } from '../editor/question-editor.js';
import { percent, percentOf, percentText } from '../percent.js';
import {
  type Answer,
  MOST_PARTS,
  type QuestionReview,
  type QuestionType,
  type QuestionView,
  UNITS_PER_MARK,
} from '../question-type.js';
import { idAt } from '../shown-numbers.js';
import { arranged, idsOf } from '../slots/slots.js';
import { feedback, filled, identified, partId, ranked } from '../texts.js';
import { type Decimal, decimal, times, typedNumber, within } from './decimal.js';

const LONGEST = 60;

/** Decimal numbers are texts, as `-12.5`, so that nothing is rounded. */
interface Accepted {
  value: string;
  /** How far from the value an answer may be. */
  tolerance: string;
  /** Of the mark. */
  percent: number;
  feedback?: string | undefined;
}

interface UnitOption {
  id: string;
  text: string;
  /** What the typed number is multiplied by; left out for a unit that is wrong. */
  factor?: string | undefined;
}

export interface NumericBody {
  accepted: Accepted[];
  /** The unit is shown behind the field, or chosen by the learner. */
  unit?: { kind: 'shown'; text: string } | { kind: 'choose'; options: UnitOption[] } | undefined;
}

const number = z
  .string('assessment.not-a-number')
  .refine((text) => decimal(text) !== null, 'assessment.not-a-number');
const notNegative = number.refine((text) => !text.startsWith('-'), 'assessment.tolerance');

const unitOptions = z
  .array(
    z.strictObject({
      id: partId.optional(),
      text: filled(40, 'assessment.part-empty'),
      factor: number.optional(),
    }),
  )
  .min(2, 'assessment.unit-count')
  .max(MOST_PARTS, 'assessment.unit-count')
  .refine((given) => given.some(({ factor }) => factor === '1'), 'assessment.unit-right')
  .refine((given) => new Set(given.map(({ text }) => text)).size === given.length, 'assessment.text-twice')
  .transform((given): UnitOption[] => ranked(identified(given)).things);

export const numericBody: z.ZodType<NumericBody> = z.strictObject({
  accepted: z
    .array(z.strictObject({ value: number, tolerance: notNegative.default('0'), percent, feedback }))
    .min(1, 'assessment.accepted-count')
    .max(MOST_PARTS, 'assessment.accepted-count')
    .refine((given) => given.some(({ percent }) => percent === 100), 'assessment.accepted-full'),
  unit: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('shown'), text: filled(40, 'assessment.part-empty') }),
      z.strictObject({ kind: z.literal('choose'), options: unitOptions }),
    ])
    .optional(),
});

/** A number, within a tolerance, perhaps with a unit. */
export class Numeric implements QuestionType<NumericBody> {
  readonly code = 'numeric';
  readonly body = numericBody;
  readonly editor = editor;
  readonly answersByPart = true;

  marks(): number {
    return 1;
  }

  order(body: NumericBody, random: Random): string[] {
    return random.shuffle(idsOf(unitsOf(body)));
  }

  parse(body: NumericBody, raw: unknown, shown: string[]): Answer {
    const parts = partsIn(raw);
    if ([...parts.keys()].some((part) => part !== 'value' && part !== 'unit'))
      throw refused('assessment.unknown-option');
    const typed = cleanText(parts.get('value') ?? '');
    if (typed.length > LONGEST) throw refused('assessment.answer-too-long');
    const number = parts.get('unit');
    const units = idsOf(arranged(unitsOf(body), shown));
    const unit = number === undefined ? [] : [`unit=${idAt(units, number)}`];
    return [...(typed ? [`value=${typed}`] : []), ...unit];
  }

  /** The best of what fits: tolerances may overlap. */
  grade(body: NumericBody, answer: Answer): number {
    return percentOf(UNITS_PER_MARK, best(body, answer)?.percent ?? 0);
  }

  right(body: NumericBody): Answer {
    const value = fullOf(body)[0]?.value ?? '';
    const unit = unitsOf(body).find(({ factor }) => factor === '1') ?? null;
    if (unitsOf(body).length > 0 && !unit) return [];
    return [`value=${value.replace('.', ',')}`, ...(unit ? [`unit=${unit.id}`] : [])];
  }

  view(body: NumericBody, shown: string[], answer: Answer, field: string): QuestionView {
    const parts = partsOf(answer);
    return {
      template: 'assessment/question-types/numeric/numeric',
      instruction: 'assessment.question.instruction.numeric',
      rule: null,
      field,
      value: parts.get('value') ?? '',
      unit: body.unit?.kind === 'shown' ? body.unit.text : null,
      units: arranged(unitsOf(body), shown).map(({ id, text }, index) => ({
        number: index + 1,
        text,
        chosen: parts.get('unit') === id,
      })),
    };
  }

  review(body: NumericBody, _shown: string[], answer: Answer): QuestionReview {
    const parts = partsOf(answer);
    const found = best(body, answer);
    const units = unitsOf(body);
    const unitText = body.unit?.kind === 'shown' ? body.unit.text : null;
    const rightUnit = unitText ?? units.find(({ factor }) => factor === '1')?.text ?? '';
    return {
      template: 'assessment/question-types/short-answer/short-answer-review',
      instruction: 'assessment.question.instruction.numeric',
      given: parts.get('value') ?? null,
      unit: unitText ?? units.find(({ id }) => id === parts.get('unit'))?.text ?? null,
      verdict: found
        ? found.percent === 100
          ? 'correct'
          : 'partly'
        : answer.length > 0
          ? 'wrong'
          : 'missed',
      accepted: fullOf(body).map(({ value, tolerance }) => {
        const around = tolerance === '0' ? '' : ` ± ${tolerance.replace('.', ',')}`;
        return `${value.replace('.', ',')}${around} ${rightUnit}`.trim();
      }),
      feedback: found?.feedback ?? null,
    };
  }
}

const unitsOf = ({ unit }: NumericBody): UnitOption[] => (unit?.kind === 'choose' ? unit.options : []);
const fullOf = ({ accepted }: NumericBody): Accepted[] => accepted.filter(({ percent }) => percent === 100);

function best(body: NumericBody, answer: Answer): Accepted | null {
  const number = given(body, answer);
  if (!number) return null;
  const fitting = body.accepted.filter(({ value, tolerance }) =>
    within(number, decimal(value) as Decimal, decimal(tolerance) as Decimal),
  );
  return fitting.reduce<Accepted | null>(
    (one, other) => (one && one.percent >= other.percent ? one : other),
    null,
  );
}

/** The number in the unit of the key; null when it is none, or of a wrong unit. */
function given(body: NumericBody, answer: Answer): Decimal | null {
  const parts = partsOf(answer);
  const number = decimal(typedNumber(parts.get('value') ?? '') ?? '');
  if (!number || body.unit?.kind !== 'choose') return number;
  const factor = unitsOf(body).find(({ id }) => id === parts.get('unit'))?.factor;
  return factor === undefined ? null : times(number, decimal(factor) as Decimal);
}

const editor: QuestionEditor<NumericBody> = {
  fields: [
    {
      kind: 'rows',
      name: 'accepted',
      label: 'assessment.editor.accepted.row',
      title: 'assessment.editor.accepted.rows',
      hint: 'assessment.editor.accepted.number-hint',
      fewest: 1,
      most: MOST_PARTS,
      add: 'assessment.editor.accepted.add',
      remove: 'assessment.editor.accepted.remove',
      columns: [
        { kind: 'number', name: 'value', label: 'assessment.editor.numeric.value' },
        { kind: 'number', name: 'tolerance', label: 'assessment.editor.numeric.tolerance', optional: true },
        { kind: 'number', name: 'percent', label: 'assessment.editor.percent' },
        { kind: 'line', name: 'feedback', label: 'assessment.editor.part-feedback', optional: true },
      ],
    },
    {
      kind: 'line',
      name: 'unit',
      label: 'assessment.editor.numeric.unit',
      hint: 'assessment.editor.numeric.unit-hint',
      optional: true,
    },
    {
      kind: 'rows',
      name: 'units',
      label: 'assessment.editor.numeric.unit-row',
      title: 'assessment.editor.numeric.units',
      hint: 'assessment.editor.numeric.units-hint',
      fewest: 0,
      most: MOST_PARTS,
      add: 'assessment.editor.numeric.add-unit',
      remove: 'assessment.editor.numeric.remove-unit',
      columns: [
        { kind: 'line', name: 'text', label: 'assessment.editor.numeric.unit-row' },
        { kind: 'number', name: 'factor', label: 'assessment.editor.numeric.factor', optional: true },
      ],
    },
  ],
  blank: { accepted: [{ value: '', tolerance: '', percent: '100', feedback: '' }], unit: '', units: [] },
  valuesOf: (body) => ({
    accepted: body.accepted.map(({ value, tolerance, percent, feedback }) => ({
      value: value.replace('.', ','),
      tolerance: tolerance === '0' ? '' : tolerance.replace('.', ','),
      percent: `${percent}`,
      feedback: feedback ?? '',
    })),
    unit: body.unit?.kind === 'shown' ? body.unit.text : '',
    units: unitsOf(body).map(({ text, factor }) => ({ text, factor: (factor ?? '').replace('.', ',') })),
  }),
  bodyOf: (values) => {
    const units = rowsOf(values, 'units').map((row) => ({
      text: textOf(row, 'text'),
      factor: numberText(textOf(row, 'factor')),
    }));
    const shown = optionalText(values, 'unit');
    return {
      accepted: rowsOf(values, 'accepted').map((row) => ({
        value: numberText(textOf(row, 'value')),
        tolerance: numberText(textOf(row, 'tolerance')),
        percent: percentText(textOf(row, 'percent')),
        feedback: optionalText(row, 'feedback'),
      })),
      ...(units.length > 0
        ? { unit: { kind: 'choose', options: units } }
        : shown
          ? { unit: { kind: 'shown', text: shown } }
          : {}),
    };
  },
};

/** A number as the author typed it, or what is no number, to be refused. */
const numberText = (typed: string): string | undefined =>
  typed.trim() === '' ? undefined : (typedNumber(typed) ?? typed);

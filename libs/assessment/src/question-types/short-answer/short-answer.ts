import { z } from 'zod';
import { cleanText } from '#platform/text';
import { comparable, policyFields, policyKey, type TextPolicy, textPolicy } from '../accepted-text.js';
import { refused, textsIn } from '../answer-parts.js';
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
import { feedback, filled } from '../texts.js';

const LONGEST = 200;

interface Accepted {
  text: string;
  /** Of the mark. */
  percent: number;
  feedback?: string | undefined;
}

export interface ShortAnswerBody extends TextPolicy {
  accepted: Accepted[];
}

export const shortAnswerBody: z.ZodType<ShortAnswerBody> = z
  .strictObject({
    accepted: z
      .array(z.strictObject({ text: filled(LONGEST, 'assessment.part-empty'), percent, feedback }))
      .min(1, 'assessment.accepted-count')
      .max(MOST_PARTS, 'assessment.accepted-count')
      .refine((given) => given.some(({ percent }) => percent === 100), 'assessment.accepted-full'),
    ...textPolicy,
  })
  .check(({ value, issues }) => {
    const texts = value.accepted.map(({ text }) => comparable(text, value));
    texts.forEach((text, index) => {
      const path = ['accepted', index, 'text'];
      const refuse = (message: string) => issues.push({ code: 'custom', input: value, path, message });
      if (text === '') refuse('assessment.part-empty');
      else if (texts.indexOf(text) < index) refuse('assessment.text-twice');
    });
  });

/** A word or a few, typed. */
export class ShortAnswer implements QuestionType<ShortAnswerBody> {
  readonly code = 'short-answer';
  readonly body = shortAnswerBody;
  readonly editor = editor;
  readonly answersByPart = false;

  marks(): number {
    return 1;
  }

  order(): string[] {
    return [];
  }

  parse(_body: ShortAnswerBody, raw: unknown): Answer {
    const texts = textsIn(raw);
    if (texts.length > 1) throw refused('assessment.answer-shape');
    const typed = cleanText(texts[0] ?? '');
    if (typed.length > LONGEST) throw refused('assessment.answer-too-long');
    return typed ? [typed] : [];
  }

  grade(body: ShortAnswerBody, answer: Answer): number {
    return percentOf(UNITS_PER_MARK, fitting(body, answer)?.percent ?? 0);
  }

  right({ accepted }: ShortAnswerBody): Answer {
    return accepted
      .filter(({ percent }) => percent === 100)
      .map(({ text }) => text)
      .slice(0, 1);
  }

  view(body: ShortAnswerBody, _shown: string[], answer: Answer, field: string): QuestionView {
    return {
      template: 'assessment/question-types/short-answer/short-answer',
      instruction: 'assessment.question.instruction.short-answer',
      rule: { key: policyKey(body) },
      field,
      value: answer[0] ?? '',
    };
  }

  review(body: ShortAnswerBody, _shown: string[], answer: Answer): QuestionReview {
    const found = fitting(body, answer);
    return {
      template: 'assessment/question-types/short-answer/short-answer-review',
      instruction: 'assessment.question.instruction.short-answer',
      given: answer[0] ?? null,
      unit: null,
      verdict: found
        ? found.percent === 100
          ? 'correct'
          : 'partly'
        : answer.length > 0
          ? 'wrong'
          : 'missed',
      accepted: body.accepted.filter(({ percent }) => percent === 100).map(({ text }) => text),
      feedback: found?.feedback ?? null,
    };
  }
}

/** What is accepted is told apart by the policy, so that at most one fits. */
function fitting(body: ShortAnswerBody, [typed]: Answer): Accepted | null {
  if (typed === undefined) return null;
  const given = comparable(typed, body);
  return body.accepted.find(({ text }) => comparable(text, body) === given) ?? null;
}

const editor: QuestionEditor<ShortAnswerBody> = {
  fields: [
    {
      kind: 'rows',
      name: 'accepted',
      label: 'assessment.editor.accepted.row',
      title: 'assessment.editor.accepted.rows',
      hint: 'assessment.editor.accepted.text-hint',
      fewest: 1,
      most: MOST_PARTS,
      add: 'assessment.editor.accepted.add',
      remove: 'assessment.editor.accepted.remove',
      columns: [
        { kind: 'line', name: 'text', label: 'assessment.editor.accepted.row' },
        { kind: 'number', name: 'percent', label: 'assessment.editor.percent' },
        { kind: 'line', name: 'feedback', label: 'assessment.editor.part-feedback', optional: true },
      ],
    },
    ...policyFields,
  ],
  blank: {
    accepted: [{ text: '', percent: '100', feedback: '' }],
    diacritics: 'required',
    letterCase: 'ignored',
  },
  valuesOf: ({ accepted, diacritics, letterCase }) => ({
    accepted: accepted.map(({ text, percent, feedback }) => ({
      text,
      percent: `${percent}`,
      feedback: feedback ?? '',
    })),
    diacritics,
    letterCase,
  }),
  bodyOf: (values) => ({
    accepted: rowsOf(values, 'accepted').map((row) => ({
      text: textOf(row, 'text'),
      percent: percentText(textOf(row, 'percent')),
      feedback: optionalText(row, 'feedback'),
    })),
    diacritics: optionalText(values, 'diacritics'),
    letterCase: optionalText(values, 'letterCase'),
  }),
};

import { z } from 'zod';
import { cleanText } from '#platform/text';
import { comparable, policyFields, policyKey, type TextPolicy, textPolicy } from '../accepted-text.js';
import { partsIn, partsOf, refused } from '../answer-parts.js';
import { optionalText, type QuestionEditor, textOf } from '../editor/question-editor.js';
import { gappedText, gapsIn, gapsOnce, gapWord, numbered, segments, withGaps } from '../gaps/gapped-text.js';
import {
  type Answer,
  MOST_PARTS,
  type Outcome,
  type QuestionReview,
  type QuestionType,
  type QuestionView,
} from '../question-type.js';
import { ruleOf, type Scoring, scoring, scoringField, unitsFor } from '../scoring.js';
import { partId } from '../texts.js';

const LONGEST = 200;

export interface GapTextBody extends TextPolicy {
  /** Holds each gap once, as `[[id]]`. */
  text: string;
  /** Any of the accepted texts is right. */
  gaps: { id: string; accepted: string[] }[];
  scoring: Scoring;
}

export const gapTextBody: z.ZodType<GapTextBody> = z
  .strictObject({
    text: gappedText,
    gaps: z.array(
      z.strictObject({
        id: partId,
        accepted: z
          .array(gapWord(LONGEST))
          .min(1, 'assessment.part-empty')
          .max(MOST_PARTS, 'assessment.accepted-count'),
      }),
    ),
    ...textPolicy,
    scoring,
  })
  .check(gapsOnce)
  .transform((body) => ({ ...body, ...numbered(body.text, body.gaps) }));

/** A text with gaps to type into. */
export class GapText implements QuestionType<GapTextBody> {
  readonly code = 'gap-text';
  readonly body = gapTextBody;
  readonly editor = editor;
  readonly answersByPart = true;

  marks(): number {
    return 1;
  }

  order(): string[] {
    return [];
  }

  parse({ gaps }: GapTextBody, raw: unknown): Answer {
    const parts = partsIn(raw);
    if ([...parts.keys()].some((part) => !gaps.some(({ id }) => id === part)))
      throw refused('assessment.unknown-option');
    return gaps.flatMap(({ id }) => {
      const typed = cleanText(parts.get(id) ?? '');
      if (typed.length > LONGEST) throw refused('assessment.answer-too-long');
      return typed ? [`${id}=${typed}`] : [];
    });
  }

  grade(body: GapTextBody, answer: Answer): Outcome {
    const parts = partsOf(answer);
    const hits = body.gaps.filter((gap) => isRight(body, gap.accepted, parts.get(gap.id))).length;
    return unitsFor(hits, body.gaps.length, body.scoring);
  }

  right({ gaps }: GapTextBody): Answer {
    return gaps.map(({ id, accepted }) => `${id}=${accepted[0]}`);
  }

  view(body: GapTextBody, _shown: string[], answer: Answer, field: string): QuestionView {
    const parts = partsOf(answer);
    return {
      template: 'assessment/question-types/gaps/typed',
      instruction: 'assessment.question.instruction.gap-text',
      rule: ruleOf(body.scoring, body.gaps.length),
      field,
      policy: policyKey(body),
      segments: segments(body.text),
      slots: body.gaps.map(({ id }, index) => ({
        name: `${field}.${id}`,
        number: index + 1,
        value: parts.get(id) ?? '',
      })),
    };
  }

  review(body: GapTextBody, _shown: string[], answer: Answer): QuestionReview {
    const parts = partsOf(answer);
    return {
      template: 'assessment/question-types/gaps/typed-review',
      instruction: 'assessment.question.instruction.gap-text',
      segments: segments(body.text),
      slots: body.gaps.map(({ id, accepted }) => {
        const typed = parts.get(id);
        return {
          given: typed ? { text: typed } : null,
          right: { text: accepted[0] },
          verdict: isRight(body, accepted, typed) ? 'correct' : typed ? 'wrong' : 'missed',
        };
      }),
    };
  }
}

const isRight = (policy: TextPolicy, accepted: string[], typed: string | undefined): boolean =>
  typed !== undefined && accepted.some((text) => comparable(text, policy) === comparable(typed, policy));

/** The author writes what is right into each gap, variants between strokes: `[[one|other]]`. */
const editor: QuestionEditor<GapTextBody> = {
  fields: [
    {
      kind: 'lines',
      name: 'text',
      label: 'assessment.editor.gaps.text',
      hint: 'assessment.editor.gaps.typed-hint',
      rows: 6,
    },
    ...policyFields,
    scoringField,
  ],
  blank: { text: '', diacritics: 'required', letterCase: 'ignored', scoring: 'partial' },
  valuesOf: ({ text, gaps, diacritics, letterCase, scoring }) => ({
    text: withGaps(text, (_, index) => gaps[index]?.accepted.join('|') ?? ''),
    diacritics,
    letterCase,
    scoring,
  }),
  bodyOf: (values) => {
    const text = textOf(values, 'text');
    return {
      text: withGaps(text, (_, index) => `${index + 1}`),
      gaps: gapsIn(text).map((gap, index) => ({ id: `${index + 1}`, accepted: gap.split('|') })),
      diacritics: optionalText(values, 'diacritics'),
      letterCase: optionalText(values, 'letterCase'),
      scoring: optionalText(values, 'scoring'),
    };
  },
};

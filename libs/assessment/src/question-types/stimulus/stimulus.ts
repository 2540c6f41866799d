import { z } from 'zod';
import type { Random } from '../../random/random.js';
import { refused, textsIn } from '../answer-parts.js';
import {
  type EditorField,
  type EditorValues,
  optionalText,
  type QuestionEditor,
  rowsOf,
  textOf,
} from '../editor/question-editor.js';
import { type Picture, picture, pictureView } from '../pictures/picture.js';
import { pictureChoice, pictureFields, pictureOf } from '../pictures/picture-fields.js';
import type { Answer, Outcome, QuestionReview, QuestionType, QuestionView } from '../question-type.js';
import { idAt } from '../shown-numbers.js';
import { idsOf } from '../slots/slots.js';
import { identified, lines, partId } from '../texts.js';
import { uniqueIds } from '../unique.js';

const MOST_QUESTIONS = 10;

interface Asked {
  id: string;
  type: string;
  stem: string;
  body: unknown;
}

export interface StimulusBody {
  /** What all questions are about. */
  text: string;
  picture?: Picture | undefined;
  questions: Asked[];
}

/** One text or picture with several questions of the other types, each worth what it is worth alone. */
export class Stimulus implements QuestionType<StimulusBody> {
  readonly code = 'stimulus';
  readonly answersByPart = true;
  readonly body: z.ZodType<StimulusBody>;
  readonly editor: QuestionEditor<StimulusBody>;
  private readonly types: Map<string, QuestionType>;

  constructor(types: QuestionType[]) {
    this.types = new Map(types.map((type) => [type.code, type]));
    this.body = stimulusBody(types);
    this.editor = editorOf(this.types);
  }

  marks({ questions }: StimulusBody): number {
    return questions.reduce((sum, { type, body }) => sum + this.type(type).marks(body), 0);
  }

  /** Questions keep their order: they may build on one another. */
  order({ questions }: StimulusBody, random: Random): string[] {
    return questions.flatMap(({ id, type, body }) =>
      this.type(type)
        .order(body, random)
        .map((shown) => `${id}.${shown}`),
    );
  }

  parse({ questions }: StimulusBody, raw: unknown, shown: string[]): Answer {
    const given = this.byQuestion(questions, textsIn(raw), (number) => idAt(idsOf(questions), number));
    return questions.flatMap((asked) => {
      const answer = given.get(asked.id);
      if (!answer) return [];
      return this.prefixed(asked, this.type(asked.type).parse(asked.body, answer, shownOf(asked, shown)));
    });
  }

  grade({ questions }: StimulusBody, answer: Answer): Outcome {
    const given = this.byQuestion(questions, answer);
    let sum = 0;
    for (const { id, type, body } of questions) {
      const outcome = this.type(type).grade(body, given.get(id) ?? []);
      if (outcome === 'needs-person') return outcome;
      sum += outcome;
    }
    return sum;
  }

  right({ questions }: StimulusBody): Answer {
    return questions.flatMap((asked) => this.prefixed(asked, this.type(asked.type).right(asked.body)));
  }

  view(body: StimulusBody, shown: string[], answer: Answer, field: string): QuestionView {
    const given = this.byQuestion(body.questions, answer);
    return {
      template: 'assessment/question-types/stimulus/stimulus',
      instruction: 'assessment.question.instruction.stimulus',
      rule: { key: 'assessment.question.rule.stimulus', count: this.marks(body) },
      field,
      text: body.text,
      picture: body.picture ? pictureView(body.picture) : null,
      questions: body.questions.map((asked, index) => ({
        number: index + 1,
        stem: asked.stem,
        ...this.type(asked.type).view(
          asked.body,
          shownOf(asked, shown),
          given.get(asked.id) ?? [],
          `${field}.${index + 1}`,
        ),
      })),
    };
  }

  review(body: StimulusBody, shown: string[], answer: Answer): QuestionReview {
    const given = this.byQuestion(body.questions, answer);
    return {
      template: 'assessment/question-types/stimulus/stimulus-review',
      instruction: 'assessment.question.instruction.stimulus',
      text: body.text,
      picture: body.picture ? pictureView(body.picture) : null,
      questions: body.questions.map((asked, index) => ({
        number: index + 1,
        stem: asked.stem,
        position: `review-${index + 1}`,
        ...this.type(asked.type).review(asked.body, shownOf(asked, shown), given.get(asked.id) ?? []),
      })),
    };
  }

  private type(code: string): QuestionType {
    const type = this.types.get(code);
    if (!type) throw new Error(`Unknown question type in a stimulus: ${code}`);
    return type;
  }

  /** `<question>=<value>` and `<question>.<part>=<value>`, without the question. */
  private byQuestion(
    questions: Asked[],
    texts: string[],
    idOf = (named: string): string => named,
  ): Map<string, Answer> {
    const given = new Map<string, Answer>();
    for (const text of texts) {
      const [, named = '', sign = '', rest = ''] = /^([a-z0-9-]+)([.=])(.*)$/s.exec(text) ?? [];
      const id = idOf(named);
      const asked = questions.find((each) => each.id === id);
      if (!asked) throw refused('assessment.unknown-option');
      if (this.type(asked.type).answersByPart !== (sign === '.')) throw refused('assessment.answer-shape');
      given.set(id, [...(given.get(id) ?? []), rest]);
    }
    return given;
  }

  private prefixed({ id, type }: Asked, answer: Answer): Answer {
    const sign = this.type(type).answersByPart ? '.' : '=';
    return answer.map((text) => `${id}${sign}${text}`);
  }
}

const shownOf = ({ id }: Asked, shown: string[]): string[] =>
  shown.filter((each) => each.startsWith(`${id}.`)).map((each) => each.slice(id.length + 1));

function stimulusBody(types: QuestionType[]): z.ZodType<StimulusBody> {
  const variants = types.map((type) =>
    z.strictObject({
      id: partId.optional(),
      type: z.literal(type.code),
      stem: lines(4000).pipe(z.string().min(1, 'assessment.stem-empty')),
      body: type.body,
    }),
  );
  type Variant = (typeof variants)[number];
  const asked = z.discriminatedUnion('type', variants as [Variant, ...Variant[]], {
    error: 'assessment.unknown-type',
  });
  return z
    .strictObject({
      text: lines(10_000).pipe(z.string().min(1, 'assessment.stimulus-empty')),
      picture: picture.optional(),
      questions: z
        .array(asked)
        .min(1, 'assessment.question-count')
        .max(MOST_QUESTIONS, 'assessment.question-count')
        .transform((given): Asked[] => identified(given)),
    })
    .check(uniqueIds((body) => body.questions));
}

function editorOf(types: Map<string, QuestionType>): QuestionEditor<StimulusBody> {
  const codes = [...types.keys()];
  const editor = (code: string) => (types.get(code) ?? [...types.values()][0])!.editor;
  const columnsOf = (row: EditorValues): EditorField[] => [
    { kind: 'select', name: 'type', label: 'assessment.type', values: codes, refresh: true },
    { kind: 'lines', name: 'stem', label: 'assessment.editor.stimulus.stem' },
    ...editor(textOf(row, 'type')).fields,
  ];
  const blankRow = { type: codes[0]!, stem: '', ...editor(codes[0]!).blank };
  return {
    fields: [
      {
        kind: 'lines',
        name: 'text',
        label: 'assessment.editor.stimulus.text',
        hint: 'assessment.editor.stimulus.text-hint',
        rows: 8,
      },
      ...pictureFields,
      {
        kind: 'rows',
        name: 'questions',
        label: 'assessment.editor.stimulus.row',
        title: 'assessment.editor.stimulus.rows',
        hint: 'assessment.editor.stimulus.rows-hint',
        fewest: 1,
        most: MOST_QUESTIONS,
        add: 'assessment.editor.stimulus.add',
        remove: 'assessment.editor.stimulus.remove',
        columns: columnsOf,
      },
    ],
    blank: { text: '', picture: '', alt: '', questions: [blankRow] },
    valuesOf: ({ text, picture, questions }) => ({
      text,
      picture: picture ? pictureChoice(picture) : '',
      alt: picture?.alt ?? '',
      questions: questions.map(({ type, stem, body }) => ({ type, stem, ...editor(type).valuesOf(body) })),
    }),
    bodyOf: (values) => ({
      text: textOf(values, 'text'),
      picture: optionalText(values, 'picture') ? pictureOf(values) : undefined,
      questions: rowsOf(values, 'questions').map((row) => ({
        type: textOf(row, 'type'),
        stem: textOf(row, 'stem'),
        body: editor(textOf(row, 'type')).bodyOf(row),
      })),
    }),
  };
}

import { z } from 'zod';
import { balancedUnits } from '../choice/balanced-units.js';
import { Choice, type Choosable, inOrder } from '../choice/choice.js';
import { optionalText, type QuestionEditor, rowsOf, textOf } from '../editor/question-editor.js';
import { type Area, area, insidePicture, type Picture, picture, pictureView } from '../pictures/picture.js';
import {
  areaFields,
  areaOf,
  areaValues,
  pictureChoice,
  pictureFields,
  pictureOf,
} from '../pictures/picture-fields.js';
import { type Answer, MOST_PARTS, type Rule, UNITS_PER_MARK } from '../question-type.js';
import { type Scoring, scoring, scoringField } from '../scoring.js';
import { feedback, filled, identified, partId } from '../texts.js';
import { uniqueIds } from '../unique.js';

const SHAPES = ['rect', 'circle'] as const;

interface Hotspot extends Area {
  id: string;
  /** `circle`: the ellipse within the area. */
  shape: (typeof SHAPES)[number];
  /** What is there, for those who do not see it. */
  label: string;
  correct: boolean;
  feedback?: string | undefined;
}

export interface HotspotBody {
  picture: Picture;
  areas: Hotspot[];
  /** Several areas may be chosen; else one is right. */
  several: boolean;
  /** Counts with several areas. */
  scoring: Scoring;
}

export const hotspotBody: z.ZodType<HotspotBody> = z
  .strictObject({
    picture,
    areas: z
      .array(
        z.strictObject({
          id: partId.optional(),
          shape: z.enum(SHAPES).default('rect'),
          ...area,
          label: filled(200, 'assessment.area-label'),
          correct: z.boolean().default(false),
          feedback,
        }),
      )
      .min(2, 'assessment.area-count')
      .max(MOST_PARTS, 'assessment.area-count')
      .transform((given): Hotspot[] => identified(given)),
    several: z.boolean().default(false),
    scoring,
  })
  .check(
    uniqueIds((body) => body.areas),
    insidePicture('areas', (body) => body.areas),
    ({ value, issues }) => {
      const right = value.areas.filter(({ correct }) => correct).length;
      const refuse = (message: string) =>
        issues.push({ code: 'custom', input: value, path: ['areas'], message });
      if (!value.several && right !== 1) refuse('assessment.one-right');
      else if (right < 1) refuse('assessment.some-right');
      else if (right === value.areas.length) refuse('assessment.some-wrong');
    },
  );

/** Areas of a picture to choose from: numbered on the picture, and listed below it. */
export class HotspotChoice extends Choice<HotspotBody> {
  readonly code = 'hotspot';
  readonly body = hotspotBody;
  readonly editor = editor;
  protected override readonly template = 'hotspot/hotspot';

  /** As one reads the picture: numbers that all learners share, and that tell nothing of the author's order. */
  override order({ areas }: HotspotBody): string[] {
    const ranks = (one: Hotspot, other: Hotspot) =>
      one.y - other.y || one.x - other.x || (one.label < other.label ? -1 : 1);
    return [...areas].sort(ranks).map(({ id }) => id);
  }

  grade(body: HotspotBody, answer: Answer): number {
    if (body.several) return balancedUnits(body.areas, answer, body.scoring);
    return answer.length === 1 && answer[0] === this.right(body)[0] ? UNITS_PER_MARK : 0;
  }

  protected input({ several }: HotspotBody) {
    return several ? 'checkbox' : 'radio';
  }

  protected options({ areas }: HotspotBody): Choosable[] {
    return areas.map(({ id, label, correct, feedback }) => ({
      id,
      text: label,
      label: null,
      correct,
      feedback,
    }));
  }

  protected override rule({ several, scoring }: HotspotBody): Rule | null {
    return several ? { key: `assessment.question.rule.multiple-${scoring}` } : null;
  }

  protected override extra({ picture, areas }: HotspotBody, shown: string[], field: string | null) {
    return {
      picture: pictureView(picture),
      areas: inOrder(areas, shown).map(({ shape, x, y, width, height, correct }, index) => ({
        ...{ x, y, width, height, number: index + 1, round: shape === 'circle' },
        ...(field === null ? { right: correct } : { control: `${field}.${index + 1}` }),
      })),
    };
  }
}

const blankArea = {
  label: '',
  shape: 'rect',
  x: '',
  y: '',
  width: '',
  height: '',
  correct: false,
  feedback: '',
};
const editor: QuestionEditor<HotspotBody> = {
  fields: [
    ...pictureFields,
    {
      kind: 'rows',
      name: 'areas',
      label: 'assessment.editor.hotspot.row',
      title: 'assessment.editor.hotspot.rows',
      hint: 'assessment.editor.hotspot.rows-hint',
      fewest: 2,
      most: MOST_PARTS,
      add: 'assessment.editor.hotspot.add',
      remove: 'assessment.editor.hotspot.remove',
      columns: [
        { kind: 'check', name: 'correct', label: 'assessment.editor.hotspot.right' },
        { kind: 'line', name: 'label', label: 'assessment.editor.hotspot.label' },
        { kind: 'choice', name: 'shape', label: 'assessment.editor.hotspot.shape', values: SHAPES },
        ...areaFields,
        { kind: 'line', name: 'feedback', label: 'assessment.editor.part-feedback', optional: true },
      ],
    },
    { kind: 'check', name: 'several', label: 'assessment.editor.hotspot.several' },
    scoringField,
  ],
  blank: {
    picture: '',
    alt: '',
    areas: [blankArea, blankArea, blankArea],
    several: false,
    scoring: 'partial',
  },
  valuesOf: ({ picture, areas, several, scoring }) => ({
    picture: pictureChoice(picture),
    alt: picture.alt,
    areas: areas.map(({ label, shape, correct, feedback, ...place }) => ({
      ...areaValues(place),
      label,
      shape,
      correct,
      feedback: feedback ?? '',
    })),
    several,
    scoring,
  }),
  bodyOf: (values) => ({
    picture: pictureOf(values),
    areas: rowsOf(values, 'areas').map((row) => ({
      ...areaOf(row),
      label: textOf(row, 'label'),
      shape: optionalText(row, 'shape'),
      correct: row['correct'] === true,
      feedback: optionalText(row, 'feedback'),
    })),
    several: values['several'] === true,
    scoring: optionalText(values, 'scoring'),
  }),
};

import { z } from 'zod';
import { cleanText } from '#platform/text';
import type { Random } from '../../random/random.js';
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
import { MOST_PARTS } from '../question-type.js';
import { type Scoring, scoring, scoringField } from '../scoring.js';
import { knownValues } from '../slots/pairs.js';
import { asValues, idsOf, type Slot, Slots, type SlotValue } from '../slots/slots.js';
import { feedback, filled, identified, lettered, numeral, partId, ranked } from '../texts.js';
import { uniqueIds, uniqueTexts } from '../unique.js';

interface Place extends Area {
  id: string;
  /** Where it is, for those who do not see it. */
  label: string;
  /** Id of the token that belongs there. */
  token: string;
  feedback?: string | undefined;
}

export interface DragOntoPictureBody {
  picture: Picture;
  places: Place[];
  /** Some may belong nowhere, or to several places. */
  tokens: { id: string; text: string }[];
  scoring: Scoring;
}

export const dragOntoPictureBody: z.ZodType<DragOntoPictureBody> = z
  .strictObject({
    picture,
    places: z
      .array(
        z.strictObject({
          id: partId.optional(),
          ...area,
          label: filled(200, 'assessment.area-label'),
          token: z.string(),
          feedback,
        }),
      )
      .min(1, 'assessment.place-count')
      .max(MOST_PARTS, 'assessment.place-count')
      .transform((given): Place[] => identified(given)),
    tokens: z
      .array(z.strictObject({ id: partId, text: filled(200, 'assessment.part-empty') }))
      .min(2, 'assessment.word-count')
      .max(20, 'assessment.word-count'),
    scoring,
  })
  .check(
    uniqueIds((body) => [...body.places, ...body.tokens]),
    uniqueTexts('tokens', (body) => body.tokens),
    insidePicture('places', (body) => body.places),
    knownValues('places', 'token', ({ places, tokens, scoring }) => ({
      rows: places.map(({ id, label, token }) => ({ id, text: label, value: token })),
      values: tokens,
      scoring,
    })),
  )
  .transform(({ tokens, places, ...body }) => {
    const { things, idOf } = ranked(tokens, numeral);
    return {
      ...body,
      places: lettered(places).map((place) => ({ ...place, token: idOf.get(place.token) ?? place.token })),
      tokens: things,
    };
  });

/** Tokens to be put onto numbered places of a picture. */
export class DragOntoPicture extends Slots<DragOntoPictureBody> {
  readonly code = 'drag-onto-picture';
  readonly body = dragOntoPictureBody;
  readonly editor = editor;
  protected readonly template = 'drag-onto-picture/drag-onto-picture';

  order({ tokens }: DragOntoPictureBody, random: Random): string[] {
    return random.shuffle(idsOf(tokens));
  }

  protected slots({ places }: DragOntoPictureBody): Slot[] {
    return places.map(({ id, label, token, feedback }, index) => ({
      id,
      text: `${index + 1}. ${label}`,
      right: token,
      feedback,
    }));
  }

  /** As numbered on the picture. */
  protected override shownSlots(body: DragOntoPictureBody): Slot[] {
    return this.slots(body);
  }

  protected values({ tokens }: DragOntoPictureBody): SlotValue[] {
    return asValues(tokens);
  }

  protected scoring({ scoring }: DragOntoPictureBody): Scoring {
    return scoring;
  }

  protected override extra({ picture, places }: DragOntoPictureBody) {
    return {
      picture: pictureView(picture),
      areas: places.map(({ x, y, width, height }, index) => ({
        ...{ x, y, width, height, number: index + 1, place: index + 1 },
      })),
    };
  }
}

const blankPlace = { label: '', x: '', y: '', width: '', height: '', token: '', feedback: '' };
const editor: QuestionEditor<DragOntoPictureBody> = {
  fields: [
    ...pictureFields,
    {
      kind: 'rows',
      name: 'places',
      label: 'assessment.editor.places.row',
      title: 'assessment.editor.places.rows',
      hint: 'assessment.editor.places.rows-hint',
      fewest: 1,
      most: MOST_PARTS,
      add: 'assessment.editor.places.add',
      remove: 'assessment.editor.places.remove',
      columns: [
        { kind: 'line', name: 'token', label: 'assessment.editor.places.token' },
        { kind: 'line', name: 'label', label: 'assessment.editor.places.label' },
        ...areaFields,
        { kind: 'line', name: 'feedback', label: 'assessment.editor.part-feedback', optional: true },
      ],
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
  blank: { picture: '', alt: '', places: [blankPlace, blankPlace], others: '', scoring: 'partial' },
  valuesOf: ({ picture, places, tokens, scoring }) => ({
    picture: pictureChoice(picture),
    alt: picture.alt,
    places: places.map(({ label, token, feedback, ...place }) => ({
      ...areaValues(place),
      label,
      token: tokens.find(({ id }) => id === token)?.text ?? '',
      feedback: feedback ?? '',
    })),
    others: tokens
      .filter(({ id }) => !places.some(({ token }) => token === id))
      .map(({ text }) => text)
      .join('\n'),
    scoring,
  }),
  bodyOf: (values) => {
    const places = rowsOf(values, 'places');
    const texts = [
      ...new Set([
        ...places.map((row) => cleanText(textOf(row, 'token'))),
        ...textOf(values, 'others').split('\n').map(cleanText),
      ]),
    ].filter(Boolean);
    return {
      picture: pictureOf(values),
      places: places.map((row) => ({
        ...areaOf(row),
        label: textOf(row, 'label'),
        token: `${texts.indexOf(cleanText(textOf(row, 'token'))) + 1}`,
        feedback: optionalText(row, 'feedback'),
      })),
      tokens: texts.map((text, index) => ({ id: `${index + 1}`, text })),
      scoring: optionalText(values, 'scoring'),
    };
  },
};

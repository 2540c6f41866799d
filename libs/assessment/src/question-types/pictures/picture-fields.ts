import { type EditorField, type EditorValues, textOf } from '../editor/question-editor.js';
import type { Area, Picture } from './picture.js';

/** The editor's fields of a picture: which one, and what it shows. */
export const pictureFields: EditorField[] = [
  {
    kind: 'picture',
    name: 'picture',
    label: 'assessment.editor.picture.which',
    hint: 'assessment.editor.picture.which-hint',
  },
  {
    kind: 'line',
    name: 'alt',
    label: 'assessment.editor.picture.alt',
    hint: 'assessment.editor.picture.alt-hint',
  },
];

/** Columns of a row that lies on the picture. */
export const areaFields: EditorField[] = ['x', 'y', 'width', 'height'].map((name) => ({
  kind: 'number',
  name,
  label: `assessment.editor.picture.${name}`,
}));

/** `<id> <width>x<height>`: the value of one choice of picture. */
export const pictureChoice = ({ id, width, height }: Omit<Picture, 'alt'>): string =>
  `${id} ${width}x${height}`;

export function pictureOf(values: EditorValues): object | undefined {
  const [, id, width, height] = /^(\S+) (\d+)x(\d+)$/.exec(textOf(values, 'picture')) ?? [];
  return id ? { id, alt: textOf(values, 'alt'), width: Number(width), height: Number(height) } : undefined;
}

export const areaOf = (row: EditorValues): object =>
  Object.fromEntries(['x', 'y', 'width', 'height'].map((name) => [name, numberOf(textOf(row, name))]));

export const areaValues = ({ x, y, width, height }: Area): EditorValues => ({
  x: `${x}`,
  y: `${y}`,
  width: `${width}`,
  height: `${height}`,
});

const numberOf = (typed: string): number | undefined => (typed.trim() === '' ? undefined : Number(typed));

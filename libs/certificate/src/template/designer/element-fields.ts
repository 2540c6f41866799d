import { palette } from '../../render/page/palette.js';
import {
  BORDERS,
  COLOURS,
  LONGEST_TEXT,
  ORNAMENTS,
  type TemplateElement,
} from '../../render/template/template-document.js';

/** How one setting of an element is asked for. */
export type FieldKind =
  | { kind: 'number'; step: number; min: number; max: number }
  | { kind: 'choice'; options: readonly string[] }
  | { kind: 'check' }
  | { kind: 'words'; maxlength: number; rows: number };

const millimetres = { kind: 'number', step: 0.5, min: 0, max: 300 } as const;
const points = { kind: 'number', step: 0.2, min: 6, max: 80 } as const;
const colour = { kind: 'choice', options: COLOURS } as const;
const PLACE = { x: millimetres, y: millimetres, width: millimetres, height: millimetres };

/** Settings of each type in the order in which they are asked; the picture itself is sent separately. */
export const FIELDS: Record<TemplateElement['type'], Record<string, FieldKind>> = {
  text: {
    text: { kind: 'words', maxlength: LONGEST_TEXT, rows: 4 },
    english: { kind: 'words', maxlength: LONGEST_TEXT, rows: 2 },
    ...PLACE,
    size: points,
    smallest: points,
    face: { kind: 'choice', options: ['regular', 'bold', 'italic'] },
    colour,
    align: { kind: 'choice', options: ['left', 'center', 'right'] },
    valign: { kind: 'choice', options: ['top', 'middle', 'bottom'] },
    leading: { kind: 'number', step: 0.05, min: 1, max: 2 },
    tracking: { kind: 'number', step: 0.2, min: 0, max: 8 },
    role: { kind: 'choice', options: ['P', 'H1', 'H2'] },
    oneLine: { kind: 'check' },
    flow: { kind: 'check' },
  },
  picture: {
    use: { kind: 'choice', options: ['logo', 'seal', 'signature'] },
    alt: { kind: 'words', maxlength: 120, rows: 1 },
    ...PLACE,
  },
  qr: PLACE,
  line: { ...PLACE, colour, thickness: { kind: 'number', step: 0.1, min: 0.2, max: 6 } },
  table: { ...PLACE, size: points, smallest: points, colour },
  border: { style: { kind: 'choice', options: BORDERS }, colour, ...PLACE },
  ornament: { style: { kind: 'choice', options: ORNAMENTS }, colour, ...PLACE },
  notice: PLACE,
};

/** A new element of a type in the middle of a page, unsaid and unplaced as yet. */
export function blankElement(
  type: TemplateElement['type'],
  id: string,
  page: { width: number; height: number },
): object {
  const size = SIZES[type];
  const place = {
    id,
    type,
    ...size,
    x: Math.max(0, Math.round((page.width - size.width) / 2)),
    y: Math.max(0, Math.round((page.height - size.height) / 2)),
  };
  return { ...place, ...SETTINGS[type] };
}

const SIZES: Record<TemplateElement['type'], { width: number; height: number }> = {
  text: { width: 100, height: 10 },
  picture: { width: 30, height: 30 },
  qr: { width: 28, height: 28 },
  line: { width: 60, height: 1 },
  table: { width: 120, height: 40 },
  border: { width: 120, height: 100 },
  ornament: { width: 70, height: 8 },
  notice: { width: 72, height: 12 },
};

const first = <T>(list: readonly T[]): T => list[0]!;

const SETTINGS: Record<TemplateElement['type'], object> = {
  text: {
    text: '{{courseName}}',
    face: 'regular',
    size: 14,
    smallest: 9,
    colour: first(Object.keys(palette)),
  },
  picture: { use: 'logo', picture: null },
  qr: {},
  line: { colour: 'gold', thickness: 0.8 },
  table: { size: 11, smallest: 7, colour: 'ink' },
  border: { style: first(BORDERS), colour: 'blue' },
  ornament: { style: first(ORNAMENTS), colour: 'gold' },
  notice: {},
};

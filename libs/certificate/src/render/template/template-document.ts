import { z } from 'zod';
import { palette } from '../page/palette.js';

/** Paper sizes in millimetres, upright. */
export const PAPERS = { A4: { width: 210, height: 297 }, A5: { width: 148, height: 210 } } as const;
export const COLOURS = Object.keys(palette) as [keyof typeof palette, ...(keyof typeof palette)[]];
export const BORDERS = ['guilloche', 'double', 'ribbon', 'plain'] as const;
export const ORNAMENTS = ['divider', 'lotus', 'rosette', 'watermark', 'star'] as const;
export const ELEMENT_TYPES = [
  'text',
  'picture',
  'qr',
  'line',
  'table',
  'border',
  'ornament',
  'notice',
] as const;
export const MOST_ELEMENTS = 60;
export const LONGEST_TEXT = 1200;
/** A camera reads a code of this size from paper. */
export const SMALLEST_QR = 22;

const millimetres = z.number().min(0).max(300);
const place = {
  /** Unique in the document; what a problem is reported against. */
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** Upper left corner and size, in millimetres from the upper left corner of the page. */
  x: millimetres,
  y: millimetres,
  width: millimetres.min(0.1),
  height: millimetres.min(0.1),
};
const colour = z.enum(COLOURS);
const points = (least: number) => z.number().min(least).max(80);

export const elementSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...place,
    type: z.literal('text'),
    /** Handlebars with the closed list of merge fields; `**bold**`, `|` between facts set side by side. */
    text: z.string().max(LONGEST_TEXT),
    /** Set below in smaller italics where the document is bilingual. */
    english: z.string().max(LONGEST_TEXT).default(''),
    face: z.enum(['regular', 'bold', 'italic']),
    /** In points; never set smaller than `smallest`. */
    size: points(6),
    smallest: points(6),
    leading: z.number().min(1).max(2).default(1.3),
    tracking: z.number().min(0).max(8).default(0),
    align: z.enum(['left', 'center', 'right']).default('center'),
    valign: z.enum(['top', 'middle', 'bottom']).default('top'),
    colour,
    /** Shrinks to one line before it is broken. */
    oneLine: z.boolean().default(false),
    /** Stands under the text before it: moves up when that is empty, down when that is long. */
    flow: z.boolean().default(false),
    role: z.enum(['H1', 'H2', 'P']).default('P'),
  }),
  z.strictObject({
    ...place,
    type: z.literal('picture'),
    use: z.enum(['logo', 'seal', 'signature']),
    /** SHA-256 of a picture that was taken in; an empty frame until there is one. */
    picture: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
    alt: z.string().max(120).default(''),
  }),
  z.strictObject({ ...place, type: z.literal('qr') }),
  z.strictObject({ ...place, type: z.literal('line'), colour, thickness: z.number().min(0.2).max(6) }),
  z.strictObject({
    ...place,
    type: z.literal('table'),
    size: points(6),
    smallest: points(6),
    colour,
  }),
  z.strictObject({ ...place, type: z.literal('border'), style: z.enum(BORDERS), colour }),
  z.strictObject({ ...place, type: z.literal('ornament'), style: z.enum(ORNAMENTS), colour }),
  z.strictObject({ ...place, type: z.literal('notice') }),
]);

export const templateDocument = z
  .strictObject({
    format: z.literal(1),
    paper: z.enum(['A4', 'A5']),
    orientation: z.enum(['landscape', 'portrait']),
    bilingual: z.boolean().default(false),
    elements: z.array(elementSchema).max(MOST_ELEMENTS),
  })
  .superRefine((document, context) => {
    const page = pageOf(document);
    const ids = new Set<string>();
    for (const [index, element] of document.elements.entries()) {
      const issue = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['elements', index, field], message });
      if (ids.has(element.id)) issue('id', 'certificate.template.same-id');
      ids.add(element.id);
      if (element.x + element.width > page.width + 0.01) issue('width', 'certificate.template.outside');
      if (element.y + element.height > page.height + 0.01) issue('height', 'certificate.template.outside');
      if ('smallest' in element && element.smallest > element.size)
        issue('smallest', 'certificate.template.smallest-larger');
      if (element.type === 'qr' && Math.min(element.width, element.height) < SMALLEST_QR)
        issue('width', 'certificate.template.qr-small');
    }
  });

/** A certificate's design: what stands where, in millimetres. */
export type TemplateDocument = z.infer<typeof templateDocument>;
export type TemplateElement = z.infer<typeof elementSchema>;
export type ElementOf<T extends TemplateElement['type']> = Extract<TemplateElement, { type: T }>;

/** The page in millimetres, as it lies. */
export function pageOf({ paper, orientation }: Pick<TemplateDocument, 'paper' | 'orientation'>) {
  const { width, height } = PAPERS[paper];
  return orientation === 'portrait' ? { width, height } : { width: height, height: width };
}

import { drawBorder } from '../ornament/borders.js';
import { drawOrnament } from '../ornament/ornaments.js';
import { PathStream } from '../ornament/path-stream.js';
import { palette } from '../page/palette.js';
import { StaticDrawing } from '../pdf/static-drawing.js';
import { MergeText } from './merge-text.js';
import type { PaperPicture } from './paper-picture.js';
import { type ElementOf, pageOf, type TemplateDocument } from './template-document.js';
import { TemplateProblem } from './template-problem.js';
import { assertTitleFree } from './title.policy.js';
import { pointsOf } from './units.js';

export interface CompiledText {
  element: ElementOf<'text'>;
  main: MergeText;
  english: MergeText | null;
}

/** A template made ready once: its texts compiled, its drawings deflated, its pictures unpacked. */
export interface PreparedTemplate {
  document: TemplateDocument;
  /** In points. */
  page: { width: number; height: number };
  /** In millimetres. */
  qrWidth: number;
  artwork: StaticDrawing;
  texts: CompiledText[];
  pictures: ReadonlyMap<string, PaperPicture>;
}

/** Throws TemplateProblem with the element and the place; `pictures` by their SHA-256. */
export function prepareTemplate(
  document: TemplateDocument,
  pictures: ReadonlyMap<string, PaperPicture> = new Map(),
): PreparedTemplate {
  const { width, height } = pageOf(document);
  const page = { width: rounded(pointsOf(width)), height: rounded(pointsOf(height)) };
  const texts = document.elements.flatMap((element) =>
    element.type === 'text' ? [compiled(element, document.bilingual)] : [],
  );
  assertTitleFree(
    texts.map(({ element }) => element.text.replace(/\{\{.*?\}\}/g, ' ')).join(' '),
    'document',
  );
  return {
    document,
    page,
    qrWidth: qrWidthOf(document),
    artwork: new StaticDrawing('Artwork', artworkOf(document, page.height)),
    texts,
    pictures,
  };
}

function qrWidthOf({ elements }: TemplateDocument): number {
  const qr = elements.find(({ type }) => type === 'qr');
  return qr ? Math.min(qr.width, qr.height) : 0;
}

/** As sizes of paper are usually written: 595.28 × 841.89. */
const rounded = (points: number): number => Math.round(points * 100) / 100;

function compiled(element: ElementOf<'text'>, bilingual: boolean): CompiledText {
  const english = new MergeText(element.english, element.id);
  return {
    element,
    main: new MergeText(element.text, element.id),
    english: bilingual && element.english ? english : null,
  };
}

/** Borders, ornaments and lines: all that no certificate changes. */
function artworkOf({ elements }: TemplateDocument, pageHeight: number): string {
  const path = new PathStream();
  for (const element of elements) {
    const [x, width, height] = [element.x, element.width, element.height].map(pointsOf) as [
      number,
      number,
      number,
    ];
    const place = { x, y: pageHeight - pointsOf(element.y) - height, width, height };
    if (element.type === 'border') drawBorder(path, element.style, place, palette[element.colour]);
    if (element.type === 'ornament') drawOrnament(path, element.style, place, palette[element.colour]);
    if (element.type === 'line') {
      const flat = width >= height;
      const from = { x: flat ? x : x + width / 2, y: flat ? place.y + height / 2 : place.y };
      const to = flat ? { x: x + width, y: from.y } : { x: from.x, y: place.y + height };
      path
        .style({ stroke: palette[element.colour], width: element.thickness })
        .move(from)
        .line(to)
        .paint('S');
    }
  }
  return path.toString();
}

const NEEDED = ['title', 'holderName', 'serial', 'registerNumber'] as const;

/** What a paper cannot do without. Throws TemplateProblem that names the first thing a draft still lacks. */
export function assertComplete({ document, texts, pictures }: PreparedTemplate): void {
  const printed = new Set(texts.flatMap(({ main }) => [...main.fields]));
  const lacking = NEEDED.find((field) => !printed.has(field));
  if (lacking) throw new TemplateProblem('certificate.template.lacks', { what: lacking });
  if (document.elements.filter(({ type }) => type === 'qr').length !== 1)
    throw new TemplateProblem('certificate.template.lacks', { what: 'qr' });
  const empty = document.elements.find(
    (each) => each.type === 'picture' && (!each.picture || !pictures.has(each.picture)),
  );
  if (empty) throw new TemplateProblem('certificate.template.picture-missing', { element: empty.id });
}

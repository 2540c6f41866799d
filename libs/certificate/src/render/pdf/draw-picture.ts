import type { Sheet } from '../page/sheet.js';
import type { PaperPicture } from '../template/paper-picture.js';
import { drawUpwards } from './static-drawing.js';

/** A flat picture in its box, kept whole and in its proportions, in the middle. */
export function drawPicture(doc: PDFKit.PDFDocument, { picture, ...box }: Sheet['pictures'][number]): void {
  const name = `Picture${Object.keys(doc.page.xobjects).length}`;
  doc.page.xobjects[name] = embedded(doc, picture);
  const { left, top, width, height } = fitted(picture, box);
  drawUpwards(doc, left, top + height, 1, `${width} 0 0 ${height} 0 0 cm /${name} Do`);
}

/** The largest box of the picture's proportions inside another, in its middle. */
export function fitted(
  { width, height }: { width: number; height: number },
  box: { left: number; top: number; width: number; height: number },
) {
  const scale = Math.min(box.width / width, box.height / height);
  const [w, h] = [width * scale, height * scale];
  return { left: box.left + (box.width - w) / 2, top: box.top + (box.height - h) / 2, width: w, height: h };
}

const kept = new WeakMap<PDFKit.PDFDocument, Map<PaperPicture, PDFKit.PDFKitReference>>();

/** Once in a document, however many of its pages show it. */
function embedded(doc: PDFKit.PDFDocument, picture: PaperPicture): PDFKit.PDFKitReference {
  const known = kept.get(doc) ?? new Map<PaperPicture, PDFKit.PDFKitReference>();
  kept.set(doc, known);
  const reference = known.get(picture) ?? embed(doc, picture);
  known.set(picture, reference);
  return reference;
}

function embed(doc: PDFKit.PDFDocument, picture: PaperPicture): PDFKit.PDFKitReference {
  const { width, height } = picture;
  const image = { Type: 'XObject', Subtype: 'Image', Width: width, Height: height };
  const stencil =
    picture.stencil && doc.ref({ ...image, ImageMask: true, BitsPerComponent: 1, Filter: 'FlateDecode' });
  stencil?.end(picture.stencil!);
  const reference = doc.ref({
    ...image,
    BitsPerComponent: 8,
    ColorSpace: picture.colours === 1 ? 'DeviceGray' : 'DeviceRGB',
    Filter: picture.filter,
    ...(stencil ? { Mask: stencil } : {}),
  });
  reference.end(picture.data);
  return reference;
}

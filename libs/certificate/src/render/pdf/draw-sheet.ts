import { palette } from '../page/palette.js';
import type { Box, Rule } from '../page/part.js';
import type { TextBlock } from '../page/region.js';
import type { Sheet } from '../page/sheet.js';
import { qrPath } from '../qr-path.js';
import { drawPicture } from './draw-picture.js';
import { drawUpwards } from './static-drawing.js';

export interface Qr {
  url: string;
  /** What a screen reader says in place of the picture. */
  description: string;
}

/** Puts a laid-out sheet on the document's page, tagged in reading order. */
export function drawSheet(doc: PDFKit.PDFDocument, sheet: Sheet, qr: Qr): void {
  decoration(doc, () => {
    for (const { drawing, x, y } of sheet.drawings) drawing.place(doc, x, y);
    for (const rule of sheet.rules) drawRule(doc, rule);
    if (sheet.trialStamp) drawStamp(doc, sheet.trialStamp);
  });
  const root = doc.struct('Document');
  doc.addStructure(root);
  for (const placed of sheet.pictures)
    root.add(doc.struct('Figure', { alt: placed.alt }, () => drawPicture(doc, placed)));
  for (const block of sheet.blocks) root.add(doc.struct(block.role, {}, () => drawText(doc, block)));
  root.add(doc.struct('Figure', { alt: qr.description }, () => drawQr(doc, sheet.qr, qr.url)));
  root.end();
}

function decoration(doc: PDFKit.PDFDocument, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}

function drawText(doc: PDFKit.PDFDocument, { lines }: TextBlock): void {
  for (const [index, { line, x, baseline, size, tracking, colour }] of lines.entries()) {
    doc.fillColor(colour).fontSize(size);
    for (const span of line.spans) {
      // A space at the end of a line keeps its last word apart from the next line's first when read aloud.
      const last = span === line.spans.at(-1) && index < lines.length - 1;
      const options = {
        lineBreak: false,
        baseline: 'alphabetic',
        characterSpacing: tracking,
        // Known already; without them PDFKit would measure every span again.
        textWidth: line.width,
        wordCount: 1,
      } as const;
      doc.font(span.face).text(last ? `${span.text} ` : span.text, x + span.x, baseline, options);
    }
  }
}

function drawRule(doc: PDFKit.PDFDocument, { left, right, y, thickness, colour }: Rule): void {
  doc.moveTo(left, y).lineTo(right, y).lineWidth(thickness).stroke(colour);
}

function drawStamp(doc: PDFKit.PDFDocument, { left, top, width, height }: Box): void {
  const inset = 2.5;
  doc.roundedRect(left, top, width, height, 4).lineWidth(1.2).stroke(palette.red);
  doc
    .roundedRect(left + inset, top + inset, width - 2 * inset, height - 2 * inset, 2.5)
    .lineWidth(0.5)
    .stroke(palette.red);
}

function drawQr(doc: PDFKit.PDFDocument, { left, top, width, height }: Box, url: string): void {
  const { size, path } = qrPath(url);
  doc.rect(left, top, width, height).lineWidth(0.6).fillAndStroke('#FFFFFF', palette.gold);
  doc.fillColor(palette.ink);
  drawUpwards(doc, left, top + height, width / size, path);
}

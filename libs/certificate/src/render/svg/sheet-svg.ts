import { faces } from '../font/faces.js';
import { palette } from '../page/palette.js';
import type { Box, Rule } from '../page/part.js';
import type { PlacedLine } from '../page/region.js';
import type { Sheet } from '../page/sheet.js';
import { fitted } from '../pdf/draw-picture.js';
import { qrPath } from '../qr-path.js';
import { drawingSvg } from './drawing-svg.js';

/**
 * The same sheet that `drawSheet` puts into a file, as an SVG picture: letters as outlines of the same fonts, so it
 * needs no font of the browser and shows to the tenth of a point what will be printed.
 */
export function sheetSvg(sheet: Sheet, qrUrl: string): string {
  const glyphs = new Map<string, string>();
  const body = [
    ...sheet.drawings.map(({ drawing, x, y }) => upwards(x, y, 1, drawingSvg(drawing.operators))),
    ...sheet.rules.map(rule),
    ...(sheet.trialStamp ? [stamp(sheet.trialStamp)] : []),
    ...sheet.pictures.map(({ picture, alt: _, ...box }) => image(picture.url, fitted(picture, box))),
    ...sheet.blocks.flatMap(({ lines }) => lines.map((line) => letters(line, glyphs))),
    ...(sheet.qr.width > 0 ? [qr(sheet.qr, qrUrl)] : []),
  ].join('');
  const defs = [...glyphs].map(([id, path]) => `<path id="${id}" d="${path}"/>`).join('');
  const { width, height } = sheet;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" stroke-linecap="round" stroke-linejoin="round"><rect width="${width}" height="${height}" fill="#fff"/><defs>${defs}</defs>${body}</svg>`;
}

const upwards = (x: number, y: number, scale: number, inner: string): string =>
  `<g transform="matrix(${scale} 0 0 ${-scale} ${x} ${y})">${inner}</g>`;

function letters(
  { line, x, baseline, size, tracking, colour }: PlacedLine,
  glyphs: Map<string, string>,
): string {
  return line.spans
    .map((span) => {
      const face = faces[span.face];
      const run = face.layout(span.text);
      const em = size / face.unitsPerEm;
      let at = 0;
      const uses = run.glyphs.map((glyph, index) => {
        const id = `${span.face[0]}${glyph.id}`;
        if (!glyphs.has(id)) glyphs.set(id, face.outline(glyph.id));
        const { xAdvance, xOffset, yOffset } = run.positions[index]!;
        const use = `<use href="#${id}" x="${at + xOffset}" y="${yOffset}"/>`;
        at += xAdvance + tracking / em;
        return use;
      });
      return `<g fill="${colour}" transform="matrix(${em} 0 0 ${-em} ${x + span.x} ${baseline})">${uses.join('')}</g>`;
    })
    .join('');
}

const rule = ({ left, right, y, thickness, colour }: Rule): string =>
  `<path d="M${left} ${y}H${right}" stroke="${colour}" stroke-width="${thickness}"/>`;

function stamp({ left, top, width, height }: Box): string {
  const box = (inset: number, radius: number, line: number) =>
    `<rect x="${left + inset}" y="${top + inset}" width="${width - 2 * inset}" height="${height - 2 * inset}" rx="${radius}" fill="none" stroke="${palette.red}" stroke-width="${line}"/>`;
  return box(0, 4, 1.2) + box(2.5, 2.5, 0.5);
}

const image = (url: string, { left, top, width, height }: Box): string =>
  `<image href="${url}" x="${left}" y="${top}" width="${width}" height="${height}"/>`;

function qr({ left, top, width, height }: Box, url: string): string {
  const { size, path } = qrPath(url);
  const ground = `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="#fff" stroke="${palette.gold}" stroke-width="0.6"/>`;
  return ground + upwards(left, top + height, width / size, drawingSvg(path));
}

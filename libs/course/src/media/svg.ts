import { SaxesParser, type SaxesTagNS } from 'saxes';
import { DomainError } from '#platform/errors';

const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';
const MAX_ELEMENTS = 20_000;
const MAX_DEPTH = 64;

/** What drawings are made of. No script, foreignObject, animation, image, style sheet or link. */
const ELEMENTS = new Set(
  'svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath linearGradient radialGradient stop clipPath mask pattern marker'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  `id class viewBox width height x y x1 y1 x2 y2 cx cy r rx ry dx dy d points fx fy offset transform preserveAspectRatio
  fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray
  stroke-dashoffset stroke-miterlimit opacity color clip-path clip-rule mask marker-start marker-mid marker-end
  markerWidth markerHeight markerUnits orient refX refY gradientUnits gradientTransform spreadMethod stop-color
  stop-opacity patternUnits patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits
  font-family font-size font-weight font-style font-variant text-anchor dominant-baseline alignment-baseline
  baseline-shift letter-spacing word-spacing text-decoration textLength lengthAdjust startOffset rotate
  vector-effect paint-order shape-rendering text-rendering role aria-label aria-hidden aria-labelledby
  aria-describedby focusable lang`.split(/\s+/),
);

/**
 * A drawing with only shapes, text and paint in it; everything else is left out. Throws `course.svg-broken` when
 * it is no well-formed SVG, and `course.svg-refused` for a document type (entities can hide anything).
 */
export function cleanSvg(text: string): string {
  const parser = new SaxesParser({ xmlns: true });
  const out: string[] = [];
  let depth = 0;
  let skipping = 0;
  let elements = 0;
  let seenRoot = false;
  const refuse = (code: string) => {
    throw new DomainError(code, {}, 422);
  };
  parser.on('error', () => refuse('course.svg-broken'));
  parser.on('doctype', () => refuse('course.svg-refused'));
  parser.on('opentag', (tag) => {
    depth += 1;
    elements += 1;
    if (elements > MAX_ELEMENTS || depth > MAX_DEPTH) refuse('course.svg-refused');
    if (!seenRoot && (tag.uri !== SVG || tag.local !== 'svg')) refuse('course.svg-broken');
    const kept = skipping === 0 && tag.uri === SVG && ELEMENTS.has(tag.local);
    if (!kept) skipping += 1;
    else out.push(`<${tag.local}${seenRoot ? '' : ` xmlns="${SVG}"`}${attributesOf(tag)}>`);
    seenRoot = true;
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    if (skipping > 0) skipping -= 1;
    else out.push(`</${tag.local}>`);
  });
  parser.on('text', (text) => {
    if (skipping === 0 && seenRoot && depth > 0) out.push(escapeXml(text));
  });
  parser.write(text).close();
  if (!seenRoot) refuse('course.svg-broken');
  return out.join('').normalize('NFC');
}

function attributesOf(tag: SaxesTagNS): string {
  const kept: string[] = [];
  for (const { local, uri, value } of Object.values(tag.attributes)) {
    const isLink = local === 'href' && (uri === '' || uri === XLINK);
    if (isLink && /^#[\w-]+$/.test(value)) kept.push(` href="${escapeXml(value)}"`);
    else if (uri === '' && ATTRIBUTES.has(local) && isHarmless(value))
      kept.push(` ${local}="${escapeXml(value)}"`);
  }
  return kept.join('');
}

/** Paint may point into the drawing itself («url(#shade)»), never outside. */
const isHarmless = (value: string): boolean =>
  !/url\(/i.test(value.replace(/url\(\s*(['"]?)#[\w-]+\1\s*\)/gi, '')) && !value.includes('\\');

const XML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (char) => XML[char] as string);

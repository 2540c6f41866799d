import { type FaceName, faces } from '../font/faces.js';

/** A stretch of one face. A no-break space (U+00A0) holds words together and is drawn as a plain space. */
export interface Span {
  text: string;
  face: FaceName;
}

export interface PlacedSpan extends Span {
  /** From the left edge of its line, in points. */
  x: number;
}

export interface TextLine {
  spans: PlacedSpan[];
  width: number;
}

interface Word extends Span {
  width: number;
  /** Width of the space before it; none where a long word was cut. */
  space: number;
}

export function plain(text: string, face: FaceName): Span[] {
  return [{ text, face }];
}

/** “8 tiết”, “ngày 12 tháng 6 năm 2026”: words that must stay on one line. */
export function bind(text: string): string {
  return text.replaceAll(' ', '\u00A0');
}

export function widthOf(spans: readonly Span[], size: number, tracking = 0): number {
  return spans.reduce((sum, { text, face }) => sum + faces[face].width(drawn(text), size, tracking), 0);
}

/** Breaks at spaces into lines no wider than `width`, of even length; a longer word is cut. */
export function wrap(spans: readonly Span[], size: number, width: number, tracking = 0): TextLine[] {
  const words = wordsOf(spans, size, width, tracking);
  const lines = breaks(words, width);
  if (lines.length < 2) return lines.map(setLine);
  let [narrow, wide, best] = [width / 2, width, lines];
  while (wide - narrow > 3) {
    const middle = (narrow + wide) / 2;
    const tried = breaks(words, middle);
    if (tried.length <= lines.length && tried.every((line) => lengthOf(line) <= middle)) {
      [wide, best] = [middle, tried];
    } else {
      narrow = middle;
    }
  }
  return best.map(setLine);
}

/** Breaks at spaces into lines as full as they go. */
export function fill(spans: readonly Span[], size: number, width: number): TextLine[] {
  return breaks(wordsOf(spans, size, width, 0), width).map(setLine);
}

function wordsOf(spans: readonly Span[], size: number, width: number, tracking: number): Word[] {
  const words: Word[] = [];
  let space = 0;
  for (const { text, face } of spans) {
    for (const [index, piece] of text.split(' ').entries()) {
      if (index > 0) space = faces[face].width(' ', size, tracking);
      if (piece === '') continue;
      for (const part of cut(drawn(piece), face, size, width, tracking)) {
        words.push({ text: part, face, width: faces[face].width(part, size, tracking), space });
        space = 0;
      }
    }
  }
  return words;
}

function cut(word: string, face: FaceName, size: number, width: number, tracking: number): string[] {
  if (faces[face].width(word, size, tracking) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part !== '' && faces[face].width(part + character, size, tracking) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

/** First-fit line breaking. */
function breaks(words: readonly Word[], width: number): Word[][] {
  const lines: Word[][] = [];
  let used = 0;
  for (const word of words) {
    const line = lines.at(-1);
    if (line && used + word.space + word.width <= width) {
      line.push(word);
      used += word.space + word.width;
    } else {
      lines.push([word]);
      used = word.width;
    }
  }
  return lines;
}

function lengthOf([first, ...rest]: readonly Word[]): number {
  return rest.reduce((sum, { space, width }) => sum + space + width, first?.width ?? 0);
}

function setLine(words: readonly Word[]): TextLine {
  const line: TextLine = { spans: [], width: 0 };
  for (const { text, face, width, space } of words) {
    const previous = line.spans.at(-1);
    const gap = previous ? space : 0;
    const separator = gap > 0 ? ' ' : '';
    if (previous?.face === face) previous.text += separator + text;
    else {
      if (previous) previous.text += separator;
      line.spans.push({ text, face, x: line.width + gap });
    }
    line.width += gap + width;
  }
  return line;
}

function drawn(text: string): string {
  return text.replaceAll('\u00A0', ' ');
}

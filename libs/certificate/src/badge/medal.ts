import fs from 'node:fs';
import path from 'node:path';
import Handlebars from 'handlebars';
import { projectRoot } from '#platform/i18n';
import { BADGE_NAMESPACE } from './bake.js';

const { escapeExpression: escaped } = Handlebars;
const LETTERS_A_LINE = 24;
const MOST_LINES = 5;

/** The picture of a badge: the course and who issued it, nothing of the holder. */
export function medalSvg(course: string, issuer: string): string {
  const lines = linesOf(course);
  const top = 262 - lines.length * 13;
  const text = lines.map((line, at) => `<text x="240" y="${top + at * 30}">${escaped(line)}</text>`).join('');
  const [below = '', more = ''] = linesOf(issuer, 30, 2);
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="${BADGE_NAMESPACE}" viewBox="0 0 480 480" width="480" height="480" role="img" aria-label="${escaped(course)}">${FRAME}<g font-family="'Be Vietnam Pro','Segoe UI',Roboto,Arial,sans-serif" text-anchor="middle"><g font-size="24" font-weight="700" fill="#0b2a4a">${text}</g><g font-size="14" font-weight="600" fill="#7a4a06"><text x="240" y="372">${escaped(below)}</text><text x="240" y="391">${escaped(more)}</text></g></g></svg>`;
}

/** The same medal without words, for whoever takes only PNG: letters cannot be drawn into it on the way. */
export const medalPng = (): Promise<Buffer> =>
  fs.promises.readFile(path.join(projectRoot, 'libs/certificate/src/badge/medal.png'));

/** Whole words; what is beyond the last line ends in “…”. */
export function linesOf(text: string, letters = LETTERS_A_LINE, most = MOST_LINES): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1]}…`];
}

const LAMP =
  '<g transform="translate(192 62) scale(2.4)"><rect width="40" height="40" rx="10" fill="#0b5cad"/><path d="M20 9.5c3.3 3.7 4.7 6.1 4.7 8.6a4.7 4.7 0 0 1-9.4 0c0-2.5 1.4-4.9 4.7-8.6z" fill="#f5b84c"/><path d="M20 14.5c1.5 1.8 2.2 3 2.2 4.200a2.2 2.2 0 0 1-4.400 0c0-1.200.7-2.400 2.200-4.200z" fill="#fff8e8"/><rect x="15.500" y="24" width="9" height="2.600" rx="1.300" fill="#fff"/><path d="M11.500 28h17c.6 0 1 .5.8 1.100-.7 2.200-2.700 3.400-5 3.400h-8.600c-2.300 0-4.300-1.200-5-3.400-.2-.6.200-1.100.8-1.100z" fill="#fff"/></g>';
/** A scalloped edge of 24 waves, two rings, and the lamp of the platform. */
const FRAME = `<path d="${edge(24, 226, 212)}" fill="#b7791f"/><circle cx="240" cy="240" r="204" fill="#fffdf7" stroke="#e2b25a" stroke-width="6"/><circle cx="240" cy="240" r="190" fill="none" stroke="#b7791f" stroke-width="1.5" stroke-dasharray="2 6" stroke-linecap="round"/>${LAMP}<path d="M120 352h240" stroke="#e2b25a" stroke-width="2"/>`;

function edge(waves: number, outer: number, inner: number): string {
  const point = (at: number, radius: number) => {
    const angle = (at * Math.PI) / waves;
    return `${(240 + radius * Math.sin(angle)).toFixed(1)} ${(240 - radius * Math.cos(angle)).toFixed(1)}`;
  };
  const arcs = Array.from(
    { length: waves },
    (_, at) => `Q${point(2 * at + 1, outer + 12)} ${point(2 * at + 2, inner)}`,
  );
  return `M${point(0, inner)}${arcs.join('')}Z`;
}

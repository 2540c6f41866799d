import { after, notUnderstood, type Part, told } from './lines.js';

interface Accepted {
  text?: string;
  value?: string;
  tolerance?: string;
  percent?: number;
  feedback?: string;
}
interface Unit {
  kind: 'shown' | 'choose';
  text: string;
  options: { text: string; factor?: string }[];
}

/**
 * Accepted answers, a line each: `= text` or `= 3.5 ± 0.1`, with ` | 50%` where it earns a part of the mark. Units of
 * a number: `@ GB` is shown, `@ MB = 1` and `@ kg =` are to choose from, with what the number is multiplied by.
 */
export function acceptedLines(body: object): string[] {
  const { accepted, unit } = body as { accepted: Accepted[]; unit?: Unit };
  const lines = accepted.flatMap(({ text, value, tolerance, percent, feedback }) => [
    `= ${text === undefined ? value : literal(text, '|')}${tolerance && tolerance !== '0' ? ` ± ${tolerance}` : ''}${(percent ?? 100) === 100 ? '' : ` | ${percent}%`}`,
    ...told(feedback),
  ]);
  if (!unit) return lines;
  if (unit.kind === 'shown') return [...lines, `@ ${literal(unit.text, '=')}`];
  return [
    ...lines,
    ...unit.options.map(({ text, factor }) => `@ ${literal(text, '=')} = ${factor ?? ''}`.trim()),
  ];
}

export function textBody(parts: Part[]): object {
  return {
    accepted: parts.map(({ line, feedback }) => {
      const { said, percent } = shared(after('=', line));
      return { text: plain(said), ...percent, ...(feedback ? { feedback } : {}) };
    }),
  };
}

export function numberBody(parts: Part[]): object {
  const accepted = parts.filter(({ line }) => !line.startsWith('@'));
  const units = parts.filter(({ line }) => line.startsWith('@')).map(({ line }) => unitOf(after('@', line)));
  const [first] = units;
  const unit =
    units.length === 1 && first?.factor === null
      ? { kind: 'shown', text: first.text }
      : {
          kind: 'choose',
          options: units.map(({ text, factor }) => ({ text, ...(factor ? { factor } : {}) })),
        };
  return {
    accepted: accepted.map(({ line, feedback }) => {
      const { said, percent } = shared(after('=', line));
      const [value = '', tolerance] = said.split(/\s*(?:±|\+\/-)\s*/).map(decimal);
      return { value, ...(tolerance ? { tolerance } : {}), ...percent, ...(feedback ? { feedback } : {}) };
    }),
    ...(units.length > 0 ? { unit } : {}),
  };
}

/** «3,5» as it is written in Vietnamese. */
const decimal = (text: string): string => (/^-?\d+,\d+$/.test(text) ? text.replace(',', '.') : text);

function shared(text: string): { said: string; percent: { percent?: number } } {
  const found = /^((?:\\.|[^\\|])*)\|\s*(\d{1,3})\s*%$/.exec(text);
  if (!found) {
    if (/(?<!\\)(?:\\\\)*\|/.test(text)) throw notUnderstood(text);
    return { said: text, percent: {} };
  }
  return { said: found[1]!.trim(), percent: { percent: Number(found[2]) } };
}

function unitOf(text: string): { text: string; factor: string | null } {
  const found = /^((?:\\.|[^\\=])*)=\s*(\S*)$/.exec(text);
  if (!found) return { text: plain(text), factor: null };
  return { text: plain(found[1]!.trim()), factor: decimal(found[2]!) };
}

const literal = (text: string, sign: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll(sign, `\\${sign}`);
const plain = (text: string): string => text.replace(/\\(.)/g, '$1');

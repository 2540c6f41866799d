export interface RegisterNumber {
  /** Four digits; absent when the pattern does not print the year. */
  year?: number;
  sequence: number;
}

export type PatternProblem =
  | 'no-sequence'
  | 'repeated'
  | 'unknown-placeholder'
  | 'bad-character'
  | 'too-long';

export class InvalidNumberPattern extends Error {
  constructor(
    readonly problem: PatternProblem,
    readonly pattern: string,
  ) {
    super(`Number pattern “${pattern}”: ${problem}`);
  }
}

const PLACEHOLDER = /\{([^{}]*)\}/g;
const LITERAL = /^[\p{Lu}\p{Ll}\d ./–-]*$/u;
const MAX_LENGTH = 60;

/**
 * The shape of a printed number. `HP{yy} {seq:7}` prints HP26 0015206, `{seq}/{yyyy}/GCN-CNTTTT` prints
 * 15206/2026/GCN-CNTTTT. `:n` pads with zeros to at least n digits; a longer sequence is printed whole.
 */
export class NumberPattern {
  readonly #parts: (string | { name: 'seq' | 'yy' | 'yyyy'; pad: number })[] = [];
  readonly #shape: RegExp;

  constructor(readonly pattern: string) {
    const fail = (problem: PatternProblem) => new InvalidNumberPattern(problem, pattern);
    if (pattern.length > MAX_LENGTH) throw fail('too-long');
    // What is typed is compared after the same cleaning: such a pattern would never read its own numbers.
    if (/^ | $| {2}/.test(pattern) || pattern !== pattern.normalize('NFC')) throw fail('bad-character');
    let shape = '';
    let from = 0;
    const literal = (text: string) => {
      if (!LITERAL.test(text)) throw fail('bad-character');
      this.#parts.push(text);
      shape += text.replace(/[./]/g, '\\$&').replace(/ /g, '\\s+');
    };
    for (const match of pattern.matchAll(PLACEHOLDER)) {
      literal(pattern.slice(from, match.index));
      from = match.index + match[0].length;
      const placeholder = /^(seq)(?::([1-9]|1[0-2]))?$|^(yy|yyyy)$/.exec(match[1]!);
      if (!placeholder) throw fail('unknown-placeholder');
      const name = (placeholder[1] ?? placeholder[3]) as 'seq' | 'yy' | 'yyyy';
      this.#parts.push({ name, pad: Number(placeholder[2] ?? 1) });
      shape += name === 'seq' ? '(?<seq>\\d{1,15})' : `(?<year>\\d{${name.length}})`;
    }
    literal(pattern.slice(from));
    const years = shape.split('?<year>').length - 1;
    const sequences = shape.split('?<seq>').length - 1;
    if (sequences === 0) throw fail('no-sequence');
    if (sequences > 1 || years > 1) throw fail('repeated');
    this.#shape = new RegExp(`^${shape}$`, 'iu');
  }

  format({ year, sequence }: { year: number; sequence: number }): string {
    if (!Number.isSafeInteger(sequence) || sequence < 1) throw new RangeError(`Sequence ${sequence}`);
    if (!Number.isInteger(year) || year < 2000 || year > 2099) throw new RangeError(`Year ${year}`);
    return this.#print(year, sequence);
  }

  /** Reads a number as people type it (case, spaces); null unless it is exactly one this pattern prints. */
  parse(text: string): RegisterNumber | null {
    const typed = text.normalize('NFC').trim().replace(/\s+/g, ' ');
    const groups = this.#shape.exec(typed)?.groups;
    if (!groups) return null;
    const sequence = Number(groups['seq']);
    const year = groups['year'] === undefined ? undefined : (Number(groups['year']) % 100) + 2000;
    if (sequence < 1) return null;
    const exact = this.#print(year ?? 2000, sequence);
    if (exact.toLowerCase() !== typed.toLowerCase()) return null;
    return year === undefined ? { sequence } : { year, sequence };
  }

  #print(year: number, sequence: number): string {
    return this.#parts
      .map((part) => {
        if (typeof part === 'string') return part;
        if (part.name === 'seq') return String(sequence).padStart(part.pad, '0');
        return part.name === 'yy' ? String(year).slice(-2) : String(year);
      })
      .join('');
  }
}

import { readDecimal } from './decimal.js';
import type { ItemMarks, MarkTable } from './mark-table.js';
import { MarksRefused } from './marks-refused.js';
import { type Known, Scale, type Units } from './scale.js';

/** Different numbers remembered as read; a test has few of them. */
const REMEMBERED = 10_000;
/** Of a number, before or behind the point: more is no mark. */
const MOST_DIGITS = 60;
/** More mistakes than this nobody reads. */
const MOST_PROBLEMS = 50;

interface Column {
  item: string;
  max: Units;
  attempts: number[];
  marks: Units[];
  /** By attempt: 1 when its mark is here. */
  seen: Uint8Array;
}

/** Collects rows of attempt, item, mark and full mark into a table; counts in units as fine as the finest mark. */
export class MarksReader {
  private readonly attempts = new Map<string, number>();
  private readonly columns = new Map<string, Column>();
  private readonly numbers = new Map<string, Known>();
  private readonly problems: { row: number; message: string }[] = [];
  private last = { name: '', number: 0 };
  private readonly scale = new Scale();

  constructor(private readonly decimalComma: boolean) {}

  row(row: number, attempt: string, item: string, mark: string, max: string): void {
    const problem = this.take(attempt, item, mark, max);
    if (!problem) return;
    this.problems.push({ row, message: problem });
    if (this.problems.length >= MOST_PROBLEMS) throw new MarksRefused(this.problems);
  }

  /** Throws MarksRefused with every row that could not be read. */
  table(): MarkTable {
    if (this.problems.length > 0) throw new MarksRefused(this.problems);
    return {
      unitsPerMark: this.scale.unitsPerMark,
      attempts: this.attempts.size,
      items: [...this.columns.values()] as ItemMarks[],
    };
  }

  private take(attempt: string, item: string, mark: string, max: string): string | null {
    if (attempt === '') return 'the attempt is empty';
    if (item === '') return 'the item is empty';
    const given = this.number('mark', mark);
    if (typeof given === 'string') return given;
    const full = this.number('max', max);
    if (typeof full === 'string') return full;
    if (this.scale.refine(given, full)) this.recount();
    const [units, most] = [this.scale.units(given), this.scale.units(full)];
    if (units > most) return `the mark ${mark} is over the full mark ${max}`;
    if (-units > most) return `the mark ${mark} takes away more than the full mark ${max}`;
    const column = this.column(item, most);
    if (column.max !== most) return `the full mark ${max} of “${item}” differs from the one given before`;
    const number = this.attemptNumber(attempt);
    if (column.seen.length <= number) column.seen = grown(column.seen, number);
    if (column.seen[number]) return `attempt “${attempt}” already has a mark for “${item}”`;
    column.seen[number] = 1;
    column.attempts.push(number);
    column.marks.push(units);
    return null;
  }

  private column(item: string, max: Units): Column {
    let column = this.columns.get(item);
    if (!column) {
      column = { item: copied(item), max, attempts: [], marks: [], seen: new Uint8Array(1024) };
      this.columns.set(column.item, column);
    }
    return column;
  }

  /** Rows of one attempt usually come together. */
  private attemptNumber(attempt: string): number {
    if (attempt === this.last.name) return this.last.number;
    let number = this.attempts.get(attempt);
    const name = number === undefined ? copied(attempt) : attempt;
    if (number === undefined) {
      number = this.attempts.size;
      this.attempts.set(name, number);
    }
    this.last = { name, number };
    return number;
  }

  /** The number, or what is wrong with the text. */
  private number(column: string, text: string): Known | string {
    let known = this.numbers.get(text);
    if (known === undefined) {
      const decimal = readDecimal(text, this.decimalComma);
      if (!decimal)
        return text === '' ? `the ${column} is empty` : `the ${column} is no number: “${text.slice(0, 40)}”`;
      if (decimal.negative && column === 'max') return `the max is below 0: ${text}`;
      if (Math.max(decimal.digits.length, decimal.places) > MOST_DIGITS) return `too many digits: ${text}`;
      known = { decimal, units: 0, of: -1 };
      if (this.numbers.size < REMEMBERED) this.numbers.set(text, known);
    }
    return known;
  }

  /** Everything read so far in units that have become finer. */
  private recount(): void {
    for (const column of this.columns.values()) {
      column.max = this.scale.finer(column.max);
      column.marks = column.marks.map((mark) => this.scale.finer(mark));
    }
  }
}

function grown(seen: Uint8Array, number: number): Uint8Array {
  const larger = new Uint8Array(Math.max(number + 1, seen.length * 2));
  larger.set(seen);
  return larger;
}

/** A text of its own: a slice would hold the whole piece of the file it was cut from. */
const copied = (text: string): string => Buffer.from(text).toString();

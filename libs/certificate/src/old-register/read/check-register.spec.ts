import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CellValue, Sheet } from '#platform/spreadsheet';
import { NumberPattern } from '../../register/number-pattern.js';
import { checkRegister, type Holding, type Rules } from './check-register.js';
import { findLayout } from './layout.js';
import { splitGaps, summariseNumbers } from './number-summary.js';

const HEADINGS = ['Số vào sổ cấp', 'Số hiệu', 'Họ và tên', 'Ngày sinh', 'Khóa học', 'Ngày cấp'];
const RIGHT = ['7/2019/GCN', 'A19 007', 'Đặng Ngọc Ánh', '14/08/1987', 'Tin học', '20/11/2019'];

const sheetOf = (...rows: (CellValue | undefined)[][]): Sheet => ({
  name: 'Sổ',
  hidden: false,
  typed: true,
  rows: rows.map((cells, index) => ({ number: index + 1, hidden: false, cells })),
  merges: [],
});

const RULES: Rules = {
  year: 2019,
  today: '2026-11-22',
  serials: new NumberPattern('A{yy} {seq:3}'),
  entries: new NumberPattern('{seq}/{yyyy}/GCN'),
  course: null,
  knownCourses: new Set(['tin hoc']),
  keepsCourses: true,
  keepsDoubles: false,
  holdings: [],
  serialsElsewhere: new Set(),
};

function check(rows: (CellValue | undefined)[][], rules: Partial<Rules> = {}) {
  const sheet = sheetOf(HEADINGS, ...rows);
  return checkRegister(sheet, findLayout([sheet], {})!.layout, { ...RULES, ...rules });
}

/** The right row with one cell changed: what comes of it, and why. */
function changed(column: number, value: CellValue | undefined, rules: Partial<Rules> = {}) {
  const [row] = check([RIGHT.map((cell, index) => (index === column ? value : cell))], rules).rows;
  return [row!.outcome, ...row!.messages.map(({ code }) => code)];
}

describe('a row of an older register', () => {
  test('that is right is read as it is written', () => {
    const [row] = check([RIGHT]).rows;
    expect([row!.outcome, row!.entry]).toEqual([
      'accept',
      {
        number: 7,
        highest: 7,
        serial: 'A19 007',
        entryNumber: '7/2019/GCN',
        name: 'Đặng Ngọc Ánh',
        birth: '1987-08-14',
        unit: null,
        course: 'Tin học',
        result: null,
        issuedOn: '2019-11-20',
      },
    ]);
  });

  test.each<[string, number, CellValue | undefined, string[]]>([
    ['no entry number, but a serial', 0, '', ['accept']],
    ['an entry number of another shape', 0, '7-2019', ['reject', 'number-shape']],
    ['an entry number of another year', 0, '7/2018/GCN', ['reject', 'number-year']],
    ['a number beyond all registers', 0, '9999999999/2019/GCN', ['reject', 'number-shape']],
    ['numbers that differ', 0, '8/2019/GCN', ['warn', 'numbers-differ']],
    ['no name', 2, undefined, ['reject', 'name-missing']],
    ['a name of 121 letters', 2, 'a'.repeat(121), ['reject', 'too-long']],
    ['a name of 120 letters', 2, 'a'.repeat(120), ['accept']],
    ['a control character', 2, 'Lê\u0007An', ['reject', 'unwritable']],
    ['a turned direction', 2, 'Lê \u202EnA', ['reject', 'unwritable']],
    ['a line end in a name', 2, 'Lê\nAn', ['accept']],
    ['a year of birth', 3, '1987', ['accept']],
    ['a year as a number', 3, 1987, ['accept']],
    ['a year in a cell of dates', 3, { date: '1905-06-09', serial: 1987 }, ['accept']],
    ['no birth', 3, '', ['accept']],
    ['a birth on no day', 3, '30/02/1987', ['reject', 'date-unreadable']],
    ['a birth of two digits', 3, '14/08/87', ['reject', 'date-unreadable']],
    ['a birth before anybody', 3, '1/1/1899', ['reject', 'date-unreadable']],
    ['a birth on the day of issue', 3, '20/11/2019', ['reject', 'birth-late']],
    ['a birth in the year of issue', 3, '2019', ['reject', 'birth-late']],
    ['no course', 4, '  ', ['reject', 'course-missing']],
    ['an unknown course', 4, 'Tin hoc nang cao', ['warn', 'course-unknown']],
    ['a course in other letters', 4, 'TIN HOC', ['accept']],
    ['no day of issue', 5, '', ['reject', 'issued-missing']],
    ['a year of issue', 5, '2019', ['reject', 'date-unreadable']],
    ['a day of issue as a date', 5, { date: '2019-11-20', serial: 43_789 }, ['accept']],
    ['today', 5, '22/11/2026', ['warn', 'issued-year']],
    ['tomorrow', 5, '23/11/2026', ['reject', 'date-future']],
    ['no day of the calendar', 5, '31/11/2019', ['reject', 'date-unreadable']],
    ['a formula that failed', 5, { error: '#REF!' }, ['reject', 'issued-missing']],
  ])('%s', (_, column, value, expected) => {
    expect(changed(column, value)).toEqual(expected);
  });

  test('needs one of the two numbers; may take its course from the register; may need a known one', () => {
    expect(check([['', '', ...RIGHT.slice(2)]]).rows[0]!.messages[0]!.code).toBe('number-missing');
    expect(changed(4, '', { course: 'Tin học' })).toEqual(['accept']);
    expect(changed(4, 'Khác', { keepsCourses: false })).toEqual(['reject', 'course-unknown']);
  });

  test('is no row when it is empty or numbers the columns', () => {
    expect(check([['1', '2', '3', '4', '5', '6'], [], RIGHT]).rows.map(({ row }) => row)).toEqual([4]);
  });
});

describe('a number of an older register', () => {
  const of = (number: string, name: string, serial = '') => [number, serial, name, ...RIGHT.slice(3)];
  const outcomes = (rows: string[][], rules: Partial<Rules> = {}) =>
    check(rows, rules).rows.map(({ outcome, messages }) => [outcome, ...messages.map(({ code }) => code)]);
  const held: Holding = {
    number: 7,
    serial: 'A19 007',
    name: 'Đặng Ngọc Ánh',
    birth: '1987-08-14',
    imported: true,
  };

  test('of several people is refused for all of them, or kept for all of them', () => {
    const rows = [of('7/2019/GCN', 'Lê An'), of('7/2019/GCN', 'Lê Bình'), of('7/2019/GCN', 'Lê An')];
    expect(outcomes(rows)).toEqual([
      ['reject', 'two-people'],
      ['reject', 'two-people'],
      ['reject', 'repeated'],
    ]);
    const kept = check(rows, { keepsDoubles: true });
    expect(kept.rows.map(({ outcome }) => outcome)).toEqual(['warn', 'warn', 'reject']);
    expect(kept.numbers).toMatchObject({ doubles: 1, missing: 6, next: 8 });
  });

  test('that stands in the register is the same, somebody else’s, or a certificate’s', () => {
    const with_ = (holding: Partial<Holding>, rules: Partial<Rules> = {}) =>
      outcomes([RIGHT], { holdings: [{ ...held, ...holding }], ...rules })[0];
    expect(with_({})).toEqual(['same']);
    expect(with_({ name: 'Lê An' })).toEqual(['reject', 'taken-before']);
    expect(with_({ name: 'Lê An' }, { keepsDoubles: true })).toEqual(['warn', 'double-kept']);
    expect(with_({ imported: false })).toEqual(['reject', 'taken-here']);
    expect(with_({ imported: false }, { keepsDoubles: true })).toEqual(['reject', 'taken-here']);
    expect(with_({ number: 8 })).toEqual(['reject', 'taken-before']);
    expect(outcomes([RIGHT], { serialsElsewhere: new Set(['A19007']) })[0]).toEqual([
      'reject',
      'serial-elsewhere',
    ]);
  });
});

describe('the numbers of a register', () => {
  test('are counted as a list of them would be', () => {
    const some = fc.array(fc.record({ number: fc.integer({ min: 1, max: 60 }) }), { maxLength: 40 });
    fc.assert(
      fc.property(some, some, (rows, held) => {
        const all = [...rows, ...held].map(({ number }) => number);
        const last = Math.max(0, ...all);
        const absent = Array.from({ length: last }, (_, index) => index + 1).filter((n) => !all.includes(n));
        const twice = new Set(all.filter((number, index) => all.indexOf(number) !== index));
        const found = summariseNumbers(rows, held);
        const listed = found.gaps.flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, index) => from + index),
        );
        expect(listed).toEqual(absent);
        expect(found).toMatchObject({ next: last + 1, missing: absent.length, doubles: twice.size });
      }),
      { numRuns: 10_000 },
    );
  });

  test('that are missing are the old register’s or a fault, each once', () => {
    const run = fc
      .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 30 }))
      .map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(run, fc.array(run, { maxLength: 5 }), (gap, covered) => {
        const parts = splitGaps(gap, covered);
        const told = parts.flatMap(({ run: { from, to }, old }) =>
          Array.from({ length: to - from + 1 }, (_, index) => [from + index, old]),
        );
        const wanted = Array.from({ length: gap.to - gap.from + 1 }, (_, index) => gap.from + index).map(
          (number) => [number, covered.some(({ from, to }) => number >= from && number <= to)],
        );
        expect(told).toEqual(wanted);
      }),
      { numRuns: 10_000 },
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isoFromSerial } from '#platform/spreadsheet';
import { parseBirthDate } from './birth-date.js';

const TODAY = '2026-11-21';
const short = (findings: { code: string }[]) => findings.map((one) => one.code.replace('roster.', ''));

describe('birth dates', () => {
  const parse = (value: Parameters<typeof parseBirthDate>[0], idYear?: number) =>
    parseBirthDate(value, { today: TODAY, idYear });

  test.each([
    ['26/03/1980'],
    ['26/3/1980'],
    ['1980-03-26'],
    ['26-03-1980'],
    ['26.03.1980'],
    ['26 03 1980'],
    ['26/03/1980 00:00:00'],
    ['1980-03-26T00:00:00.000Z'],
    ['ngày 26 tháng 3 năm 1980'],
    ['26 tháng 3, 1980'],
    ['26-thg 3-1980'],
    ['26-Mar-1980'],
    ['March 26, 1980'],
    ['26031980'],
    ['19800326'],
    ["'26/03/1980"],
    [' 26 / 03 / 1980 '],
    ['26\u201303\u20131980'],
  ])('%s', (text) => expect(parse(text)).toEqual({ date: '1980-03-26', findings: [] }));

  test('a number that lost its zero, and a day number of Excel', () => {
    expect(parse(7021990).date).toBe('1990-02-07');
    expect(parse('29306')).toMatchObject({
      date: '1980-03-26',
      findings: [{ code: 'roster.birth-date-serial' }],
    });
  });

  test.each(['1980', 1980, '03/1980', '00/00/1980', '//1980', '--/--/1980', 'năm 1980', '1980.0'])(
    'only the year in %j',
    (value) =>
      expect(parse(value)).toMatchObject({ year: 1980, findings: [{ code: 'roster.birth-year-only' }] }),
  );

  test('a two-digit year takes the century of a working age, or of the citizen id', () => {
    expect(parse('26/3/80')).toMatchObject({
      date: '1980-03-26',
      findings: [{ code: 'roster.birth-date-two-digit-year' }],
    });
    expect(parse('26/3/05').date).toBe('2005-03-26');
    expect(parse('26/3/30').findings[0]?.code).toBe('roster.birth-date-invalid');
    expect(parse('26/3/30', 1930).date).toBe('1930-03-26');
  });

  test.each([
    '31/02/1990',
    '29/02/2001',
    '30/13/1980',
    '12/26/1980',
    '32/01/1980',
    'không rõ',
    '26/3/198',
    '0/0',
  ])('%s is no date', (text) => expect(short(parse(text).findings)).toEqual(['birth-date-invalid']));

  test.each([
    ['05/05/2035', 'birth-date-future'],
    ['22/11/2026', 'birth-date-future'],
    ['2027', 'birth-date-future'],
    ['01/01/1900', 'birth-date-too-old'],
    ['01/01/1920', 'birth-date-unlikely'],
    ['21/11/2026', 'birth-date-unlikely'],
  ])('%s: %s', (text, code) => expect(short(parse(text).findings)[0]).toBe(code));

  test('no date is no finding', () => {
    expect([parse(undefined), parse('  '), parse('-')]).toEqual(Array(3).fill({ findings: [] }));
  });

  test('29 February only in leap years', () => {
    expect(parse('29/02/2000').date).toBe('2000-02-29');
  });

  const day = fc.date({ min: new Date('1930-01-01'), max: new Date('2015-12-31'), noInvalidDate: true });
  test('any day comes back from every way of writing it', () => {
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, dayOfMonth] = iso.split('-').map(Number);
        const serial = Date.parse(iso) / 86_400_000 + 25_569;
        const ways = [
          iso,
          `${dayOfMonth}/${month}/${year}`,
          `${dayOfMonth}.${month}.${year}`,
          iso.split('-').reverse().join(''),
        ];
        const read = [
          ...ways.map((way) => parse(way).date),
          isoFromSerial(serial),
          isoFromSerial(serial - 1462, true),
        ];
        expect(read).toEqual(read.map(() => iso));
      }),
    );
  });

  test('the 1900 system counts a day that never was', () => {
    expect([isoFromSerial(1), isoFromSerial(59), isoFromSerial(61)]).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
    ]);
    expect([isoFromSerial(0), isoFromSerial(-5), isoFromSerial(3e6)]).toEqual([null, null, null]);
  });
});

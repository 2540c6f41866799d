import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseBirth } from './birth-input.js';

describe('a birth date as people type it', () => {
  test.each([
    ['14/08/1987', '1987-08-14'],
    ['14/8/1987', '1987-08-14'],
    ['14-8-1987', '1987-08-14'],
    [' 14. 8. 1987 ', '1987-08-14'],
    ['14 8 1987', '1987-08-14'],
    ['1987-08-14', '1987-08-14'],
    ['14081987', '1987-08-14'],
    ['29/02/1988', '1988-02-29'],
    ['1958', '1958'],
    ['', null],
    ['  ', null],
  ])('%j is %j', (typed, birth) => {
    expect(parseBirth(typed)).toBe(birth);
  });

  test.each([
    '31/02/1987',
    '29/02/1987',
    '14/13/1987',
    '00/08/1987',
    '14/08/87',
    '87',
    '1987/08/14',
    'mười bốn',
    '14/08/1987x',
  ])('%j is no date', (typed) => {
    expect(parseBirth(typed)).toBeUndefined();
  });

  test('every day of a century is read back, with and without zeros', () => {
    const day = fc.date({ min: new Date('1920-01-01'), max: new Date('2020-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, of] = iso.split('-').map(Number);
        expect(parseBirth(`${of}/${month}/${year}`)).toBe(iso);
        expect(parseBirth(iso.split('-').reverse().join('/'))).toBe(iso);
      }),
      { numRuns: 2_000 },
    );
  });
});

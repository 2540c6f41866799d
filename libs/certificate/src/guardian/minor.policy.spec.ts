import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { initialsOf, isMinor, ofAgeOn } from './minor.policy.js';

const born = (birthDate: string) => ({ birthDate, birthYear: null, targetGroup: 'student' });
const DAY_MS = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

describe('who is under 16', () => {
  test('until the day before the 16th birthday, whatever the day of birth', () => {
    const days = fc.integer({
      min: Date.UTC(1930, 0, 1) / DAY_MS,
      max: Date.UTC(2085, 11, 31) / DAY_MS,
    });
    fc.assert(
      fc.property(days, (index) => {
        const birthDate = dayOf(index * DAY_MS);
        const [year, rest] = [Number(birthDate.slice(0, 4)), birthDate.slice(4)];
        // No such day in a year without leap day: the day after the last of February.
        const leap = rest === '-02-29' && new Date(Date.UTC(year + 16, 1, 29)).getUTCDate() !== 29;
        const birthday = leap ? `${year + 16}-03-01` : `${year + 16}${rest}`;
        const eve = dayOf(Date.parse(birthday) - DAY_MS);
        expect(isMinor(born(birthDate), eve)).toBe(true);
        expect(isMinor(born(birthDate), birthday)).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['2012-02-29', '2028-02-29'],
    ['2084-02-29', '2100-03-01'],
    ['2010-12-31', '2026-12-31'],
  ])('born on %s, of age on %s', (birthDate, day) => {
    expect(ofAgeOn(born(birthDate))).toBe(day);
  });

  test('of whom only the year is known, on its last day; a pupil of whom nothing is known stays under 16', () => {
    const year = { birthDate: null, birthYear: 2010, targetGroup: 'official' };
    expect(isMinor(year, '2026-12-30')).toBe(true);
    expect(isMinor(year, '2026-12-31')).toBe(false);
    const unknown = { birthDate: null, birthYear: null };
    expect(isMinor({ ...unknown, targetGroup: 'student' }, '2026-11-22')).toBe(true);
    expect(isMinor({ ...unknown, targetGroup: 'citizen' }, '2026-11-22')).toBe(false);
  });

  test('names become their first letters, composed or not', () => {
    expect(initialsOf('Đặng  Ánh Êban'.normalize('NFD'))).toBe('Đ. Á. Ê.');
  });
});

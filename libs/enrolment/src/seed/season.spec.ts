import { describe, expect, test } from '@jest/globals';
import { seasonAround } from './season.js';

describe('the run of a demonstration class', () => {
  test('covers the month of the day and the next', () => {
    expect(seasonAround('2026-11-21')).toEqual({ year: 2026, startsOn: '2026-11-01', endsOn: '2026-12-31' });
  });

  test('goes over the end of the year and knows leap years', () => {
    expect(seasonAround('2026-12-31')).toEqual({ year: 2026, startsOn: '2026-12-01', endsOn: '2027-01-31' });
    expect(seasonAround('2028-01-05').endsOn).toBe('2028-02-29');
  });
});

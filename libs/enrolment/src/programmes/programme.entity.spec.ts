import { describe, expect, test } from '@jest/globals';
import { Programme } from './programme.entity.js';

const programme = (more: Partial<Programme> = {}) =>
  Object.assign(new Programme(), {
    ...{
      startsOn: '2026-03-01',
      endsOn: '2026-10-31',
      targetGroups: [],
      closedOn: null,
      closedBy: null,
      revision: 1,
    },
    ...more,
  });

describe('a programme', () => {
  test.each([
    ['2026-03-01', '2026-10-31', true],
    ['2026-02-28', '2026-10-31', false],
    ['2026-03-01', '2026-11-01', false],
    ['2025-01-01', '2027-01-01', false],
  ])('from March to October spans %s to %s: %s', (from, to, spans) =>
    expect(programme().spans(from, to)).toBe(spans),
  );

  test('without days of its own spans whatever its classes need', () =>
    expect(programme({ startsOn: null, endsOn: null }).spans('1999-01-01', '2099-01-01')).toBe(true));

  test('is for everybody until groups are named', () => {
    expect(programme().isFor('citizen')).toBe(true);
    const named = programme({ targetGroups: ['official', 'worker'] });
    expect([named.isFor('worker'), named.isFor('citizen')]).toEqual([true, false]);
  });

  test('is closed once, by whoever came first, and reopened once; each counts as a save', () => {
    const one = programme();
    expect([one.close('2026-11-01', 'a'), one.close('2026-11-02', 'b')]).toEqual([true, false]);
    expect([one.closedOn, one.closedBy, one.revision]).toEqual(['2026-11-01', 'a', 2]);
    expect([one.reopen(), one.reopen()]).toEqual([true, false]);
    expect([one.closedOn, one.closedBy, one.revision]).toEqual([null, null, 3]);
  });
});

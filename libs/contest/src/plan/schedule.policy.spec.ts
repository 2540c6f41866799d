import { expect, test } from '@jest/globals';
import { earliestStandings, weekly } from './schedule.policy.js';

test('rounds open at the same hour each week, and their standings follow', () => {
  const rounds = weekly(new Date('2026-12-21T01:00:00Z'), 3, 5, 12);
  expect(rounds.map((each) => Object.values(each).map((date) => date.toISOString().slice(0, 16)))).toEqual([
    ['2026-12-21T01:00', '2026-12-26T01:00', '2026-12-26T13:00'],
    ['2026-12-28T01:00', '2027-01-02T01:00', '2027-01-02T13:00'],
    ['2027-01-04T01:00', '2027-01-09T01:00', '2027-01-09T13:00'],
  ]);
});

test('whoever enters at the last moment has the whole time before the standings', () =>
  expect(earliestStandings(new Date('2026-12-26T01:00:00Z'), 10)).toEqual(new Date('2026-12-26T01:15:00Z')));

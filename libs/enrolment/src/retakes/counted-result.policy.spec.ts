import { describe, expect, test } from '@jest/globals';
import { countedResult } from './counted-result.policy.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 3, minute));
const grade = (number: number, scoreBp: number, minute: number, since = minute, quizId = 'z') => ({
  ...{ quizId, number, scoreBp, passed: scoreBp >= 7_000 },
  ...{ gradedAt: at(minute), since: at(since) },
});
const pass = new Map([['z', 70]]);

describe('what the grades of an enrolment come to', () => {
  test.each([
    ['highest', 8_000, 1, 2],
    ['latest', 5_000, 1, 2],
    ['first', 3_000, 0, null],
    ['average', 5_333, 0, null],
  ] as const)('%s: result %i, %i passed', (rule, bestScoreBp, quizzesPassed, minute) => {
    const grades = [grade(3, 5_000, 3), grade(1, 3_000, 1), grade(2, 8_000, 2)];
    expect(countedResult(rule, grades, pass)).toEqual({
      ...{ bestScoreBp, quizzesPassed, gradedAt: at(3) },
      passedAt: minute === null ? null : at(minute),
    });
  });

  test('a pass that a regrade confirms dates from the first grade that said so; one that it gives, from then', () => {
    expect(countedResult('highest', [grade(1, 7_500, 9, 2)], pass).passedAt).toEqual(at(2));
    expect(countedResult('highest', [grade(1, 7_500, 9, 9)], pass).passedAt).toEqual(at(9));
  });

  test('several quizzes are passed one by one, the last of them says when', () => {
    const grades = [grade(1, 7_000, 1, 1, 'y'), grade(1, 9_000, 5), grade(2, 6_000, 7)];
    expect(countedResult('highest', grades, pass)).toEqual({
      ...{ bestScoreBp: 9_000, quizzesPassed: 2, passedAt: at(5), gradedAt: at(7) },
    });
  });
});

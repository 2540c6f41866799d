import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { afterFailure, type Failures, FREE_FAILURES, secondsToWait } from './throttle.policy.js';

const START = new Date('2026-05-22T03:00:00Z');
const later = (from: Date, seconds: number) => new Date(from.getTime() + seconds * 1000);
const gaps = fc.array(fc.integer({ min: 0, max: 3 * 3600 }), { minLength: 1, maxLength: 60 });

/** Fails after each gap, counted from when the next attempt may come; tells the waits. */
function failures(waitsBetween: readonly number[]) {
  let known: Failures | null = null;
  let now = START;
  return waitsBetween.map((gap) => {
    now = later(now, secondsToWait(known, now) + gap);
    known = afterFailure(known, now);
    return { now, known, wait: secondsToWait(known, now) };
  });
}

describe('waiting after wrong passwords', () => {
  test('begins with the fifth in a row, at one minute, and doubles to fifteen', () => {
    expect(failures(Array(11).fill(0)).map(({ wait }) => wait)).toEqual([
      0, 0, 0, 0, 60, 120, 240, 480, 900, 900, 900,
    ]);
  });

  test('is over when it says so, to the second', () => {
    const last = failures(Array(FREE_FAILURES).fill(0)).at(-1);
    expect(secondsToWait(last?.known ?? null, later(START, 59))).toBe(1);
    expect(secondsToWait(last?.known ?? null, later(START, 60))).toBe(0);
  });

  test('an hour after the first failure all is forgotten', () => {
    const steps = failures([0, 0, 0, 0, 0, 3600]);
    expect(steps.at(-1)?.known).toMatchObject({ count: 1, lockedUntil: null });
  });

  test('is never longer than fifteen minutes and never before the fifth failure of an hour', () => {
    fc.assert(
      fc.property(gaps, (list) => {
        for (const { known, wait } of failures(list)) {
          expect(wait).toBeLessThanOrEqual(900);
          expect(wait > 0).toBe(known.count >= FREE_FAILURES);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('leaves a guesser at most a dozen guesses in an hour', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 200, maxLength: 200 }), (list) => {
        const end = later(START, 3600);
        expect(failures(list).filter(({ now }) => now < end).length).toBeLessThanOrEqual(12);
      }),
    );
  });
});

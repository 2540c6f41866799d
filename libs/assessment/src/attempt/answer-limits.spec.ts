import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FixedClock } from '#platform/clock';
import { TooManyRequests } from '#platform/errors';
import { AnswerLimits } from './answer-limits.js';

const START = Date.parse('2026-06-12T01:00:00Z');

function setUp() {
  const clock = new FixedClock(new Date(START));
  const limits = new AnswerLimits(clock);
  const at = (seconds: number) => clock.moveTo(new Date(START + seconds * 1000));
  const passes = (attempt: string): boolean => {
    try {
      limits.take(attempt);
      return true;
    } catch (error) {
      expect(error).toBeInstanceOf(TooManyRequests);
      expect(error).toMatchObject({ retryAfterSeconds: 1, status: 429 });
      return false;
    }
  };
  const howMany = (attempt: string, most = 1000) => {
    let count = 0;
    while (count < most && passes(attempt)) count++;
    return count;
  };
  return { at, passes, howMany, limits };
}

describe('limits of saving answers', () => {
  test('120 requests at once pass, then two each second; other attempts have their own', () => {
    const { at, howMany } = setUp();
    expect(howMany('one')).toBe(120);
    expect(howMany('other')).toBe(120);
    at(1);
    expect(howMany('one')).toBe(2);
    at(11);
    expect(howMany('one')).toBe(20);
    at(10_000);
    expect(howMany('one')).toBe(120);
  });

  test('a person who answers twice a second is never stopped', () => {
    const { at, passes } = setUp();
    for (let n = 0; n < 2000; n++) {
      at(n / 2);
      expect(passes('one')).toBe(true);
    }
  });

  test('whoever was stopped passes after the second that was told, however they came there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 0.4, noNaN: true }), { minLength: 200, maxLength: 600 }),
        (gaps) => {
          const { at, passes } = setUp();
          let now = 0;
          for (const gap of gaps) {
            now += gap;
            at(now);
            if (passes('one')) continue;
            now += 1;
            at(now);
            expect(passes('one')).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('keeps a bounded number of attempts', () => {
    const { limits } = setUp();
    for (let n = 0; n < 50_000; n++) limits.take(`attempt ${n}`);
    expect((limits as unknown as { spent: Map<string, unknown> }).spent.size).toBeLessThanOrEqual(20_000);
  });
});

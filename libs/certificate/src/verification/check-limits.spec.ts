import { describe, expect, test } from '@jest/globals';
import { FixedClock } from '#platform/clock';
import { TooManyRequests } from '#platform/errors';
import { Siblings } from '#platform/processes';
import { CheckLimits } from './check-limits.js';

const START = Date.parse('2026-06-12T01:00:00Z');
const setUp = () => {
  const clock = new FixedClock(new Date(START));
  return {
    limits: new CheckLimits(clock, new Siblings()),
    at: (seconds: number) => clock.moveTo(new Date(START + seconds * 1000)),
  };
};
const times = (count: number, work: () => void) => {
  for (let i = 0; i < count; i++) work();
};

describe('limits of the public check', () => {
  test('an office of 600 people behind one address is served each minute, the 601st waits', () => {
    const { limits, at } = setUp();
    times(600, () => limits.take('look', '10.0.0.1'));
    at(30);
    expect(() => limits.take('look', '10.0.0.1')).toThrow(TooManyRequests);
    limits.take('look', '10.0.0.2');
    limits.take('file', '10.0.0.1');
    at(60);
    times(600, () => limits.take('look', '10.0.0.1'));
  });

  test('says how long to wait', () => {
    const { limits, at } = setUp();
    times(60, () => limits.take('file', 'a'));
    at(48);
    const problem = (() => {
      try {
        limits.take('file', 'a');
      } catch (error) {
        return error;
      }
    })();
    expect(problem).toMatchObject({ retryAfterSeconds: 12, status: 429 });
  });

  test('twenty wrong guesses at a number close it for an hour; asking whether it is closed counts nothing', () => {
    const { limits, at } = setUp();
    times(19, () => limits.take('guess', 'HP260000001'));
    times(50, () => limits.check('guess', 'HP260000001'));
    limits.take('guess', 'HP260000001');
    expect(() => limits.check('guess', 'HP260000001')).toThrow(TooManyRequests);
    at(3600);
    limits.check('guess', 'HP260000001');
  });

  test('keeps a bounded number of windows, whoever asks', () => {
    const { limits } = setUp();
    for (let i = 0; i < 60_000; i++) limits.take('look', `address ${i}`);
    const kept = (limits as unknown as { windows: Map<string, unknown> }).windows.size;
    expect(kept).toBeLessThanOrEqual(50_000);
  });

  test('guesses at a number count together in all processes of the machine', () => {
    class Wire extends Siblings {
      other: Wire | null = null;
      private readonly ears = new Map<string, (text: string) => void>();
      override hear(topic: string, heard: (text: string) => void) {
        this.ears.set(topic, heard);
      }
      override tell(topic: string, text: string) {
        this.other?.ears.get(topic)?.(text);
      }
    }
    const clock = new FixedClock(new Date(START));
    const [here, there] = [new Wire(), new Wire()];
    [here.other, there.other] = [there, here];
    const [one, two] = [new CheckLimits(clock, here), new CheckLimits(clock, there)];
    times(10, () => one.take('guess', 'HP260000001'));
    times(10, () => two.take('guess', 'HP260000001'));
    for (const each of [one, two]) {
      expect(() => each.check('guess', 'HP260000001')).toThrow(TooManyRequests);
      each.check('guess', 'HP260000002');
    }
  });
});

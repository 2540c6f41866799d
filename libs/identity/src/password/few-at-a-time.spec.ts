import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FewAtATime } from './few-at-a-time.js';

describe('few at a time', () => {
  test('runs no more at once than it may, lets everybody through in turn, and outlives failures', async () => {
    const works = fc.array(fc.record({ ticks: fc.nat(5), fails: fc.boolean() }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), works, async (count, list) => {
        const few = new FewAtATime(count);
        const begun: number[] = [];
        let now = 0;
        let most = 0;
        const results = await Promise.allSettled(
          list.map(({ ticks, fails }, index) =>
            few.run(async () => {
              begun.push(index);
              most = Math.max(most, ++now);
              for (let tick = 0; tick < ticks; tick++) await null;
              now -= 1;
              if (fails) throw new Error('refused');
              return index;
            }),
          ),
        );
        expect(begun).toEqual(list.map((_, index) => index));
        expect(most).toBeLessThanOrEqual(count);
        expect(results.map(({ status }) => status)).toEqual(
          list.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')),
        );
      }),
    );
  });

  test('runs as many as it may where there is enough to do', async () => {
    const few = new FewAtATime(3);
    let now = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++now);
      await null;
      now -= 1;
    };
    await Promise.all(Array.from({ length: 9 }, () => few.run(work)));
    expect(most).toBe(3);
  });
});

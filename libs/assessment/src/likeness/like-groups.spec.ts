import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { likeGroups } from './like-groups.js';
import { LikeIndex, trigramsOf } from './like-index.js';

const sharing = (one: string, other: string): number => {
  const [a, b] = [trigramsOf(one), trigramsOf(other)];
  const both = [...a].filter((each) => b.has(each)).length;
  return both / (a.size + b.size - both);
};

const words = fc
  .array(fc.constantFrom('mat', 'khau', 'du', 'lieu', 'ca', 'nhan', 'an', 'toan', '2fa'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((each) => each.join(' '));

test('the index finds exactly those that share as much as asked, by the plain definition', () => {
  fc.assert(
    fc.property(
      fc.array(words, { maxLength: 12 }),
      words,
      fc.double({ min: 0.1, max: 1, noNaN: true }),
      (all, asked, least) => {
        const index = new LikeIndex();
        all.forEach((each, at) => {
          index.add(`${at}`, each);
        });
        const wanted = all.flatMap((each, at) => (sharing(each, asked) >= least ? [`${at}`] : []));
        expect(index.like(asked, least).map(({ key }) => key)).toEqual(wanted);
      },
    ),
  );
});

test('groups are the connected ones, whatever their order; each tells its nearest', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(words, { maxLength: 12 }), async (all) => {
      const texts = all.map((each, at) => ({ key: `${at}`, words: each }));
      const found = await likeGroups(texts);
      const back = await likeGroups([...texts].reverse());
      const sets = (groups: typeof found) =>
        groups
          .map(({ group }) => groups.filter((each) => each.group === group).map(({ key }) => key))
          .map((keys) => keys.sort().join())
          .sort();
      expect(sets(back)).toEqual(sets(found));
      const groupOf = new Map(found.map(({ key, group }) => [key, group]));
      for (const [at, one] of all.entries()) {
        const shares = all.flatMap((other, place) => (place === at ? [] : [sharing(one, other)]));
        const nearest = Math.max(0, ...shares);
        expect(found.find(({ key }) => key === `${at}`)?.percent ?? null).toBe(
          nearest >= 0.6 ? Math.round(100 * nearest) : null,
        );
        all.forEach((other, place) => {
          if (place !== at && sharing(one, other) >= 0.6)
            expect(groupOf.get(`${place}`)).toBe(groupOf.get(`${at}`));
        });
      }
    }),
  );
});

test('a search can be ended while it runs', async () => {
  const texts = Array.from({ length: 1200 }, (_, at) => ({ key: `${at}`, words: `cau ${at}` }));
  const told: number[] = [];
  const stop = likeGroups(texts, async (done) => {
    told.push(done);
    if (done === 1000) throw new Error('cancelled');
  });
  await expect(stop).rejects.toThrow('cancelled');
  expect(told).toEqual([500, 1000]);
});

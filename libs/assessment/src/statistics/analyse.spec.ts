import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Analysis, analyse } from './analyse.js';
import { exactReference, type MarkRow } from './exact-reference.testing.js';
import { readMarks } from './marks/marks-file.js';
import { MOODLE_FIGURES, MOODLE_MARKS } from './moodle.testing.js';

const csv = (rows: MarkRow[]) =>
  `attempt,item,mark,max\n${rows.map(({ attempt, item, mark, max }) => [attempt, item, mark, max].join(',')).join('\n')}\n`;
const analysed = async (rows: MarkRow[]) => analyse(await readMarks(Readable.from([Buffer.from(csv(rows))])));

/** Rows from a table: one line an attempt, marks separated by spaces, `-` where the item was not asked. */
const rowsOf = (lines: string[], max = '1'): MarkRow[] =>
  lines.flatMap((line, attempt) =>
    line
      .split(/\s+/)
      .flatMap((mark, item) =>
        mark === '-' ? [] : [{ attempt: `a${attempt + 1}`, item: `q${item + 1}`, mark, max }],
      ),
  );

/** Equal to 1e-9, absolutely for small figures and relatively for large ones. */
function expectSame(found: Analysis, wanted: ReturnType<typeof exactReference>) {
  const same = (one: unknown, other: unknown, where: string) => {
    if (typeof one !== 'number' || typeof other !== 'number') {
      if (one !== other) throw new Error(`${where}: ${one} instead of ${other}`);
    } else if (Math.abs(one - other) > 1e-9 * Math.max(1, Math.abs(other)))
      throw new Error(`${where}: ${one} instead of ${other}`);
  };
  expect(found.items.map(({ item }) => item)).toEqual(wanted.items.map(({ item }) => item));
  wanted.items.forEach((item, index) => {
    for (const [name, value] of Object.entries(item))
      same(found.items[index]![name as keyof typeof item], value, `${item.item} ${name}`);
  });
  for (const [name, value] of Object.entries(wanted.test))
    same(found.test[name as keyof typeof wanted.test], value, name);
}

describe('item analysis', () => {
  test('agrees with the figures that Moodle publishes for its own fixture', async () => {
    const { items } = await analysed(rowsOf(MOODLE_MARKS));
    MOODLE_FIGURES.forEach(([facility, sd, index, efficiency, weight], slot) => {
      const item = items[slot]!;
      expect(item.n).toBe(25);
      expect(item.facility).toBeCloseTo(facility, 8);
      expect(item.sd).toBeCloseTo(sd, 8);
      // Moodle adds up totals that were rounded to five decimals before (4.33333 for 4.3333333).
      expect(item.discriminationIndex).toBeCloseTo(index, 4);
      expect(item.discriminativeEfficiency).toBeCloseTo(efficiency, 4);
      expect(item.effectiveWeight).toBeCloseTo(weight, 4);
    });
  });

  test('a test of two items, by hand', async () => {
    // x: 1 0 1, y: 1 0 0; T: 2 0 1. var x = 1/3, var y = 1/3, var T = 1, cov(x, y) = 1/6.
    const { items, test: whole } = await analysed(rowsOf(['1 1', '0 0', '1 0']));
    expect(items[0]).toEqual({
      item: 'q1',
      n: 3,
      facility: 2 / 3,
      sd: expect.closeTo(Math.sqrt(1 / 3), 12),
      discriminationIndex: expect.closeTo(50, 12),
      // Sorted, x is 0 1 1 and R is 0 0 1: their covariance is 1/6 as well.
      discriminativeEfficiency: 100,
      effectiveWeight: 50,
    });
    expect(whole).toEqual({
      n: 3,
      mean: 1,
      sd: 1,
      alpha: expect.closeTo(2 / 3, 15),
      sem: expect.closeTo(Math.sqrt(1 / 3), 15),
    });
  });

  test('what does not exist is null: constant marks, one attempt, one item', async () => {
    const constant = await analysed(rowsOf(['1 0 0.5', '1 1 0.5', '1 0 0.5']));
    expect(constant.items[0]).toMatchObject({
      facility: 1,
      sd: 0,
      discriminationIndex: null,
      discriminativeEfficiency: null,
      effectiveWeight: 0,
    });
    expect(constant.items[1]).toMatchObject({ discriminationIndex: null, effectiveWeight: 100 });
    const same = await analysed(rowsOf(['1 0', '1 0']));
    expect(same.items.map((item) => item.effectiveWeight)).toEqual([null, null]);
    expect(same.test).toEqual({ n: 2, mean: 1, sd: 0, alpha: null, sem: null });
    const one = await analysed(rowsOf(['1 0']));
    expect(one.items[0]).toMatchObject({ n: 1, facility: 1, sd: null, effectiveWeight: null });
    expect(one.test).toEqual({ n: 1, mean: 1, sd: null, alpha: null, sem: null });
    const single = await analysed(rowsOf(['1', '0']));
    expect(single.test).toMatchObject({ mean: 0.5, alpha: null, sem: null });
  });

  test('items that all say the same measure without error; items that contradict each other do not', async () => {
    const agreed = await analysed(rowsOf(['1 1 1', '0 0 0', '0.3 0.3 0.3', '1 1 1']));
    expect(agreed.test).toMatchObject({ alpha: 1, sem: 0 });
    const opposed = await analysed(rowsOf(['1 0 1', '0 1 0', '1 0 0.5', '0 1 1']));
    expect(opposed.test.alpha).toBeLessThan(0);
    expect(opposed.items[1]!.discriminationIndex).toBeLessThan(0);
    expect(opposed.items[1]!.effectiveWeight).toBeNull();
  });

  test('an item worth nothing has no facility', async () => {
    const rows = rowsOf(['1 0', '0 0', '1 0']).map((row) => (row.item === 'q2' ? { ...row, max: '0' } : row));
    expect((await analysed(rows)).items[1]).toMatchObject({ facility: null, sd: 0 });
  });

  test.each([
    ['far from zero', ['1000000000.00001', '1000000000.00002', '1000000000.00004'], '2000000000'],
    ['of five places', ['0.00001', '0.33333', '0.66667', '0.99999', '0.12345'], '1'],
    ['large and fine', ['99999999.99999', '0.00001', '50000000', '12345678.9'], '100000000'],
    ['as programs print thirds', [1 / 3, 2 / 3, 1 / 60, 0.1 + 0.2].map(String), '1'],
    ['that differ where doubles end', ['0.3333333333333333', '0.3333333333333334', '0'], '1'],
    [
      'of thirty places',
      ['0.123456789012345678901234567891', '0.9', '0.123456789012345678901234567890'],
      '1',
    ],
    ['beyond all doubles', ['61151591105910801633', '85753834858035616490', '7'], '100000000000000000000'],
    ['below 0', ['-0.25', '1', '0', '-1'], '1'],
    [
      'large on both sides of 0',
      ['-9007199254740991', '9007199254740991', '9007199254740990', '-3'],
      '9007199254740991',
    ],
  ])('marks %s lose no digit', async (_, marks, max) => {
    const lines = Array.from({ length: 40 }, (_, attempt) =>
      [0, 1, 2, 3].map((item) => marks[(attempt * 7 + item * item * (attempt % 3)) % marks.length]).join(' '),
    );
    const rows = rowsOf(lines, max);
    expectSame(await analysed(rows), exactReference(rows));
  });

  const mark = fc.oneof(
    fc.constantFrom('0', '1', '0.5', '0.33333', '1.00000', '0.00001'),
    fc.integer({ min: 0, max: 100_000 }).map((units) => (units / 100_000).toFixed(5)),
  );
  const marksOf = (items: number) =>
    fc.array(
      fc.array(fc.oneof({ weight: 5, arbitrary: mark }, { weight: 1, arbitrary: fc.constant('-') }), {
        minLength: items,
        maxLength: items,
      }),
      { minLength: 1, maxLength: 12 },
    );

  test('agrees with exact arithmetic done another way, whatever the marks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }).chain(marksOf), async (table) => {
        const rows = rowsOf(table.map((line) => line.join(' ')));
        fc.pre(rows.length > 0);
        expectSame(await analysed(rows), exactReference(rows));
      }),
      { numRuns: 2000 },
    );
  });

  test('the order of the attempts changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(marksOf(3), fc.infiniteStream(fc.nat()), async (table, numbers) => {
        const rows = rowsOf(table.map((line) => line.map((each) => (each === '-' ? '0' : each)).join(' ')));
        const groups = new Map<string, MarkRow[]>();
        for (const row of rows) groups.set(row.attempt, [...(groups.get(row.attempt) ?? []), row]);
        const shuffled = [...groups.values()]
          .map((group) => ({ group, at: numbers.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .flatMap(({ group }) => group);
        expect(await analysed(shuffled)).toEqual(await analysed(rows));
      }),
      { numRuns: 300 },
    );
  });
});

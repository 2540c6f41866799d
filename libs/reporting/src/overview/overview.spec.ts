import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Conditions } from '../scope/conditions.js';
import { averageScore, NOTHING, percent, sum } from './counts.js';
import { addDays, daysBetween, evenPace, paceState, slowBelow } from './pace.js';
import { trendPoints } from './trend.js';
import { sortRows, unitRows } from './unit-row.js';
import { branchesOf } from './unit-tree.js';

const people = (enrolled: number, completed = 0) => ({ ...NOTHING, enrolled, completed });

describe('the tree of units', () => {
  test('counts of single units add up to the children of the nearest unit that has them all', () => {
    const branches = branchesOf([
      { path: 'vn.31.11308', counts: people(3) },
      { path: 'vn.31.11308.11308_CNSCD', counts: people(4) },
      { path: 'vn.31.31_SKHCN', counts: people(5) },
      { path: 'vn.31', counts: people(6) },
      { path: null, counts: people(7) },
    ]);
    expect(branches.base).toBe('vn.31');
    expect([...branches.children].map(([path, counts]) => [path, counts.enrolled])).toEqual([
      ['vn.31.11308', 7],
      ['vn.31.31_SKHCN', 5],
    ]);
    expect([branches.own?.enrolled, branches.unplaced?.enrolled]).toEqual([6, 7]);
  });

  test('labels that merely begin alike are different units', () => {
    const branches = branchesOf([
      { path: 'vn.31.113', counts: people(1) },
      { path: 'vn.31.11308', counts: people(2) },
    ]);
    expect(branches.base).toBe('vn.31');
    expect(branches.children.size).toBe(2);
  });

  test('a single unit shows as a row under its parent; nobody at all has no base', () => {
    expect(branchesOf([{ path: 'vn.31.11308', counts: people(1) }])).toMatchObject({
      base: 'vn.31',
      own: null,
    });
    expect(branchesOf([]).base).toBeNull();
    expect(branchesOf([{ path: null, counts: people(1) }]).base).toBeNull();
  });

  test('nobody is lost or counted twice, wherever the base is', () => {
    const label = fc.constantFrom('a', 'b', 'c', 'ab');
    const path = fc.array(label, { minLength: 0, maxLength: 3 }).map((labels) => ['vn', ...labels].join('.'));
    const units = fc.array(fc.record({ path: fc.option(path), counts: fc.nat(50).map((n) => people(n)) }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(units, (all) => {
        const { children, own, unplaced } = branchesOf(all);
        const shown = sum([...children.values(), own ?? NOTHING, unplaced ?? NOTHING]);
        expect(shown.enrolled).toBe(all.reduce((total, { counts }) => total + counts.enrolled, 0));
      }),
    );
  });
});

describe('the even pace', () => {
  test.each([
    ['2026-04-05', 0],
    ['2026-04-06', 1.16],
    ['2026-05-18', 50],
    ['2026-06-30', 100],
    ['2026-07-01', 100],
  ])('by the end of %s it is %d%%', (day, pace) =>
    expect(evenPace('2026-04-06', '2026-06-30', day)).toBe(pace),
  );

  test('a class of one day is at its end on that day', () => {
    expect(evenPace('2026-04-06', '2026-04-06', '2026-04-06')).toBe(100);
  });

  test('it never goes back and stays between 0 and 100', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: -50, max: 500 }), (length, gone) => {
        const end = addDays('2026-02-01', length);
        const [now, next] = [gone, gone + 1].map((days) =>
          evenPace('2026-02-01', end, addDays('2026-02-01', days)),
        );
        expect(now).toBeGreaterThanOrEqual(0);
        expect(next).toBeLessThanOrEqual(100);
        expect(next).toBeGreaterThanOrEqual(now as number);
      }),
    );
  });

  test.each([
    [65, 'met'],
    [64.99, 'normal'],
    [50, 'normal'],
    [49.99, 'slow'],
  ])('at a pace of 65%%, %d%% is %s', (reached, state) => expect(paceState(reached, 65)).toBe(state));

  test('at the beginning nobody is slow', () => {
    expect([slowBelow(10), paceState(0, 10)]).toEqual([0, 'normal']);
    expect(slowBelow(65)).toBe(50);
  });

  test('days are counted over the turn of the year and leap days', () => {
    expect(daysBetween('2027-12-31', '2028-03-01')).toBe(61);
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
  });
});

describe('the trend', () => {
  const plan = { startsOn: '2026-04-06', endsOn: '2026-06-30', people: 86 };

  test('runs from the first day to the last, without a future, beside the pace', () => {
    const points = trendPoints({
      days: [
        { day: '2026-04-07', count: 2 },
        { day: '2026-04-09', count: 3 },
      ],
      today: '2026-04-10',
      plan,
    });
    expect(points.slice(0, 6).map(({ label, value, plan: planned }) => [label, value, planned])).toEqual([
      ['06/04', 0, 1],
      ['07/04', 2, 2],
      ['08/04', 2, 3],
      ['09/04', 5, 4],
      ['10/04', 5, 5],
      ['11/04', null, 6],
    ]);
    expect(points.at(-1)).toEqual({ label: '30/06', value: null, plan: 86 });
  });

  test('however long a class lasts, the points are few, evenly spaced around today, and end at the sum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(2000), (length, gone) => {
        const today = addDays('2026-01-01', gone);
        const points = trendPoints({
          days: [
            { day: '2026-01-01', count: 1 },
            { day: today, count: 2 },
          ].filter(({ day }, at, all) => at === 0 || day !== all[0]?.day),
          today,
          plan: { startsOn: '2026-01-01', endsOn: addDays('2026-01-01', length), people: 10 },
        });
        expect(points.length).toBeLessThanOrEqual(104);
        expect(points.filter(({ value }) => value !== null).at(-1)?.value).toBe(gone === 0 ? 1 : 3);
      }),
    );
  });

  test('nothing to draw when nothing happened and nothing is planned', () => {
    expect(trendPoints({ days: [], today: '2026-04-10', plan: null })).toEqual([]);
  });
});

describe('shares and means', () => {
  test.each([
    [20_509, 21_684, 94.58],
    [0, 0, 0],
    [1, 3, 33.33],
    [5, 5, 100],
  ])('%d of %d is %d%%', (part, whole, shown) => expect(percent(part, whole)).toBe(shown));

  test('the mean of scores is rounded down, as marks are', () => {
    expect(averageScore({ ...NOTHING, scoreSum: 9458 + 9459 + 9459, scoreCount: 3 })).toBe(94.58);
    expect(averageScore(NOTHING)).toBeNull();
  });
});

describe('rows of units', () => {
  const unit = (name: string, path: string) => ({
    id: path,
    code: path,
    kind: 'commune' as const,
    name,
    parentId: null,
    provinceCode: '31',
    path,
  });
  const units = new Map(
    [unit('Xã Ân Thi', 'vn.a'), unit('Xã An Lão', 'vn.b'), unit('Xã Đại Sơn', 'vn.c')].map((each) => [
      each.path,
      each,
    ]),
  );
  const rows = unitRows(
    branchesOf([
      { path: 'vn.a', counts: people(10, 9) },
      { path: 'vn.b', counts: people(10, 2) },
      { path: 'vn.c', counts: { ...people(0), scoreSum: 0 } },
    ]),
    units,
    50,
  );

  test('say how far each came against the pace; a unit without people has no state', () => {
    expect(rows.map(({ unit: of, reached, missing, state }) => [of?.name, reached, missing, state])).toEqual([
      ['Xã Ân Thi', 90, 1, 'met'],
      ['Xã An Lão', 20, 8, 'slow'],
      ['Xã Đại Sơn', 0, 0, null],
    ]);
  });

  test.each([
    ['missing', true, ['Xã An Lão', 'Xã Ân Thi', 'Xã Đại Sơn']],
    ['name', false, ['Xã An Lão', 'Xã Ân Thi', 'Xã Đại Sơn']],
    ['name', true, ['Xã Đại Sơn', 'Xã Ân Thi', 'Xã An Lão']],
    ['enrolled', true, ['Xã An Lão', 'Xã Ân Thi', 'Xã Đại Sơn']],
    ['completed', true, ['Xã Ân Thi', 'Xã An Lão', 'Xã Đại Sơn']],
    ['reached', false, ['Xã Đại Sơn', 'Xã An Lão', 'Xã Ân Thi']],
  ] as const)('sorted by %s, descending: %s', (sort, descending, names) => {
    expect(sortRows(rows, sort, descending).map((row) => row.unit?.name)).toEqual(names);
  });
});

test('conditions number their values in the order they come', () => {
  const where = new Conditions().add('a = ? OR b = ?', 1, 2).add('c').add('d = ?', 3);
  expect(where.sql).toBe('(a = $1 OR b = $2) AND (c) AND (d = $3)');
  expect(where.values).toEqual([1, 2, 3]);
  expect(new Conditions().sql).toBe('true');
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Placed, type Rankable, rank, TIE_BREAKS } from './ranking.policy.js';

const at = (second: number) => new Date(Date.UTC(2026, 9, 10, 8, 0, second));
const entry = (code: string, more: Partial<Rankable> = {}): Rankable => ({
  ...{ code, markUnits: 10, prediction: 100, timeMs: 300_000, submittedAt: at(0) },
  ...more,
});
const codes = (placed: Placed<Rankable>[]) => placed.map((each) => `${each.place}${each.entry.code}`);

describe('the standings of a round', () => {
  test('more marks come first, whatever else', () =>
    expect(
      codes(
        rank([entry('A', { timeMs: 1 }), entry('B', { markUnits: 11, prediction: null })], 100, 'prediction'),
      ),
    ).toEqual(['1B', '2A']));

  test('between equal marks the nearer prediction, from above as from below, then the shorter time', () => {
    const entries = [
      entry('A', { prediction: 90, timeMs: 1 }),
      entry('B', { prediction: 105, timeMs: 9 }),
      entry('C', { prediction: 95, timeMs: 5 }),
      entry('D', { prediction: null, timeMs: 0 }),
    ];
    expect(codes(rank(entries, 100, 'prediction'))).toEqual(['1C', '2B', '3A', '4D']);
    expect(codes(rank(entries, 100, 'time'))).toEqual(['1D', '2A', '3C', '4B']);
  });

  test('then the earlier submission; who is equal in everything shares the place, and the next is not taken', () => {
    const placed = rank(
      [entry('D', { submittedAt: at(2) }), entry('B'), entry('C', { submittedAt: at(1) }), entry('A')],
      100,
      'prediction',
    );
    expect(codes(placed)).toEqual(['1A', '1B', '3C', '4D']);
    expect(placed.map((each) => each.tied)).toEqual([true, true, false, false]);
    expect(placed.map((each) => each.position)).toEqual([1, 2, 3, 4]);
  });

  test('a round that nobody entered has no places', () => expect(rank([], 0, 'prediction')).toEqual([]));
});

// Few values, so that entries are often equal.
const anEntry = fc.record({
  markUnits: fc.integer({ min: 0, max: 3 }),
  prediction: fc.option(fc.integer({ min: 0, max: 4 })),
  timeMs: fc.integer({ min: 0, max: 2 }),
  submittedAt: fc.integer({ min: 0, max: 2 }).map(at),
});
const entries = fc
  .array(anEntry, { maxLength: 12 })
  .map((all) => all.map((each, index) => ({ ...each, code: `E${String(index).padStart(2, '0')}` })));
const given = [entries, fc.integer({ min: 0, max: 5 }), fc.constantFrom(...TIE_BREAKS)] as const;
const RUNS = { numRuns: 10_000 };
const whatDecides = ({ markUnits, prediction, timeMs, submittedAt }: Rankable, actual: number) =>
  JSON.stringify([
    markUnits,
    prediction === null ? null : Math.abs(prediction - actual),
    timeMs,
    submittedAt,
  ]);

describe('of any entries', () => {
  test('everybody has a place, and the order of the input makes no difference', () =>
    fc.assert(
      fc.property(...given, fc.nat(), (all, actual, tieBreak, turn) => {
        const placed = codes(rank(all, actual, tieBreak));
        const by = turn % Math.max(1, all.length);
        const turned = codes(rank([...all.slice(by), ...all.slice(0, by)].reverse(), actual, tieBreak));
        const everybody = new Set(placed.map((each) => each.replace(/^\d+/, '')));
        return everybody.size === all.length && placed.join() === turned.join();
      }),
      RUNS,
    ));

  test('a place is one more than the number of those who are better, and is shared exactly by equals', () =>
    fc.assert(
      fc.property(...given, (all, actual, tieBreak) => {
        const placed = rank(all, actual, tieBreak);
        const decides = placed.map((each) => whatDecides(each.entry, actual));
        return placed.every((one, index) => {
          const better = placed.filter((each) => each.place < one.place).length;
          const equals = decides.filter((each) => each === decides[index]).length;
          const sharing = placed.filter((each) => each.place === one.place).length;
          return (
            one.position === index + 1 &&
            one.place === better + 1 &&
            sharing === equals &&
            one.tied === equals > 1
          );
        });
      }),
      RUNS,
    ));

  test('nobody with fewer marks stands above; more marks never make a place worse', () =>
    fc.assert(
      fc.property(...given, fc.nat(), (all, actual, tieBreak, which) => {
        const placed = rank(all, actual, tieBreak);
        const falling = placed.every(
          ({ entry: { markUnits } }, index) => markUnits <= (placed[index - 1]?.entry.markUnits ?? markUnits),
        );
        const lucky = all[which % Math.max(1, all.length)];
        if (!lucky) return falling;
        const placeIn = (list: Placed<Rankable>[]) =>
          list.find((each) => each.entry.code === lucky.code)!.place;
        const raised = all.map((each) =>
          each === lucky ? { ...each, markUnits: each.markUnits + 1 } : each,
        );
        return falling && placeIn(rank(raised, actual, tieBreak)) <= placeIn(placed);
      }),
      RUNS,
    ));
});

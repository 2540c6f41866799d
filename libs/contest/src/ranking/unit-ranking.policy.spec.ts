import { expect, test } from '@jest/globals';
import { rankUnits, type UnitScore } from './unit-ranking.policy.js';

const unit = (code: string, entries: number, markUnits: number, kind = 'commune'): UnitScore => ({
  ...{ unitId: code, code, kind, entries, markUnits: BigInt(markUnits) },
});

test('units are ordered within their kind by entries, then by marks; equals share a place', () => {
  const places = rankUnits([
    unit('a', 2, 20),
    unit('b', 3, 1),
    unit('c', 2, 30),
    unit('e', 2, 20),
    unit('f', 1, 10),
    unit('p', 8, 80, 'province'),
  ]);
  expect(places.map(({ code, place, position }) => [code, place, position])).toEqual([
    ['b', 1, 1],
    ['c', 2, 2],
    ['a', 3, 3],
    ['e', 3, 4],
    ['f', 5, 5],
    ['p', 1, 1],
  ]);
});

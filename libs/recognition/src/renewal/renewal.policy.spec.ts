import { expect, test } from '@jest/globals';
import { nearlyOver } from './renewal.policy.js';

test.each([
  ['2027-02-20', true],
  ['2027-02-21', false],
  ['2026-11-22', true],
  ['2026-11-21', true],
  [null, false],
] as const)('on 22/11/2026 a confirmation until %s may be renewed: %s', (until, may) => {
  expect(nearlyOver(until, '2026-11-22')).toBe(may);
});

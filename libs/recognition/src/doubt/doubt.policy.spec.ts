import { expect, test } from '@jest/globals';
import type { CheckList } from '../check-list/check-list.policy.js';
import { asksAgain, lackingNow } from './doubt.policy.js';

const shown = { kind: 'enrolment', id: 'e', at: null } as const;
const list = (met: string[], exempt: string[] = []): CheckList => ({
  requirements: ['a', 'b'].map((id) => ({
    ...{ part: { id, kind: 'course', courseId: id }, near: null },
    shown: met.includes(id) ? shown : null,
  })),
  exemptions: [
    { part: { id: 'x', kind: 'age', from: 75 }, near: null, shown: exempt.includes('x') ? shown : null },
  ],
  complete: met.length === 2,
});

test('what it rested on and is not there any more', () => {
  expect(lackingNow(['a', 'b'], list(['a', 'b']))).toEqual([]);
  expect(lackingNow(['a', 'b'], list(['b']))).toEqual(['a']);
  expect(lackingNow(['x'], list([], ['x']))).toEqual([]);
  expect(lackingNow(['x'], list(['a']))).toEqual(['x']);
});

test('whoever was exempt and has shown everything since is in no doubt', () =>
  expect(lackingNow(['x'], list(['a', 'b']))).toEqual([]));

test('a person is asked once for each thing that goes', () => {
  expect(asksAgain(['a'], null)).toBe(true);
  expect(asksAgain(['a'], ['a'])).toBe(false);
  expect(asksAgain(['a'], ['a', 'b'])).toBe(false);
  expect(asksAgain(['a', 'b'], ['a'])).toBe(true);
  expect(asksAgain([], null)).toBe(false);
});

import { describe, expect, test } from '@jest/globals';
import { choiceTable, type GivenAnswer } from './choices.js';
import { flagsOf } from './flags.js';
import { scoreHistogram } from './histogram.js';

const answers = (...groups: [times: number, score: number, ...choices: string[]][]): GivenAnswer[] =>
  groups.flatMap(([times, score, ...choices]) => Array.from({ length: times }, () => ({ score, choices })));

describe('who chose what', () => {
  test('counts each answer, in all and in the best and the worst 27%', () => {
    // Ten attempts: three in each group.
    const given = answers([3, 90, 'b'], [2, 60, 'b'], [2, 50, 'a'], [1, 20, 'a'], [1, 10, 'c'], [1, 5]);
    expect(choiceTable(given, ['a', 'b', 'c', 'd'], ['b'])).toEqual({
      n: 10,
      blank: 1,
      strong: 3,
      weak: 3,
      choices: [
        { choice: 'a', right: false, n: 3, strong: 0, weak: 1 },
        { choice: 'b', right: true, n: 5, strong: 3, weak: 0 },
        { choice: 'c', right: false, n: 1, strong: 0, weak: 1 },
        { choice: 'd', right: false, n: 0, strong: 0, weak: 0 },
      ],
    });
  });

  test('those who did as well as the last of a group belong to it', () => {
    const { strong, weak } = choiceTable(answers([6, 80, 'a'], [4, 10, 'b']), ['a', 'b'], ['a']);
    expect([strong, weak]).toEqual([6, 4]);
    const same = choiceTable(answers([5, 50, 'a']), ['a', 'b'], ['a']);
    expect([same.strong, same.weak]).toEqual([5, 5]);
  });

  test('typed answers come after the right one, the most frequent first; several choices count each', () => {
    const given = answers([1, 1, 'hue'], [2, 1, 'hà nội'], [3, 1, 'sài gòn', 'hue']);
    expect(choiceTable(given, [], ['huế']).choices.map(({ choice, n }) => `${choice} ${n}`)).toEqual([
      'huế 0',
      'hue 4',
      'sài gòn 3',
      'hà nội 2',
    ]);
    expect(choiceTable([], ['a'], ['a'])).toMatchObject({ n: 0, strong: 0, weak: 0 });
  });
});

describe('flags', () => {
  const item = (more: object = {}) => ({ n: 100, facility: 0.6, discriminationIndex: 30, ...more });
  const table = (given: GivenAnswer[]) => choiceTable(given, ['a', 'b', 'c'], ['b']);
  const sound = table(answers([40, 90, 'b'], [20, 50, 'b'], [20, 20, 'a'], [20, 10, 'c']));

  test('a sound item has none', () => expect(flagsOf(item(), sound)).toEqual([]));

  test.each([
    [{ facility: 0.95 }, ['too-easy']],
    [{ facility: 0.9499 }, []],
    [{ discriminationIndex: -0.01 }, ['negative-discrimination']],
    [{ discriminationIndex: 0 }, []],
    [{ facility: null, discriminationIndex: null }, []],
    [{ n: 19, facility: 1, discriminationIndex: -50 }, []],
    [{ n: 20, facility: 1 }, ['too-easy']],
  ])('%j', (more, flags) => expect(flagsOf(item(more), sound)).toEqual(flags));

  test('when the strong choose another answer than the key, the key may be wrong', () => {
    const miskeyed = table(answers([25, 90, 'a'], [5, 90, 'b'], [40, 30, 'b'], [30, 10, 'c']));
    expect(flagsOf(item(), miskeyed)).toEqual(['miskeyed']);
    const even = table(answers([20, 90, 'a'], [20, 90, 'b'], [30, 30, 'b'], [30, 10, 'c']));
    expect(flagsOf(item(), even)).toEqual([]);
  });

  test('a wrong option that fewer than one in twenty choose is dead; a typed wrong answer is not', () => {
    const rare = (times: number) => table(answers([75 - times, 90, 'b'], [25, 10, 'a'], [times, 10, 'c']));
    expect(flagsOf(item(), rare(5))).toEqual([]);
    expect(flagsOf(item(), rare(4))).toEqual(['dead-distractor']);
    expect(flagsOf(item(), null)).toEqual([]);
  });
});

test('scores fall into tenths; full marks into the last', () => {
  expect(scoreHistogram([0, 999, 1000, 5555, 8999, 9000, 10_000])).toEqual([2, 1, 0, 0, 0, 1, 0, 0, 1, 2]);
});

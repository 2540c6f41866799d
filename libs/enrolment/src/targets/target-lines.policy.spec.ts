import { describe, expect, test } from '@jest/globals';
import { readTargetLines } from './target-lines.policy.js';

const units = [
  { id: 'a', code: '11311', name: 'Phường Hồng Bàng' },
  { id: 'b', code: '11842', name: 'Xã Vĩnh Bảo' },
  { id: 'c', code: '31-SKHCN', name: 'Sở Khoa học và Công nghệ' },
  { id: 'd', code: '1', name: 'Xã An Hưng' },
  { id: 'e', code: '2', name: 'Xã An Hùng' },
];
const read = (text: string) => readTargetLines(text, units);

describe('lines of targets', () => {
  test('are read as sheets give them: tabs, semicolons, spaces, columns in between, dots of thousands', () => {
    const { targets, problems } = read(
      '11311\tPhường Hồng Bàng\t1.250\r\nXã Vĩnh Bảo; 180\n\n31-skhcn 90\n  xa an hung\t5',
    );
    expect(targets).toEqual([
      { unitId: 'a', people: 1250 },
      { unitId: 'b', people: 180 },
      { unitId: 'c', people: 90 },
    ]);
    expect(problems.ambiguous).toEqual([5]);
  });

  test('exact diacritics tell two apart; names in the other form of the same letters are found', () => {
    expect(read('Xã An Hùng 7').targets).toEqual([{ unitId: 'e', people: 7 }]);
    expect(read('PHƯỜNG HỒNG BÀNG 7'.normalize('NFD')).targets).toEqual([{ unitId: 'a', people: 7 }]);
  });

  test('that are wrong are counted by kind and the right ones kept', () => {
    const { targets, problems } = read(
      '11311 5\n11311 6\nXã Không Có 7\n11842 0\n11842\n31-SKHCN 99.999.999\nabc',
    );
    expect(targets).toEqual([{ unitId: 'a', people: 5 }]);
    expect(problems).toEqual({ repeated: [2], unknown: [3], number: [4, 5, 6, 7], ambiguous: [] });
  });

  test('take one person at least and ten million at most', () => {
    expect(read('11311 1\n11842 10.000.000\n31-SKHCN 10.000.001')).toMatchObject({
      targets: [{ people: 1 }, { people: 10_000_000 }],
      problems: { number: [3] },
    });
  });

  test('of an empty text are none', () => expect(read(' \n').targets).toEqual([]));
});

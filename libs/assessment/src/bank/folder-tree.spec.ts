import { describe, expect, test } from '@jest/globals';
import { folderTree, liesIn } from './folder-tree.js';

const row = (id: string, parentId: string | null, name: string, questions = 0) => ({
  ...{ id, parentId, name, questions },
});
const rows = [
  row('b', null, 'Bài 10', 1),
  row('a', null, 'Bài 2', 2),
  row('c', 'a', 'Ôn tập', 3),
  row('d', 'c', 'Đề cũ', 4),
  row('e', 'a', 'An toàn'),
];

describe('the tree of folders', () => {
  test('is read from above, in the Vietnamese order, with what lies below counted', () => {
    const tree = folderTree(rows, new Set(['b', 'a', 'c', 'd']));
    expect(tree.map(({ path, questions, inAll }) => `${path} ${questions}/${inAll}`)).toEqual([
      'Bài 2 2/9',
      'Bài 2 › An toàn 0/0',
      'Bài 2 › Ôn tập 3/7',
      'Bài 2 › Ôn tập › Đề cũ 4/4',
      'Bài 10 1/1',
    ]);
  });

  test('only what holds neither folders nor questions is empty', () => {
    const tree = folderTree(rows, new Set(['d']));
    expect(tree.filter(({ empty }) => empty).map(({ id }) => id)).toEqual(['e', 'b']);
  });

  test('a folder lies in itself and in all above it', () => {
    expect(['a', 'c', 'd', 'b', 'e'].filter((of) => liesIn(rows, 'd', of))).toEqual(['a', 'c', 'd']);
    expect(liesIn(rows, null, 'a')).toBe(false);
  });
});

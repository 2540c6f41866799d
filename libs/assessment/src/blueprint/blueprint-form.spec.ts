import { describe, expect, test } from '@jest/globals';
import { InvalidInput } from '#platform/errors';
import { parseInput } from '#platform/http';
import { blueprintForm, draftOf, formErrors, inputOf, shownRows } from './blueprint-form.js';

describe('the form of a blueprint', () => {
  test('rows with a number count, the others are gone, and mistakes keep their place', () => {
    const form = parseInput(blueprintForm, {
      title: 'Đề 1',
      'rows.0.count': '',
      'rows.0.component': '1.1',
      'rows.2.count': ' 4 ',
      'rows.2.level': '3',
      'rows.5.count': 'hai',
      'rows.5.tag': 'a',
    });
    const { input, places } = inputOf(form);
    expect(input.rows).toEqual([
      expect.objectContaining({ count: 4, level: 3, component: undefined }),
      expect.objectContaining({ count: 0, tag: 'a' }),
    ]);
    expect(formErrors([{ field: 'rows.1.count', code: 'x' }], places)).toEqual([
      { field: 'rows.5.count', code: 'x' },
    ]);
    expect(shownRows(form.rows)).toHaveLength(9);
  });

  test('a saved blueprint opens as it was typed', () => {
    const rows = [{ count: 3, component: '1.1', difficulty: 2 }, { count: 1 }];
    const { input } = inputOf(draftOf('Đề', rows));
    expect(input).toEqual({ title: 'Đề', rows });
    expect(shownRows(draftOf('Đề', rows).rows)).toHaveLength(5);
  });

  test('a field of another form is refused', () => {
    expect(() => parseInput(blueprintForm, { title: 'x', 'rows.0.key': '1' })).toThrow(InvalidInput);
  });
});

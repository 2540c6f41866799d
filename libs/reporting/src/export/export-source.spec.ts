import { expect, test } from '@jest/globals';
import { fieldsOf } from './copy-source.js';
import { inlineValues, sqlLiteral } from './sql-literal.js';

test('a line of COPY is taken apart again: tabs, line ends, backslashes and nulls', () => {
  expect(fieldsOf('a\\tb\t\\N\t\\\\N\tx\\ny\t')).toEqual(['a\tb', null, '\\N', 'x\ny', '']);
});

test('values written into SQL cannot leave their quotes', () => {
  expect(
    inlineValues('a = $1 AND b = ANY($2::text[]) AND c = $1', ["x'; DROP TABLE unit; --", ["q'", 'r\\']]),
  ).toBe(
    `a = 'x''; DROP TABLE unit; --' AND b = ANY(ARRAY['q''',  E'r\\\\']::text[]) AND c = 'x''; DROP TABLE unit; --'`,
  );
  expect(sqlLiteral(null)).toBe('NULL');
});

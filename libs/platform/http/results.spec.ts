import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { InvalidInput } from '#platform/errors';
import { parseInput } from './input.js';
import { localPath } from './results.js';

describe('redirects stay on this site', () => {
  test.each(['/', '/my-learning', '/courses?q=an%20toan#x'])('%s is kept', (to) =>
    expect(localPath(to)).toBe(to),
  );

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    '/a\nb',
    '/a b',
    '\\\\evil',
  ])('%j leads home', (to) => expect(localPath(to)).toBe('/'));
});

describe('input', () => {
  const schema = z.strictObject({
    name: z.string().min(2),
    age: z.number().optional(),
    code: z.string().regex(/^x/, 'demo.code-wrong').optional(),
  });
  const errorsOf = (value: unknown) => {
    try {
      parseInput(schema, value);
      return [];
    } catch (error) {
      if (error instanceof InvalidInput) return error.errors;
      throw error;
    }
  };

  test('gives what fits', () => expect(parseInput(schema, { name: 'An' })).toEqual({ name: 'An' }));
  test('names the field and the limit', () =>
    expect(errorsOf({ name: 'A' })).toEqual([
      { field: 'name', code: 'input.too-small', params: { minimum: 2, maximum: 0 } },
    ]));
  test('refuses unknown fields', () =>
    expect(errorsOf({ name: 'An', role: 'admin' })[0]?.code).toBe('input.unknown-field'));
  test('keeps the message key of the schema', () =>
    expect(errorsOf({ name: 'An', code: 'y' })[0]).toEqual({ field: 'code', code: 'demo.code-wrong' }));
  test('treats no body as an empty one', () => expect(errorsOf(undefined)[0]?.field).toBe('name'));
});

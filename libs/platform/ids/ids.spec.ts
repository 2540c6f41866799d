import { expect, test } from '@jest/globals';
import { newNonce } from './index.js';

test('nonces are 144 bits each, in characters that HTML leaves alone, and never repeat', () => {
  const many = Array.from({ length: 2_000 }, newNonce);
  expect(many.filter((nonce) => !/^[A-Za-z0-9_-]{24}$/.test(nonce))).toEqual([]);
  expect(new Set(many).size).toBe(many.length);
});

import { describe, expect, test } from '@jest/globals';
import { NumberPattern } from '../register/number-pattern.js';
import { serialsCollide } from './serials.policy.js';

describe('serial numbers of two issuers', () => {
  test.each([
    ['HP{yy} {seq:7}', 'HP{yy} {seq:7}', true],
    ['HP{yy} {seq:7}', 'hp{yy} {seq:7}', true],
    ['HP{yy} {seq:7}', 'HP26 {seq:7}', true],
    ['HP26 {seq:7}', 'HP{yy} {seq:7}', true],
    ['HP24 {seq:7}', 'HP{yy} {seq:7}', true],
    ['HP{yy} {seq:7}', 'HP24 {seq:7}', true],
    ['HP{yy} {seq:7}', 'DN{yy} {seq:7}', false],
    ['HP{yy} {seq:7}', 'HP{yy}/{seq:7}', false],
    ['HP{yyyy} {seq}', 'HP{yy} {seq}', false],
  ])('%s and %s can be the same: %s', (one, other, collide) => {
    expect(serialsCollide(new NumberPattern(one), new NumberPattern(other))).toBe(collide);
  });
});

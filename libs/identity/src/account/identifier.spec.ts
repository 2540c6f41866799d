import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normaliseEmail, normalisePhone, normaliseUsername, parseIdentifier } from './identifier.js';

describe('phone numbers', () => {
  test.each([
    ['0912345678', '0912345678'],
    ['0912 345 678', '0912345678'],
    ['0912.345.678', '0912345678'],
    ['(091) 234-5678', '0912345678'],
    ['+84 912 345 678', '0912345678'],
    ['+84 (0) 912 345 678', '0912345678'],
    ['84912345678', '0912345678'],
    ['0084912345678', '0912345678'],
    ['912345678', '0912345678'],
    ['02253842123', '02253842123'],
    ['+856 20 5551 2345', '+8562055512345'],
    ['0112345678', null],
    ['091234567', null],
    ['09123456789', null],
    ['0912345abc', null],
    ['+84', null],
    ['', null],
  ])('%p is %p', (typed, phone) => {
    expect(normalisePhone(typed)).toBe(phone);
  });

  test('once normalised stay as they are', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(\+?84|0|0084)?[35789]\d{8}$/), (typed) => {
        const phone = normalisePhone(typed);
        expect(phone).toMatch(/^0[35789]\d{8}$/);
        expect(normalisePhone(phone as string)).toBe(phone);
      }),
    );
  });
});

describe('the one field of the sign-in page', () => {
  test.each([
    ['0912 345 678', { kind: 'phone', value: '0912345678' }],
    ['  NhungPTH ', { kind: 'username', value: 'nhungpth' }],
    ['Nhung@HaiPhong.gov.vn', { kind: 'email', value: 'nhung@haiphong.gov.vn' }],
    ['12', null],
    ["' OR 1=1 --", null],
    ['nhung@', null],
  ])('%p is %p', (typed, identifier) => {
    expect(parseIdentifier(typed)).toEqual(identifier);
  });

  test('never mistakes one kind for another', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const kinds = [normaliseEmail(typed), normalisePhone(typed), normaliseUsername(typed)];
        expect(kinds.filter(Boolean).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

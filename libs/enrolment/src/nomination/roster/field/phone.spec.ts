import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePhone } from './phone.js';

const short = (findings: { code: string }[]) => findings.map((one) => one.code.replace('roster.', ''));

describe('phone numbers', () => {
  test.each([
    ['0979467333'],
    ['+84 979467333'],
    ['+84 (0) 979 467 333'],
    ['84979467333'],
    ['0084979467333'],
    [979467333],
    [84979467333],
    ['0979.467.333'],
    ['097 946-7333'],
    ['ĐT: 0979467333'],
    ['0979467333 (Zalo)'],
    ["'0979467333"],
    ['0979467333\u200B'],
  ])('%s', (value) => expect(parsePhone(value)).toMatchObject({ phone: '0979467333', others: [] }));

  test.each([
    ['0225 3842 345', '02253842345'],
    ['(0225) 3.842.345', '02253842345'],
    ['+84 225 3842345', '02253842345'],
    [2253842345, '02253842345'],
    ['0225.3842345 (máy lẻ 102)', '02253842345'],
  ])('landline %s', (value, phone) => {
    expect(parsePhone(value).phone).toBe(phone);
    expect(short(parsePhone(value).findings)).toContain('phone-landline');
  });

  test.each([
    '0979467333 / 0912345678',
    '0979467333; 0912345678',
    '0979467333\n0912345678',
    '0979467333 - 0912345678',
    '0979467333 0912345678',
    '0979467333 hoặc 0912345678',
  ])('two in a cell: %j', (text) => {
    expect(parsePhone(text)).toMatchObject({ phone: '0979467333', others: ['0912345678'] });
    expect(short(parsePhone(text).findings)).toEqual(['phone-several']);
  });

  test('of a landline and a mobile the mobile is used', () => {
    expect(parsePhone('0225.3842345, 0912345678')).toMatchObject({
      phone: '0912345678',
      others: ['02253842345'],
    });
  });

  test('eleven digits of before 2018 become ten', () => {
    expect(parsePhone('01621234567')).toMatchObject({
      phone: '0321234567',
      findings: [{ code: 'roster.phone-converted' }],
    });
    expect(parsePhone('0188 123 4567').phone).toBe('0581234567');
  });

  test.each(['123', '0979', 'không có', '09794673331', '+1 202 555 0100', '0979abc467333', '0179467333'])(
    '%s is none',
    (text) => {
      expect(short(parsePhone(text).findings)).toEqual(['phone-invalid']);
    },
  );

  test('every mobile number survives being a number, and being written with +84 and dots', () => {
    fc.assert(
      fc.property(fc.constantFrom(3, 5, 7, 8, 9), fc.integer({ min: 0, max: 99_999_999 }), (first, rest) => {
        const phone = `0${first}${String(rest).padStart(8, '0')}`;
        const ways = [
          Number(phone),
          `+84${phone.slice(1)}`,
          `${phone.slice(0, 4)}.${phone.slice(4, 7)}.${phone.slice(7)}`,
          phone,
        ];
        expect(ways.map((way) => parsePhone(way).phone)).toEqual(ways.map(() => phone));
      }),
    );
  });
});

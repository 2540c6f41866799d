import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseIdentity } from './citizen-id.js';

const short = (findings: { code: string }[]) => findings.map((one) => one.code.replace('roster.', ''));

describe('citizen ids', () => {
  const xlsx = { typed: true };
  const csv = { typed: false };

  test.each(['031180870724', '031 180 870 724', '031.180.870.724', "'031180870724", '031180870724\u00A0'])(
    '%s',
    (text) => {
      expect(parseIdentity(text, xlsx)).toEqual({ citizenId: '031180870724', findings: [] });
    },
  );

  test('a number cell gets its zeros back: one, or two for 00x', () => {
    expect(parseIdentity(31070391555, xlsx)).toMatchObject({ citizenId: '031070391555' });
    expect(parseIdentity(1090123456, xlsx)).toMatchObject({ citizenId: '001090123456' });
    expect(short(parseIdentity(31070391555, xlsx).findings)).toEqual(['citizen-id-zeros']);
    expect(short(parseIdentity(3090123456, xlsx).findings)).toEqual(['citizen-id-invalid']);
  });

  test('nine digits are an old card, never an id that lost three zeros', () => {
    expect(parseIdentity('031234567', xlsx)).toMatchObject({ oldIdNumber: '031234567' });
    expect(parseIdentity(131234567, xlsx)).toMatchObject({ oldIdNumber: '131234567' });
    expect(parseIdentity(31234567, xlsx)).toMatchObject({ oldIdNumber: '031234567' });
    expect(short(parseIdentity('31234567', xlsx).findings)).toEqual(['citizen-id-invalid']);
  });

  test('a text of 11 digits is restored only when the birth year in it is confirmed, in CSV always', () => {
    expect(short(parseIdentity('31070391555', xlsx).findings)).toEqual(['citizen-id-invalid']);
    expect(parseIdentity('31070391555', { ...xlsx, birthYear: 1970 }).citizenId).toBe('031070391555');
    expect(parseIdentity('31070391555', { ...xlsx, birthYear: 1971 }).citizenId).toBeUndefined();
    expect(parseIdentity('31070391555', csv).citizenId).toBe('031070391555');
    expect(parseIdentity('03107039155', csv).citizenId).toBeUndefined();
  });

  test.each(['CCCD0310xx', '0311808707244', '03118087072a', '031180****24', '12345', 'không có'])(
    '%s is none',
    (text) => {
      expect(short(parseIdentity(text, xlsx).findings)).toEqual(['citizen-id-invalid']);
    },
  );

  test('what Excel wrote as a power is whole or rounded', () => {
    expect(parseIdentity('3.1180870724E+10', csv).citizenId).toBe('031180870724');
    expect(short(parseIdentity('3.11809E+10', csv).findings)).toEqual(['citizen-id-rounded']);
  });

  test('a place of registration that does not exist is a warning; another year or gender only a notice', () => {
    expect(short(parseIdentity('999180870724', xlsx).findings)).toEqual(['citizen-id-province']);
    expect(short(parseIdentity('031180870724', { ...xlsx, birthYear: 1981 }).findings)).toEqual([
      'citizen-id-mismatch',
    ]);
    expect(short(parseIdentity('031180870724', { ...xlsx, gender: 'male' }).findings)).toEqual([
      'citizen-id-mismatch',
    ]);
    expect(parseIdentity('031303202268', { ...xlsx, birthYear: 2003, gender: 'female' }).findings).toEqual(
      [],
    );
  });

  test('an empty cell or a dash is no finding', () => {
    expect([undefined, '', ' - ', '…'].map((value) => parseIdentity(value, xlsx))).toEqual(
      Array(4).fill({ findings: [] }),
    );
  });

  test('every id of 63 places survives a number cell', () => {
    const places = fc.constantFrom('001', '008', '031', '046', '079', '096');
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 399_999_999 }), (place, rest) => {
        const id = `${place}${String(rest).padStart(9, '0')}`;
        expect(parseIdentity(Number(id), xlsx).citizenId).toBe(id);
        expect(parseIdentity(id, xlsx).citizenId).toBe(id);
      }),
    );
  });
});

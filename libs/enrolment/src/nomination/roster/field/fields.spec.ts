import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isoFromSerial } from '#platform/spreadsheet';
import { parseBirthDate } from './birth-date.js';
import { parseIdentity } from './citizen-id.js';
import { parseEmail } from './email.js';
import { isTick, parseGender } from './gender.js';
import { parseName } from './person-name.js';
import { parsePhone } from './phone.js';

const TODAY = '2026-11-21';
const short = (findings: { code: string }[]) => findings.map((one) => one.code.replace('roster.', ''));

describe('names', () => {
  test.each([
    ['NGUYỄN THỊ HỒNG HÀ', 'Nguyễn Thị Hồng Hà'],
    ["H'HEN NIÊ", "H'Hen Niê"],
    ['Y BHĂM', 'Y Bhăm'],
    ['K’BRỂU', 'K’Brểu'],
    ['TÔN NỮ - THỊ A', 'Tôn Nữ - Thị A'],
    ['ĐẶNG ĐỨC ÂN', 'Đặng Đức Ân'],
  ])('all capitals are re-cased: %s', (written, name) => {
    expect(parseName(written)).toMatchObject({ name, findings: [{ code: 'roster.name-recased' }] });
  });

  test.each(["H'Hen Niê", 'Y Bhăm', 'nguyễn văn an', 'NGUYỄN Văn An', 'Hoà', 'Nguyễn Văn An (B)', 'K’Brểu'])(
    'anything else stays as written: %s',
    (written) => expect(parseName(written)).toEqual({ name: written, findings: [] }),
  );

  test('spaces, invisible characters and NFD are put right without a word', () => {
    expect(parseName('  Phan\u00A0 Xuân\u200B   Vie\u0323\u0302t ')).toEqual({
      name: 'Phan Xuân Việt',
      findings: [],
    });
  });

  test.each([
    ['', 'name-missing'],
    ['\u00A0\u200B', 'name-missing'],
    ['123', 'name-invalid'],
    ['---', 'name-invalid'],
    ['an@x.vn', 'name-invalid'],
    ['=1+1', 'name-invalid'],
    ['NguyÔn V¨n An', 'name-encoding'],
    ['Nguy\uFFFDn An', 'name-encoding'],
    ['<b>Lê An</b>', 'name-unusual'],
  ])('«%s» is %s', (written, code) => expect(short(parseName(written).findings)).toEqual([code]));

  test('normalising is idempotent', () => {
    const letter = fc.constantFrom(..."aàáâăeêioôơuưyđbchHĂĐNQT' -.\u0301\u0323");
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 30 }), (text) => {
        const { name } = parseName(text);
        return parseName(name).name === name && name === name.normalize('NFC');
      }),
    );
  });
});

describe('birth dates', () => {
  const parse = (value: Parameters<typeof parseBirthDate>[0], idYear?: number) =>
    parseBirthDate(value, { today: TODAY, idYear });

  test.each([
    ['26/03/1980'],
    ['26/3/1980'],
    ['1980-03-26'],
    ['26-03-1980'],
    ['26.03.1980'],
    ['26 03 1980'],
    ['26/03/1980 00:00:00'],
    ['1980-03-26T00:00:00.000Z'],
    ['ngày 26 tháng 3 năm 1980'],
    ['26 tháng 3, 1980'],
    ['26-thg 3-1980'],
    ['26-Mar-1980'],
    ['March 26, 1980'],
    ['26031980'],
    ['19800326'],
    ["'26/03/1980"],
    [' 26 / 03 / 1980 '],
    ['26\u201303\u20131980'],
  ])('%s', (text) => expect(parse(text)).toEqual({ date: '1980-03-26', findings: [] }));

  test('a number that lost its zero, and a day number of Excel', () => {
    expect(parse(7021990).date).toBe('1990-02-07');
    expect(parse('29306')).toMatchObject({
      date: '1980-03-26',
      findings: [{ code: 'roster.birth-date-serial' }],
    });
  });

  test.each(['1980', 1980, '03/1980', '00/00/1980', '//1980', '--/--/1980', 'năm 1980', '1980.0'])(
    'only the year in %j',
    (value) =>
      expect(parse(value)).toMatchObject({ year: 1980, findings: [{ code: 'roster.birth-year-only' }] }),
  );

  test('a two-digit year takes the century of a working age, or of the citizen id', () => {
    expect(parse('26/3/80')).toMatchObject({
      date: '1980-03-26',
      findings: [{ code: 'roster.birth-date-two-digit-year' }],
    });
    expect(parse('26/3/05').date).toBe('2005-03-26');
    expect(parse('26/3/30').findings[0]?.code).toBe('roster.birth-date-invalid');
    expect(parse('26/3/30', 1930).date).toBe('1930-03-26');
  });

  test.each([
    '31/02/1990',
    '29/02/2001',
    '30/13/1980',
    '12/26/1980',
    '32/01/1980',
    'không rõ',
    '26/3/198',
    '0/0',
  ])('%s is no date', (text) => expect(short(parse(text).findings)).toEqual(['birth-date-invalid']));

  test.each([
    ['05/05/2035', 'birth-date-future'],
    ['22/11/2026', 'birth-date-future'],
    ['2027', 'birth-date-future'],
    ['01/01/1900', 'birth-date-too-old'],
    ['01/01/1920', 'birth-date-unlikely'],
    ['21/11/2026', 'birth-date-unlikely'],
  ])('%s: %s', (text, code) => expect(short(parse(text).findings)[0]).toBe(code));

  test('no date is no finding', () => {
    expect([parse(undefined), parse('  '), parse('-')]).toEqual(Array(3).fill({ findings: [] }));
  });

  test('29 February only in leap years', () => {
    expect(parse('29/02/2000').date).toBe('2000-02-29');
  });

  const day = fc.date({ min: new Date('1930-01-01'), max: new Date('2015-12-31'), noInvalidDate: true });
  test('any day comes back from every way of writing it', () => {
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, dayOfMonth] = iso.split('-').map(Number);
        const serial = Date.parse(iso) / 86_400_000 + 25_569;
        const ways = [
          iso,
          `${dayOfMonth}/${month}/${year}`,
          `${dayOfMonth}.${month}.${year}`,
          iso.split('-').reverse().join(''),
        ];
        const read = [
          ...ways.map((way) => parse(way).date),
          isoFromSerial(serial),
          isoFromSerial(serial - 1462, true),
        ];
        expect(read).toEqual(read.map(() => iso));
      }),
    );
  });

  test('the 1900 system counts a day that never was', () => {
    expect([isoFromSerial(1), isoFromSerial(59), isoFromSerial(61)]).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
    ]);
    expect([isoFromSerial(0), isoFromSerial(-5), isoFromSerial(3e6)]).toEqual([null, null, null]);
  });
});

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

describe('e-mail addresses and gender', () => {
  test.each([
    ' DUNGLV165@HAIPHONG.GOV.VN ',
    'mailto:dunglv165@haiphong.gov.vn',
    '<dunglv165@haiphong.gov.vn>;',
    'dunglv165 @haiphong.gov.vn',
    'Email: dunglv165@haiphong.gov.vn',
    'dunglv165@haiphong.gov.vn (cơ quan)',
  ])('%s', (text) => expect(parseEmail(text)).toEqual({ email: 'dunglv165@haiphong.gov.vn', findings: [] }));

  test('of several the first', () => {
    expect(parseEmail('a@x.vn; b@x.vn')).toMatchObject({
      email: 'a@x.vn',
      findings: [{ code: 'roster.email-several' }],
    });
  });

  test.each([
    'khong-co',
    'không có',
    'a@b',
    'a@b,com',
    'a b c@gmail.com',
    'nguyễn@x.vn',
    '@x.vn',
    'a..b@x.vn',
    'a@-x.vn',
  ])('%s is left empty with a warning', (text) =>
    expect(parseEmail(text)).toMatchObject({ findings: [{ code: 'roster.email-invalid' }] }),
  );

  test('a hostile address is judged in time', () => {
    const started = Date.now();
    parseEmail(`${'a.'.repeat(16_000)}@${'a-'.repeat(8_000)}`);
    expect(Date.now() - started).toBeLessThan(500);
  });

  test('gender words and ticks', () => {
    expect(['Nam', 'NỮ', 'nu', 'Nữ.', 'F', 'm'].map((text) => parseGender(text).gender)).toEqual([
      'male',
      'female',
      'female',
      'female',
      'female',
      'male',
    ]);
    expect(parseGender('khác')).toMatchObject({ findings: [{ code: 'roster.gender-unknown' }] });
    expect(['x', 'X', '✓', 1, true, '05/03/1985', 1985].map(isTick)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

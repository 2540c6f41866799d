import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseEmail } from './email.js';
import { isTick, parseGender } from './gender.js';
import { parseName } from './person-name.js';

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

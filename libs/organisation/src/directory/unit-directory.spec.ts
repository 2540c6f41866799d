import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type AdministrativeUnits,
  type Departments,
  UnitDirectory,
  type UnitMatch,
  unitRecordsFromReference,
} from './index.js';

const reference = (name: string) =>
  JSON.parse(readFileSync(`seeds/reference/${name}.json`, 'utf8')) as unknown;
const administrative = reference('administrative-units-2025') as AdministrativeUnits;
const records = unitRecordsFromReference(administrative, reference('departments') as Departments);
const directory = new UnitDirectory(records);

const HAI_PHONG = '31';
function told(match: UnitMatch): string {
  if (match.kind === 'found') return [match.unit.code, match.how, match.caution].filter(Boolean).join(' ');
  if (match.kind === 'ambiguous') return `? ${match.candidates.map((unit) => unit.code).join(' ')}`;
  return 'unknown';
}
const resolve = (text: string, province = HAI_PHONG) => told(directory.resolve(text, province));

describe('records from the reference data', () => {
  test('hold 34 provinces, 3,321 communes and 16 departments with a committee under each province', () => {
    const count = (kind: string) => records.filter((unit) => unit.kind === kind).length;
    expect([count('province'), count('commune'), count('department'), count('office')]).toEqual([
      34, 3321, 544, 34,
    ]);
    expect(new Set(records.map((unit) => unit.code)).size).toBe(records.length);
  });

  test('name a department by the tier of its province', () => {
    expect(directory.unit('31-VPUBND')?.name).toBe('Văn phòng UBND thành phố');
    expect(directory.unit('33-TTR')?.name).toBe('Thanh tra tỉnh');
    expect(directory.unit('33-UBND')?.name).toBe('UBND tỉnh Hưng Yên');
  });
});

describe('communes', () => {
  test.each([
    ['UBND xã Vĩnh Thuận', '11842 exact'],
    ['Ủy ban nhân dân xã Vĩnh Thuận', '11842 exact'],
    ['Uỷ ban nhân dân xã Vĩnh Thuận', '11842 exact'],
    ['X. Vĩnh Thuận', '11842 exact'],
    ['X.Vĩnh Thuận', '11842 exact'],
    ['UBND XÃ VĨNH THUẬN', '11842 exact'],
    ['Vĩnh Thuận', '11842 exact'],
    ['xã Vĩnh-Thuận', '11842 exact'],
    ['UBND P. Ngô Quyền', '11329 exact'],
    ['UBND P.Ngô Quyền', '11329 exact'],
    ['ĐK Cát Hải', '11914 exact'],
    ['TT. Tiên Lãng', '11755 alias'],
    ['Phường Thuỷ Nguyên', '11560 exact'],
    ['11842', '11842 exact'],
    ['UBND dac khu Bach Long Vi', '11948 without-diacritics'],
    ['Phường Hông Bàng', '11311 without-diacritics'],
  ])('%s', (text, expected) => expect(resolve(text)).toBe(expected));

  test('in NFD and with no-break spaces a name is still exact', () => {
    expect(resolve('UBND\u00A0xã\u00A0Vĩnh Thuận'.normalize('NFD'))).toBe('11842 exact');
  });

  test.each([
    ['Phòng Kinh tế - UBND xã Vĩnh Thuận', '11842 exact'],
    ['Phòng Kinh tế\nUBND xã Vĩnh Thuận', '11842 exact'],
    ['Phòng Kinh tế - Vĩnh Thuận', '11842 exact'],
    ['Trung tâm Phục vụ hành chính công (P. Hồng Bàng)', '11311 exact'],
    ['Tổ công nghệ số cộng đồng thôn 3, xã Tứ Kỳ', '11074 exact'],
    ['Phó Chủ tịch UBND phường Thủy Nguyên', '11560 exact'],
    ['Xã Vĩnh Thuận, huyện Vĩnh Bảo, TP Hải Phòng', '11842 exact'],
    ['Xã Vĩnh Thuận thành phố Hải Phòng', '11842 exact'],
  ])('inside a longer text: %s', (text, expected) => expect(resolve(text)).toBe(expected));

  test.each([
    'Trường THPT Ngô Quyền',
    'Phòng Thanh tra',
    'UBND',
    'UBND quận Ngô Quyền',
    'xã Vĩnh Thuận Nam',
    '',
    '…',
  ])('not in a text that only shares words with one: «%s»', (text) => expect(resolve(text)).toBe('unknown'));

  test('exact diacritics win where two names differ by them alone', () => {
    expect(resolve('UBND xã Cẩm Giang')).toBe('10888 exact');
    expect(resolve('UBND xã Cẩm Giàng')).toBe('10903 exact');
    expect(resolve('UBND xã Cam Giàng')).toBe('10903 without-diacritics');
    expect(resolve('UBND xa Cam Giang')).toBe('? 10888 10903');
  });

  test('a name without marks proves nothing in a text typed without diacritics', () => {
    expect(resolve('UBND xã Thanh An', '79')).toBe('25807 exact');
    expect(resolve('X. Thanh An', '79')).toBe('25807 exact');
    expect(resolve('UBND xa Thanh An', '79')).toBe('? 25807 27676');
  });

  test('the kind tells apart what diacritics leave open, and contradicting both is ambiguous', () => {
    expect(resolve('xa Dong Tien', '38')).toBe('15724 without-diacritics');
    expect(resolve('P. Dong Tien', '38')).toBe('15853 without-diacritics');
    expect(resolve('Phường Đồng Tiến', '38')).toBe('? 15724 15853');
  });

  test('a wrong kind or a misspelt mark is found with a caution', () => {
    expect(resolve('Xã Ngô Quyền')).toBe('11329 alias kind-differs');
    expect(resolve('UBND xã Vĩnh Bão')).toBe('11824 without-diacritics spelling');
  });

  test('the kind of before 30/4/2026 is an alias, without a caution', () => {
    expect(resolve('UBND xã Long Thành', '75')).toBe('26368 alias');
  });

  test.each([
    ['UBND P1 Bảo Lộc', '68', '24823 exact'],
    ['Phường Móng Cái 01', '22', '06712 exact'],
    ['xã Ea Hleo', '66', '24184 exact'],
    ['Xã Ea H’Leo', '66', '24184 exact'],
    ['Phường Cam Ly', '68', '24787 alias'],
    ['Phường Xuân Hương, Đà Lạt', '68', '24781 exact'],
    ['Xã Hàm Thuận, Bắc Bình', '68', '23059 exact'],
    ['xã Mĩ Thọ', '82', '30076 exact'],
    ['Quảng Ninh', '44', '19207 exact'],
    ['Xuân Hương - Đà Lạt', '68', '24781 exact'],
    ['Sài Gòn', '79', '26740 exact'],
    ['Lào Cai', '15', '? 02647 15'],
  ])('figures, apostrophes, dashes and i/y: %s', (text, province, expected) => {
    expect(resolve(text, province)).toBe(expected);
  });

  test('two communes in one text stay open', () => {
    expect(resolve('xã Vĩnh Thuận, xã Tứ Kỳ')).toBe('? 11842 11074');
  });

  test('every commune is found by its own name, capitals, «UBND» and NFD, under its province', () => {
    for (const unit of records.filter((record) => record.kind === 'commune')) {
      for (const text of [unit.name, `UBND ${unit.name.toUpperCase()}`.normalize('NFD')]) {
        expect(`${text}: ${resolve(text, unit.provinceCode)}`).toBe(`${text}: ${unit.code} exact`);
      }
    }
  });

  test('without diacritics every commune is found or among the candidates, never another one', () => {
    for (const unit of records.filter((record) => record.kind === 'commune')) {
      const bare = `UBND ${unit.name}`
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replaceAll('đ', 'd')
        .replaceAll('Đ', 'D');
      const match = directory.resolve(bare, unit.provinceCode);
      const open = match.kind === 'found' ? [match.unit] : match.kind === 'ambiguous' ? match.candidates : [];
      expect(open).toContain(unit);
    }
  });
});

describe('departments', () => {
  test.each([
    ['Sở Khoa học và Công nghệ', '31-SKHCN exact'],
    ['Sở Khoa học & Công nghệ', '31-SKHCN exact'],
    ['Sở KH&CN', '31-SKHCN alias'],
    ['Sở KH và CN', '31-SKHCN alias'],
    ['SKHCN', '31-SKHCN alias'],
    ['Sở KHCN TP Hải Phòng', '31-SKHCN alias'],
    ['Sở VH, TT và DL', '31-SVHTTDL alias'],
    ['Sở GD-ĐT', '31-SGDDT alias'],
    ['Sở NV', '31-SNV alias'],
    ['Sở NgV', '31-SNG alias'],
    ['Sở TP', '31-STP alias'],
    ['so y te', '31-SYT without-diacritics'],
    ['SỞ Y TẾ HẢI PHÒNG', '31-SYT exact'],
    ['Phòng CNTT, Sở KHCN', '31-SKHCN alias'],
    ['Thanh tra Sở Y tế', '31-SYT exact'],
    ['Thanh tra TP', '31-TTR exact'],
    ['VP UBND TP', '31-VPUBND exact'],
    ['VP. UBND TP. Hải Phòng', '31-VPUBND exact'],
    ['Văn phòng Ủy ban nhân dân thành phố', '31-VPUBND exact'],
    ['UBND thành phố Hải Phòng', '31-UBND exact'],
    ['Sở Tài chính - UBND thành phố Hải Phòng', '31-STC exact'],
    ['BQL KKT Hải Phòng', '31-BQLKCN alias'],
    ['Ban QL các khu công nghiệp, khu kinh tế', '31-BQLKCN exact'],
    ['Sở Nông nghiệp và MT', '31-SNNMT alias'],
    ['Sở KH và Công nghệ', '31-SKHCN alias'],
  ])('%s', (text, expected) => expect(resolve(text)).toBe(expected));

  test('a committee of a former city is not that of the province', () => {
    expect(resolve('UBND thành phố Thủy Nguyên')).toBe('unknown');
  });

  test('for a department merged in 2025 the first suggestion is its successor', () => {
    const match = directory.resolve('Sở Thông tin và Truyền thông', HAI_PHONG);
    expect(match.kind === 'unknown' && match.suggestions[0]?.code).toBe('31-SKHCN');
  });
});

describe('what is not found', () => {
  test('comes with near names of the same province', () => {
    const match = directory.resolve('UBND phường Trăng Tròn', HAI_PHONG);
    expect(match.kind).toBe('unknown');
    if (match.kind !== 'unknown') return;
    expect(match.suggestions.length).toBeGreaterThan(0);
    expect(match.suggestions.every((unit) => unit.provinceCode === HAI_PHONG)).toBe(true);
    const typo = directory.resolve('UBND xã Vĩnh Thận', HAI_PHONG);
    expect(typo.kind === 'unknown' && typo.suggestions[0]?.code).toBe('11842');
  });

  test('says where the name exists, when another province has it or is named', () => {
    const byName = directory.resolve('UBND xã Tứ Kỳ', '33');
    expect(byName.kind === 'unknown' && byName.elsewhere.map((unit) => unit.code)).toEqual(['11074']);
    const named = directory.resolve('UBND xã Tứ Kỳ, Hải Phòng', '33');
    expect(named.kind === 'unknown' && named.elsewhere.map((unit) => unit.code)).toEqual(['11074']);
  });

  test('any text gets an answer in the asked province', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const match = directory.resolve(`UBND xã ${text}`, HAI_PHONG);
        return match.kind !== 'found' || match.unit.provinceCode === HAI_PHONG;
      }),
    );
  });
});

describe('communal offices, provinces and search', () => {
  test('an office every commune has is told from a department of the province', () => {
    const offices = [
      'Văn phòng HĐND và UBND',
      'Phòng Kinh tế, Hạ tầng và Đô thị',
      'Phòng Văn hóa - Xã hội',
      'Thôn 3',
    ];
    expect(offices.map((text) => directory.isCommunalOffice(text))).toEqual([true, true, true, true]);
    expect(['Sở Y tế', 'Bệnh viện Việt Tiệp', ''].map((text) => directory.isCommunalOffice(text))).toEqual([
      false,
      false,
      false,
    ]);
  });

  test.each([
    ['UBND THÀNH PHỐ HẢI PHÒNG', '31'],
    ['ỦY BAN NHÂN DÂN TỈNH THANH HOÁ', '38'],
    ['TP.HCM', '79'],
    ['UBND TP. HỒ CHÍ MINH', '79'],
  ])('the province of a title: %s', (text, code) => expect(directory.provinceNamed(text)?.code).toBe(code));

  test('a bare name counts as a province only when asked for, and never as part of a commune', () => {
    expect(directory.provinceNamed('SỞ Y TẾ HƯNG YÊN')).toBeNull();
    expect(directory.provinceNamed('SỞ Y TẾ HƯNG YÊN', true)?.code).toBe('33');
    expect(directory.provinceNamed('UBND PHƯỜNG PHÚ THỌ', true)).toBeNull();
    expect(directory.provinceNamed('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', true)).toBeNull();
  });

  test('search ignores diacritics and takes the province as a further word', () => {
    expect(directory.search('vinh thuan', 2).map((unit) => unit.name)).toEqual([
      'Xã Vĩnh Thuận',
      'Xã Vĩnh Thuận',
    ]);
    expect(directory.search('ngo quyen hai phong', 3).map((unit) => unit.code)).toEqual(['11329']);
    expect(directory.search('Ngô Quyền', 1)[0]?.code).toBe('11329');
    expect(directory.search('11842', 3).map((unit) => unit.code)).toEqual(['11842']);
    expect(directory.search('  ', 3)).toEqual([]);
  });
});

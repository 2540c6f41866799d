import { describe, expect, test } from '@jest/globals';
import { levelOf, messageText } from '../read-roster.js';
import { checkLines, codes, notices, people } from './roster.testing.js';

const HEADER = ['STT', 'Họ và tên', 'Ngày sinh', 'Đơn vị', 'Số CCCD', 'Số điện thoại', 'Email'];
const person = (
  name: string,
  more: { birth?: string; unit?: string; id?: string | number; phone?: string; email?: string } = {},
) => [
  null,
  name,
  more.birth ?? null,
  more.unit ?? 'Sở Y tế',
  more.id ?? null,
  more.phone ?? null,
  more.email ?? null,
];

describe('people listed twice', () => {
  test('one id with two names: the first keeps it', async () => {
    const report = await checkLines([
      HEADER,
      person('Lê Văn An', { birth: '01/02/1985', id: '031085870724' }),
      person('Lê Văn Bách', { birth: '01/02/1985', id: '031085870724' }),
    ]);
    expect(report.rows.map((row) => row.outcome)).toEqual(['accept', 'reject']);
    expect(report.rows[1]?.messages[0]).toMatchObject({
      column: 'Số CCCD',
      code: 'roster.citizen-id-repeated',
    });
    expect(report.rows[1]?.messages[0]?.message).toContain('dòng 2');
  });

  test('one id and one name, however it is written, count once; what differs is told', async () => {
    const report = await checkLines([
      HEADER,
      person('Lê Văn Hoà', { birth: '01/02/1985', id: '031085870724', phone: '0912345678' }),
      person('LÊ VĂN HÒA', { birth: '01/02/1985', id: 31085870724, phone: '0912345678' }),
      person('Lê Văn Hoà', { birth: '01/02/1985', id: '031085870724', unit: 'Sở Nội vụ' }),
    ]);
    expect(report.rows.map((row) => row.outcome)).toEqual(['accept', 'skip', 'skip']);
    expect(codes(report.rows[2])).toEqual(['person-repeated']);
    expect(report.rows[2]?.messages[0]?.message).toMatch(/Đơn vị, Số điện thoại/);
  });

  test('a second row may put right what was rejected in the first', async () => {
    const report = await checkLines([
      HEADER,
      person('Lê Văn An', { birth: '31/02/1985', id: '031085870724' }),
      person('Lê Văn An', { birth: '28/02/1985', id: '031085870724' }),
      person('Lê Văn An', { birth: '28/02/1985', id: '031085870724' }),
    ]);
    expect(report.rows.map((row) => row.outcome)).toEqual(['reject', 'accept', 'skip']);
  });

  test('an old card number repeated with another name is rejected too', async () => {
    const report = await checkLines([
      HEADER,
      person('Lê Văn An', { birth: '01/02/1985', id: '031234567' }),
      person('Lê Văn Bách', { birth: '01/02/1986', id: '031234567' }),
    ]);
    expect(report.rows.map((row) => row.outcome)).toEqual(['warn', 'reject']);
  });

  test('without an id only a row equal in all that identifies is a repeat', async () => {
    const report = await checkLines([
      HEADER,
      person('Lê Văn An', { birth: '01/02/1985', phone: '0912345678' }),
      person('Lê Văn An', { birth: '01/02/1985', phone: '0912 345 678' }),
    ]);
    expect(people(report)).toEqual(['2 accept Lê Văn An | 31-SYT', '3 skip Lê Văn An | 31-SYT']);
  });
});

describe('two people of one name', () => {
  test('without ids stay two, both flagged', async () => {
    const report = await checkLines([
      HEADER,
      person('Lê Thị Bình', { birth: '01/02/1985', phone: '0912345678' }),
      person('Lê Thị Bình', { birth: '07/08/1990', phone: '0912345679' }),
      person('Lê Thị Binh', { birth: '07/08/1990', phone: '0912345670' }),
    ]);
    expect(report.rows.map((row) => codes(row))).toEqual([['same-name'], ['same-name'], []]);
    expect(report.rows[0]?.messages[0]?.message).toContain('dòng 3');
    expect(report.counts).toEqual({ accept: 1, warn: 2, reject: 0, skip: 0 });
  });

  test('with nothing but name and unit they are never taken for a repeat', async () => {
    const report = await checkLines([
      ['Họ và tên', 'Đơn vị'],
      ['Lê An', 'Sở Y tế'],
      ['Lê An', 'Sở Y tế'],
    ]);
    expect(report.counts).toEqual({ accept: 0, warn: 2, reject: 0, skip: 0 });
  });

  test('with ids are no matter; one without an id is flagged unless the birth date tells them apart', async () => {
    const report = await checkLines([
      HEADER,
      person('Lê Thị Bình', { birth: '01/02/1985', id: '031185870724' }),
      person('Lê Thị Bình', { birth: '01/02/1990', id: '031190870724' }),
      person('Lê Thị Bình', { birth: '01/02/1990' }),
      person('Trần Thị Cúc', { birth: '01/02/1985', id: '031185870725' }),
      person('Trần Thị Cúc', { birth: '03/04/1991' }),
    ]);
    expect(report.rows.map((row) => row.outcome)).toEqual(['accept', 'accept', 'warn', 'accept', 'accept']);
    expect(report.rows[2]?.messages[0]?.params).toEqual({ rows: '3' });
  });

  test('a rejected namesake flags nobody', async () => {
    const report = await checkLines([
      HEADER,
      person('Lê Thị Bình', { birth: '01/02/1985' }),
      person('Lê Thị Bình', { birth: '31/02/1985' }),
    ]);
    expect(report.rows.map((row) => row.outcome)).toEqual(['accept', 'reject']);
  });
});

describe('units', () => {
  test.each([
    ['UBND xa Cam Giang', 'unit-ambiguous', /Xã Cẩm Giang \(10888\); Xã Cẩm Giàng \(10903\)/],
    ['UBND xã Vĩnh Thận', 'unit-unknown', /Gần giống: Xã Vĩnh Thuận/],
    ['UBND xã Ba Đình', 'unit-unknown', /Có ở nơi khác: Xã Ba Đình \(Tỉnh Thanh Hóa\)/],
    [
      'Xã Ba Đình, tỉnh Thanh Hóa',
      'unit-other-province',
      /thuộc Tỉnh Thanh Hóa, danh sách này của Thành phố Hải Phòng/,
    ],
    ['Xã Ngô Quyền', 'unit-kind-differs', /Phường Ngô Quyền/],
    ['UBND xã Vĩnh Bão', 'unit-spelling', /Xã Vĩnh Bảo/],
  ])('%s: %s', async (unit, code, message) => {
    const report = await checkLines([HEADER, person('Lê Văn An', { birth: '01/02/1985', unit })]);
    expect(codes(report.rows[0])).toEqual([code]);
    expect(report.rows[0]?.messages[0]?.message).toMatch(message);
    expect(report.rows[0]?.messages[0]?.column).toBe('Đơn vị');
  });

  test('the same commune name leads to each province its own', async () => {
    const lines = [
      ['Họ và tên', 'Đơn vị'],
      ['Lê Văn An', 'UBND xã Tân Thành'],
    ];
    const codesBy = await Promise.all(
      ['19', '20', '38', '82'].map(async (provinceCode) => {
        const report = await checkLines(lines, undefined, { provinceCode });
        return [provinceCode, report.rows[0]?.outcome, report.rows[0]?.unitCode];
      }),
    );
    expect(new Set(codesBy.map(([, , code]) => code)).size).toBe(4);
    expect(codesBy.every(([, outcome]) => outcome === 'accept' || outcome === 'warn')).toBe(true);
  });
});

describe('outcome and messages', () => {
  test('a row tells all its faults at once, and the worst decides', async () => {
    const report = await checkLines([
      HEADER,
      [1, '', '31/02/1985', 'UBND phường Trăng Tròn', 'CCCD', '12', 'khong-co'],
    ]);
    expect(codes(report.rows[0])).toEqual([
      'name-missing',
      'birth-date-invalid',
      'citizen-id-invalid',
      'phone-invalid',
      'email-invalid',
      'unit-unknown',
    ]);
    expect(report.rows[0]?.outcome).toBe('reject');
    expect(report.rows[0]?.messages.map((message) => message.column)).toEqual([
      'Họ và tên',
      'Ngày sinh',
      'Số CCCD',
      'Số điện thoại',
      'Email',
      'Đơn vị',
    ]);
  });

  test('what was put right is a notice and leaves the row accepted', async () => {
    const report = await checkLines([
      HEADER,
      person('LÊ VĂN AN', { birth: '1/2/85', unit: 'so y te', id: 31085870724, phone: '+84912345678' }),
    ]);
    expect(report.rows[0]).toMatchObject({ outcome: 'accept', messages: [] });
    expect(notices(report.rows[0])).toEqual([
      'name-recased',
      'birth-date-two-digit-year',
      'citizen-id-zeros',
      'phone-normalised',
      'unit-matched',
    ]);
  });

  test('an empty birth date is a warning where the list has the column, nothing where it has none', async () => {
    const asked = await checkLines([HEADER, person('Lê Văn An', { phone: '0912345678' })]);
    expect(codes(asked.rows[0])).toEqual(['birth-date-missing']);
    const unasked = await checkLines([
      ['Họ và tên', 'Đơn vị'],
      ['Lê Văn An', 'Sở Y tế'],
    ]);
    expect(unasked.rows[0]?.outcome).toBe('accept');
  });

  test('a phone or an address shared by two people is pointed out', async () => {
    const report = await checkLines([
      HEADER,
      person('Lê Văn An', { birth: '01/02/1985', phone: '0912345678', email: 'a@x.vn' }),
      person('Lê Văn Bách', { birth: '01/02/1986', phone: '0912345678', email: 'A@x.vn' }),
    ]);
    expect(notices(report.rows[1])).toEqual(['phone-shared', 'email-shared']);
  });

  test('messages have two languages, and hold what was written as it is', () => {
    const params = { value: '<b>$&</b>' };
    expect(messageText('roster.name-invalid', params)).toBe('«<b>$&</b>» không phải họ và tên.');
    expect(messageText('roster.name-invalid', params, 'en')).toBe('“<b>$&</b>” is not a name.');
    expect(levelOf('roster.same-name')).toBe('warn');
  });

  test('the same file gives the same report', async () => {
    const lines = [HEADER, person('LÊ VĂN AN', { birth: '1/2/85', id: 31085870724 }), person('Lê An')];
    expect(await checkLines(lines)).toEqual(await checkLines(lines));
  });
});

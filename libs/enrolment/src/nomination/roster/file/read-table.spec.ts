import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { LIMITS } from '#platform/spreadsheet';
import { check, fixture } from '../check/roster.testing.js';
import { readTable } from './read-table.js';

const text = (value: string) => Buffer.from(value);
const rel = (type: string, target: string) =>
  text(
    `<Relationships><Relationship Id="r1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/${type}" Target="${target}"/></Relationships>`,
  );

describe('a file that is no list is refused, whatever its name', () => {
  test.each([
    ['danh-sach.xls', 'roster.file-xls', '.xlsx'],
    ['co-mat-khau.xlsx', 'roster.file-protected', 'mật khẩu'],
    ['danh-sach.doc', 'roster.file-word', 'Excel'],
    ['danh-sach.docx', 'roster.file-word', 'Excel'],
    ['danh-sach.ods', 'roster.file-ods', '.xlsx'],
    ['danh-sach.pdf', 'roster.file-pdf', 'Excel'],
    ['anh-mang-ten.xlsx', 'roster.file-image', 'ảnh'],
    ['trang-web-mang-ten.xls', 'roster.file-html', '.xlsx'],
    ['bom-nen.xlsx', 'roster.file-bomb', 'quá lớn'],
    ['bom-nen-khai-man.xlsx', 'roster.file-damaged', 'hỏng'],
    ['hong-giua-chung.xlsx', 'roster.file-damaged', 'hỏng'],
    ['hong-xml.xlsx', 'roster.file-damaged', 'hỏng'],
    ['khong-tieu-de.xlsx', 'roster.header-not-found', 'Họ và tên'],
    ['trong.csv', 'roster.file-empty', 'trống'],
    ['nhi-phan.csv', 'roster.file-other', 'CSV'],
    ['ngoac-khong-dong.csv', 'roster.csv-broken', 'ngoặc kép'],
  ])('%s: %s', async (name, code, words) => {
    await expect(check(fixture(name))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });

  test('a bomb is refused at once, without inflating it', async () => {
    const started = Date.now();
    await check(fixture('bom-nen.xlsx')).catch(() => {});
    expect(Date.now() - started).toBeLessThan(200);
  });

  test('too large a file is refused by its size', async () => {
    await expect(readTable(Buffer.alloc(LIMITS.fileBytes + 1, 'a'))).rejects.toMatchObject({
      code: 'roster.file-too-large',
    });
  });

  test('a workbook without rows is empty; one with a header and nobody says so', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('DS');
    await expect(check(Buffer.from(await book.xlsx.writeBuffer()))).rejects.toMatchObject({
      code: 'roster.file-empty',
    });
    sheet.addRow(['Họ và tên', 'Đơn vị']);
    await expect(check(Buffer.from(await book.xlsx.writeBuffer()))).rejects.toMatchObject({
      code: 'roster.no-people',
    });
  });

  test('more than 100,000 rows are refused', async () => {
    const lines = [
      'Họ và tên,Đơn vị',
      ...Array.from({ length: LIMITS.rows + 1000 }, () => 'Lê Văn An,Sở Y tế'),
    ];
    await expect(check(Buffer.from(lines.join('\n')))).rejects.toMatchObject({
      code: 'roster.too-many-rows',
    });
  });

  test('any bytes are refused or read, never a crash', async () => {
    for (const name of ['roster-hai-phong-2026.xlsx', 'utf8.csv', 'danh-sach.docx']) {
      const whole = fixture(name);
      for (let index = 0; index < 40; index++) {
        const bent = Buffer.from(whole);
        for (let hit = 0; hit < 5; hit++)
          bent[(index * 7919 + hit * 104_729) % bent.length] = (index * 31 + hit) % 256;
        await check(bent).catch((error: unknown) => expect(error).toMatchObject({ name: 'RosterRefused' }));
      }
    }
  });
});

describe('CSV in every clothing', () => {
  test.each([
    'utf8.csv',
    'utf8-bom-cham-phay.csv',
    'utf16le-tab.csv',
    'utf16be.csv',
    'windows-1258.csv',
    'sep-cham-phay.csv',
  ])('%s', async (name) => {
    const report = await check(fixture(name), { provinceCode: undefined });
    expect(report.layout.province.code).toBe('31');
    expect(report.rows.map((row) => [row.outcome, row.name, row.unitKey, row.citizenId, row.phone])).toEqual([
      ['accept', 'Nguyễn Thị Hồng Hà', '11842', '031180870724', '0979467333'],
      ['accept', 'Đặng Đức Sơn', '31-SYT', '031070391555', '0975556621'],
      ['accept', 'Phan Thị Thủy', '11506', '031173631011', '0987885527'],
    ]);
    const first = name === 'sep-cham-phay.csv' ? 5 : 4;
    expect(report.rows.map((row) => row.row)).toEqual([first, first + 1, first + 2]);
    expect(report.rows[0]?.note).toBe('dòng một – dòng hai');
    expect(report.rows[2]?.note).toBe('có; dấu, phân "cách"');
  });

  test('UTF-16 without a mark, and a text guarded as ="…"', async () => {
    const text = 'Họ và tên;Số CCCD;Đơn vị\nLê Văn An;="031085870724";Sở Y tế\n';
    const report = await check(Buffer.from(text, 'utf16le'));
    expect(report.rows[0]).toMatchObject({ name: 'Lê Văn An', citizenId: '031085870724' });
  });

  test('commas in titles do not make the comma the delimiter', async () => {
    const text =
      'Danh sách, kèm theo Công văn, ngày 1, tháng 2\nHọ và tên;Đơn vị\nLê Văn An;Sở Văn hóa, Thể thao và Du lịch\nLê Văn Bách;Sở Y tế\n';
    const report = await check(Buffer.from(text));
    expect(report.rows.map((row) => row.unitKey)).toEqual(['31-SVHTTDL', '31-SYT']);
  });
});

describe('XLSX of other producers', () => {
  test('prefixed names, strict types, inline texts, no cell references, an absolute target', async () => {
    const cell = (value: string) => `<x:c t="inlineStr"><x:is><x:r><x:t>${value}</x:t></x:r></x:is></x:c>`;
    const row = (...values: string[]) => `<x:row>${values.map(cell).join('')}</x:row>`;
    const sheet = `<?xml version="1.0"?><x:worksheet xmlns:x="s"><x:sheetData>${row('Họ và tên', 'Ngày sinh', 'Đơn vị')}<x:row>${cell('Lê Văn_x0020_An')}<x:c t="d"><x:v>1985-03-05T00:00:00</x:v></x:c>${cell('Sở Y tế')}</x:row></x:sheetData></x:worksheet>`;
    const file = zipOf({
      '_rels/.rels': rel('officeDocument', '/book/wb.xml'),
      'book/wb.xml': text(
        '<x:workbook xmlns:x="s" xmlns:q="r"><x:sheets><x:sheet name="DS" q:id="r1"/></x:sheets></x:workbook>',
      ),
      'book/_rels/wb.xml.rels': rel('worksheet', '../sheets/one.xml'),
      'sheets/one.xml': text(sheet),
    });
    const report = await check(file);
    expect(report.rows[0]).toMatchObject({
      name: 'Lê Văn An',
      birthDate: { date: '1985-03-05' },
      unitKey: '31-SYT',
    });
  });

  test('entities declared in the file are not expanded', async () => {
    const bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    const file = zipOf({
      '_rels/.rels': rel('officeDocument', 'xl/workbook.xml'),
      'xl/workbook.xml': text(
        `${bomb}<workbook xmlns:r="r"><sheets><sheet name="&b;" r:id="r1"/></sheets></workbook>`,
      ),
    });
    await expect(check(file)).rejects.toMatchObject({ code: 'roster.file-damaged' });
  });

  test('too many entries', async () => {
    const many = Object.fromEntries(
      Array.from({ length: LIMITS.zipEntries + 1 }, (_, index) => [`f${index}`, text('')]),
    );
    await expect(check(zipOf(many))).rejects.toMatchObject({ code: 'roster.file-bomb' });
  });

  test('a merge over the whole sheet costs nothing', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('DS');
    sheet.addRows([
      ['Họ và tên', 'Đơn vị'],
      ['Lê Văn An', 'Sở Y tế'],
    ]);
    const file = Buffer.from(await book.xlsx.writeBuffer());
    expect((await check(file)).rows).toHaveLength(1);
    const wide = zipOf({
      '_rels/.rels': rel('officeDocument', 'wb.xml'),
      'wb.xml': text('<workbook xmlns:r="r"><sheets><sheet name="DS" r:id="r1"/></sheets></workbook>'),
      '_rels/wb.xml.rels': rel('worksheet', 's.xml'),
      's.xml': text(
        '<worksheet><sheetData><row r="2"><c r="A2" t="str"><v>Họ và tên</v></c><c r="B2" t="str"><v>Đơn vị</v></c></row><row r="3"><c r="A3" t="str"><v>Lê Văn An</v></c><c r="B3" t="str"><v>Sở Y tế</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="C1:XFD1048576"/></mergeCells></worksheet>',
      ),
    });
    expect((await check(wide)).rows[0]).toMatchObject({ row: 3, name: 'Lê Văn An', outcome: 'accept' });
  });
});

describe('a long list', () => {
  test('20,000 rows are read and checked in a few seconds', async () => {
    const texts = (...values: string[]) => values.map((value) => `<c t="str"><v>${value}</v></c>`).join('');
    const rows = [texts('STT', 'Họ và tên', 'Ngày sinh', 'Đơn vị', 'Số CCCD', 'Số điện thoại', 'Email')];
    for (let index = 0; index < 20_000; index++) {
      const unit = index % 3 ? 'UBND xã Vĩnh Thuận' : 'Sở Y tế';
      const id = `0310800${String(index).padStart(5, '0')}`;
      const contact = [`09${10_000_000 + index}`, `a${index}@x.vn`];
      rows.push(texts(`${index}`, `Nguyễn Văn An ${index}`, '26/03/1980', unit, id, ...contact));
    }
    const file = zipOf({
      '_rels/.rels': rel('officeDocument', 'wb.xml'),
      'wb.xml': text('<workbook xmlns:r="r"><sheets><sheet name="DS" r:id="r1"/></sheets></workbook>'),
      '_rels/wb.xml.rels': rel('worksheet', 's.xml'),
      's.xml': text(
        `<worksheet><sheetData>${rows.map((row) => `<row>${row}</row>`).join('')}</sheetData></worksheet>`,
      ),
    });
    const started = Date.now();
    const report = await check(file);
    expect(report.counts).toEqual({ accept: 20_000, warn: 0, reject: 0, skip: 0 });
    expect(Date.now() - started).toBeLessThan(10_000);
  }, 60_000);
});

/** A ZIP with these parts, deflated. */
function zipOf(parts: Record<string, Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of Object.entries(parts)) {
    const packed = deflateRawSync(data);
    const sizes = Buffer.alloc(8);
    sizes.writeUInt32LE(packed.length, 0);
    sizes.writeUInt32LE(data.length, 4);
    const nameLength = Buffer.from([name.length & 255, name.length >> 8]);
    const common = Buffer.concat([
      Buffer.from('14000000080000000000', 'hex'),
      Buffer.alloc(4),
      sizes,
      nameLength,
    ]);
    const body = Buffer.concat([
      Buffer.from('504b0304', 'hex'),
      common,
      Buffer.alloc(2),
      Buffer.from(name),
      packed,
    ]);
    const at = Buffer.alloc(4);
    at.writeUInt32LE(offset);
    directory.push(
      Buffer.concat([Buffer.from('504b01021400', 'hex'), common, Buffer.alloc(12), at, Buffer.from(name)]),
    );
    bodies.push(body);
    offset += body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(bodies.length, 8);
  end.writeUInt16LE(bodies.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}

import { describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { canonical } from './framework-document.js';
import { FrameworkFiles } from './framework-files.js';
import { FileRefused } from './problem.js';
import { small } from './sample.testing.js';

const files = new FrameworkFiles();

/** The sample as a person changed it in Excel. */
async function edited(change: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await files.xlsx(small(), 'vi')) as unknown as ArrayBuffer);
  change(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}
async function refusalOf(file: Buffer): Promise<string[]> {
  try {
    await files.read(file);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return error.problems.map(
      ({ part, row, code, params }) =>
        `${part} ${row ?? '–'} ${code.replace('competency.file.', '')} ${params['label'] ?? params['field'] ?? ''}`,
    );
  }
  return [];
}
const sheet = (book: ExcelJS.Workbook, name: string) => book.getWorksheet(name) as ExcelJS.Worksheet;

describe('nothing that a person wrote is passed over in silence', () => {
  test.each<[string, (book: ExcelJS.Workbook) => void, string[]]>([
    [
      'a renamed column that need not be there',
      (book) => {
        sheet(book, 'Thành phần').getCell('D1').value = 'Diễn giải';
      },
      ['components 1 unknown-column Diễn giải'],
    ],
    [
      'a column of another sheet',
      (book) => {
        sheet(book, 'Miền').getCell('G1').value = 'Yêu cầu cần đạt';
      },
      ['domains 1 unknown-column Yêu cầu cần đạt'],
    ],
    [
      'values under no name at all',
      (book) => {
        sheet(book, 'Bậc').getCell('E3').value = 'ghi thêm';
      },
      ['levels 1 unknown-column (E)'],
    ],
    [
      'a column that is there twice',
      (book) => {
        sheet(book, 'Thành phần').getCell('G1').value = 'TÊN';
      },
      ['components 1 column-twice TÊN'],
    ],
    [
      'a renamed sheet: its rows would look like deletions',
      (book) => {
        sheet(book, 'Chỉ báo').name = 'Các chỉ báo';
      },
      ['file – unknown-sheet Các chỉ báo'],
    ],
    [
      'one sheet in two languages',
      (book) => {
        book.addWorksheet('Domains').addRow(['Code']);
      },
      ['file – sheet-twice Domains'],
    ],
    [
      'a renamed line of the first sheet',
      (book) => {
        sheet(book, 'Khung').getCell('A6').value = 'Có hiệu lực từ';
      },
      ['framework 6 unknown-line Có hiệu lực từ'],
    ],
    [
      'a line that is there twice',
      (book) => {
        sheet(book, 'Khung').addRow(['Phiên bản', '2.0']);
      },
      [expect.stringMatching(/^framework \d+ line-twice Phiên bản$/) as unknown as string],
    ],
    [
      'a formula without a result, and one that failed',
      (book) => {
        sheet(book, 'Thành phần').getCell('D2').value = { formula: 'A1&"x"' } as ExcelJS.CellFormulaValue;
        sheet(book, 'Thành phần').getCell('D3').value = { error: '#REF!' };
      },
      ['components 2 formula-without-value description', 'components 3 formula-without-value description'],
    ],
  ])('%s', async (_, change, problems) => expect(await refusalOf(await edited(change))).toEqual(problems));

  test('an empty sheet of notes, other capitals and spaces, and a formula with its result are no problem', async () => {
    const file = await edited((book) => {
      book.addWorksheet('Nháp');
      sheet(book, 'Khung').getCell('A1').value = 'Nội dung cần điền';
      sheet(book, 'Thành phần').getCell('C1').value = '  tên ';
      sheet(book, 'Thành phần').getCell('C2').value = { formula: '"Thiết"&" bị"', result: 'Thiết bị' };
    });
    expect(canonical(await files.read(file))).toBe(canonical(small()));
  });
});

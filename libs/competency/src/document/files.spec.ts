import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { projectRoot } from '#platform/i18n';
import { canonical, EVIDENCE, type FrameworkDocument } from './framework-document.js';
import { FrameworkFiles } from './framework-files.js';
import { FileRefused } from './problem.js';
import { circular, decision, small } from './sample.testing.js';

const files = new FrameworkFiles();

/** The problems of a refused file, as «part row code». */
async function refusalOf(file: Buffer): Promise<string[]> {
  try {
    await files.read(file);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return error.problems.map(
      ({ part, row, code }) => `${part} ${row ?? '–'} ${code.replace('competency.file.', '')}`,
    );
  }
  throw new Error('The file was read');
}
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const changed = (change: (document: FrameworkDocument) => void): Buffer => {
  const document = small();
  change(document);
  return json(document);
};
/** The sheet of the sample after a person changed it in Excel. */
async function edited(change: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await files.xlsx(small(), 'vi')) as unknown as ArrayBuffer);
  change(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('what is written reads back the same', () => {
  test.each([
    ['Circular 02', circular],
    ['Decision 757', decision],
    ['a small one', small],
  ])('%s, as XLSX in both languages and as JSON, byte for byte the second time', async (_, make) => {
    const document = make();
    for (const locale of ['vi', 'en'] as const) {
      const again = await files.read(await files.xlsx(document, locale));
      expect(canonical(again)).toBe(canonical(document));
    }
    const first = files.json(document);
    expect(files.json(await files.read(first)).equals(first)).toBe(true);
  });

  test('any texts, marks and codes survive both forms', async () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .map((text) => `Ý ${text.normalize('NFC')}`.replace(/[\p{C}\p{Z}\s\p{M}]+/gu, ' ').trim());
    const code = fc.stringMatching(/^[A-Z0-9][A-Z0-9.]{0,6}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.record({ code, name: word, evidence: fc.constantFrom(...EVIDENCE) }), {
          selector: (row) => row.code,
          minLength: 1,
          maxLength: 6,
        }),
        word,
        async (rows, text) => {
          const document = small();
          document.components = rows.map((row) => ({ ...row, domain: 'A', description: text, replaces: [] }));
          document.indicators = [];
          const clean = await files.read(files.json(document));
          expect(canonical(await files.read(await files.xlsx(clean, 'vi')))).toBe(canonical(clean));
          expect(canonical(await files.read(files.json(clean)))).toBe(canonical(clean));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a text that begins like a formula is harmless in Excel and whole when it comes back', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await files.xlsx(small(), 'vi')) as unknown as ArrayBuffer);
    expect(book.getWorksheet('Chỉ báo')?.getCell('D5').value).toBe("'=Tìm được tin.");
  });
});

describe('an annex that arrives is filled in by hand', () => {
  test('rows added in Excel, with words for marks and groups, codes as numbers and empty lines between', async () => {
    const document = await files.read(
      await edited((book) => {
        book.getWorksheet('Miền')?.addRow(['2', 'A', 'Miền mới', 'Mô tả', 'người dân', 'NGUYÊN VĂN']);
        book.getWorksheet('Thành phần')?.addRow([]);
        book.getWorksheet('Thành phần')?.addRow([2, 2.1, 'Thành phần mới', null, 'Một nguồn', 'X.1; X.2']);
        book.getWorksheet('Khung')?.addRow(['Lưu ý', 'Đã đối chiếu Công báo']);
        const head = book.getWorksheet('Khung');
        head?.eachRow((row) => {
          if (row.getCell(1).text !== 'Ngày hiệu lực') return;
          row.getCell(2).value = new Date('2026-12-01');
          row.getCell(2).numFmt = 'dd/mm/yyyy';
        });
      }),
    );
    expect(document.domains.at(-1)).toEqual({
      ...{ code: '2', parent: 'A', name: 'Miền mới', description: 'Mô tả' },
      ...{ targetGroup: 'citizen', evidence: 'verbatim' },
    });
    expect(document.components.at(-1)).toMatchObject({ domain: '2', code: '2.1', replaces: ['X.1', 'X.2'] });
    expect(document.framework).toMatchObject({
      effectiveDate: '2026-12-01',
      notes: ['Chỉ để thử', 'Đã đối chiếu Công báo'],
    });
  });

  test('decomposed text is composed, so that codes and wordings stay comparable', async () => {
    const nfd = Buffer.from(JSON.stringify(circular()).normalize('NFD'));
    expect(canonical(await files.read(nfd))).toBe(canonical(circular()));
  });
});

describe('bad files are refused, each problem with its place', () => {
  test.each<[string, (document: FrameworkDocument) => void, string[]]>([
    ['a code twice', (d) => d.components.push({ ...d.components[0]! }), ['components 4 code-twice']],
    [
      'a code that is the same once composed',
      (d) => {
        d.components[0]!.code = 'Ế1'.normalize('NFD');
        d.components[1]!.code = 'Ế1';
        d.indicators = [];
      },
      ['components 2 code-twice'],
    ],
    ['an indicator twice', (d) => d.indicators.push({ ...d.indicators[2]! }), ['indicators 5 code-twice']],
    [
      'an unknown parent',
      (d) => {
        d.domains[1]!.parent = 'Z';
      },
      ['domains 2 no-parent'],
    ],
    [
      'a circle of two',
      (d) => {
        d.domains[0]!.parent = 'B';
      },
      ['domains 1 circle', 'domains 2 circle'],
    ],
    [
      'a domain inside itself',
      (d) => {
        d.domains[0]!.parent = 'A';
      },
      ['domains 1 circle'],
    ],
    [
      'an unknown domain',
      (d) => {
        d.components[2]!.domain = 'Z';
      },
      ['components 3 no-domain'],
    ],
    [
      'an unknown component',
      (d) => {
        d.indicators[3]!.component = 'Z.9';
      },
      ['indicators 4 no-component'],
    ],
    [
      'a level that is not there',
      (d) => {
        d.indicators[0]!.level = 3;
      },
      ['indicators 1 no-level'],
    ],
    [
      'no level where there are levels',
      (d) => {
        d.indicators[0]!.level = null;
      },
      ['indicators 1 no-level'],
    ],
    [
      'levels with a gap',
      (d) => {
        d.levels[1]!.level = 3;
        d.indicators[1]!.level = 1;
      },
      ['levels 2 level-out-of-order'],
    ],
    [
      'nine levels',
      (d) => {
        d.levels = Array.from({ length: 9 }, (_, i) => ({
          level: i + 1,
          code: `L${i + 1}`,
          proficiency: 'X',
        }));
      },
      ['levels 9 level-out-of-order'],
    ],
    [
      'an old code that still lives',
      (d) => {
        d.components[0]!.replaces = ['B.1'];
      },
      ['components 1 replaces-living'],
    ],
    [
      'an old code replaced twice',
      (d) => {
        d.components[0]!.replaces = ['X'];
        d.components[1]!.replaces = ['X'];
      },
      ['components 2 replaced-twice'],
    ],
    [
      'a retired code that lives',
      (d) => {
        d.framework.retired = ['A.1'];
      },
      ['framework – retired-living'],
    ],
    [
      'a mark nobody knows',
      (d) => {
        (d.components[0] as { evidence: string }).evidence = 'chắc chắn';
      },
      ['components 1 bad-evidence'],
    ],
    [
      'a code with a space',
      (d) => {
        d.domains[0]!.code = 'A B';
      },
      ['domains 1 bad-code'],
    ],
    [
      'no domain at all',
      (d) => {
        d.domains = [];
        d.components = [];
        d.indicators = [];
      },
      ['domains – no-domains'],
    ],
    [
      'an empty title',
      (d) => {
        d.framework.title = '  ';
      },
      ['framework – empty-field'],
    ],
    [
      'a day that is none',
      (d) => {
        d.framework.effectiveDate = '2026-02-30';
      },
      ['framework – bad-date'],
    ],
  ])('%s', async (_, change, problems) => {
    expect(await refusalOf(changed(change))).toEqual(problems);
  });

  test('in a workbook the place is the line that Excel shows', async () => {
    const file = await edited((book) => {
      book.getWorksheet('Chỉ báo')?.addRow([]);
      book.getWorksheet('Chỉ báo')?.addRow(['Z.9', 1, 'Z.9.a', 'Một câu.', 'Nguyên văn']);
    });
    expect(await refusalOf(file)).toEqual(['indicators 7 no-component']);
  });

  test('a code that Excel took for a date is told, not taken', async () => {
    const file = await edited((book) => {
      const sheet = book.getWorksheet('Thành phần');
      const row = sheet?.addRow(['A', new Date('2026-01-02'), 'Ngày', null, 'Nguyên văn']);
      if (row) row.getCell(2).numFmt = 'dd/mm/yyyy';
    });
    expect(await refusalOf(file)).toEqual(['components 5 code-became-date']);
  });

  test('a sheet without a column, and a workbook of something else', async () => {
    const noColumn = await edited((book) => book.getWorksheet('Chỉ báo')?.spliceColumns(4, 1));
    expect(await refusalOf(noColumn)).toEqual(['indicators – no-column']);
    const other = new ExcelJS.Workbook();
    other.addWorksheet('Sheet1').addRow(['Họ và tên']);
    expect(await refusalOf(Buffer.from(await other.xlsx.writeBuffer()))).toEqual(['file – no-head-sheet']);
  });

  test('too large, a zip bomb, half a file, something else, nothing', async () => {
    const fixture = (name: string) => fs.readFileSync(path.join(projectRoot, 'test/fixtures/roster', name));
    expect(await refusalOf(Buffer.alloc(10 * 1024 * 1024, ' '))).toEqual(['file – too-large']);
    const began = performance.now();
    expect(await refusalOf(fixture('bom-nen.xlsx'))).toEqual(['file – bomb']);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(await refusalOf(fixture('hong-giua-chung.xlsx'))).toEqual(['file – not-xlsx']);
    expect(await refusalOf(fixture('danh-sach.pdf'))).toEqual(['file – not-json']);
    expect(await refusalOf(Buffer.from(JSON.stringify(small()), 'utf16le'))).toEqual(['file – not-json']);
    expect(await refusalOf(Buffer.alloc(0))).toEqual(['file – not-json']);
    expect(await refusalOf(json(null))).toEqual(['file – empty-field']);
    expect(await refusalOf(json({ ...small(), format: 'hocvuso-crosswalk-1' }))).toEqual([
      'file – bad-format',
    ]);
    expect(await refusalOf(json({ ...small(), extra: 1 }))).toEqual(['file – unknown-field']);
  });
});

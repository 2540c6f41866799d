import { describe, expect, test } from '@jest/globals';
import { SharedStrings } from './shared-strings.js';
import { columnName, RowWriter } from './sheet.js';
import { neutralised, xmlText } from './xml-text.js';

describe('text in a workbook', () => {
  test.each([
    ['Xã <Tân> & "Minh"', 'Xã &lt;Tân&gt; &amp; &quot;Minh&quot;'],
    ['chuông\u0007 và \u0000số không', 'chuông và số không'],
    ['dòng\nmột\thai', 'dòng\nmột\thai'],
    ['về\rđầu', 'về&#13;đầu'],
    ['_x0041_ chứ không phải A', '_x005F_x0041_ chứ không phải A'],
    ['_x41_', '_x41_'],
    ['Nguyễn Văn Ý', 'Nguyễn Văn Ý'],
  ])('%j is written as %j', (text, xml) => expect(xmlText(text)).toBe(xml));

  test.each(['=1+1', '+84', '-2', '@a', '\ta', '\ra', '\na'])('%j cannot begin a formula', (text) =>
    expect(neutralised(text)).toBe(`'${text}`),
  );
  test.each(['', 'Xã A-B', '1=1', ' =1'])('%j stays as it is', (text) =>
    expect(neutralised(text)).toBe(text),
  );
});

test('columns go on after Z', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

test('words are stored once; beyond 20,000 of them they go into their cells', () => {
  const shared = new SharedStrings();
  const writer = new RowWriter([{ kind: 'word', style: 0, width: 9 }], shared);
  expect(writer.row(2, ['Xã Tân Minh'])).toContain('<v>0</v>');
  expect(writer.row(3, ['Xã Tân Minh'])).toContain('<v>0</v>');
  for (let index = 0; index < 20_000; index += 1) shared.numberOf(`đơn vị ${index}`);
  expect(writer.row(4, ['Xã Vĩnh Am'])).toBe(
    '<row r="4"><c r="A4" t="inlineStr"><is><t>Xã Vĩnh Am</t></is></c></row>',
  );
});

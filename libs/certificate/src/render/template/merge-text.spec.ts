import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '#platform/errors';
import { sampleModel } from '../sample-model.js';
import { mergeValues } from './merge-fields.js';
import { MergeText } from './merge-text.js';

const model = sampleModel();
const said = (source: string, change: Partial<typeof model> = {}) =>
  new MergeText(source, 'name')
    .merge(mergeValues({ ...model, ...change }), 'regular')
    .map((cells) =>
      cells.map((spans) => spans.map(({ text, face }) => (face === 'bold' ? `*${text}*` : text)).join('')),
    );
const problem = (code: string, params: object = {}) =>
  expect.objectContaining({
    code: `certificate.template.${code}`,
    params: expect.objectContaining({ element: 'name', ...params }),
  });

describe('a merge text', () => {
  test('puts words in place, bold between stars, facts side by side', () => {
    expect(said('Ngày sinh: **{{birthDate}}**|Đơn vị: {{unit}}\n{{upper holderName}}')).toEqual([
      ['Ngày sinh: *14/08/1987*', 'Đơn vị: UBND xã Mao Điền'],
      ['PHẠM THỊ HỒNG NHUNG'],
    ]);
  });

  test('leaves out what is not known together with its label, and the line when nothing is left', () => {
    expect(
      said('Ngày sinh: {{birthDate}}|Chức vụ: {{position}}\nĐơn vị: {{unit}}\nhết', {
        holder: { name: 'Y Bhăm', position: 'Già làng' },
      }),
    ).toEqual([['Chức vụ: Già làng'], ['hết']]);
  });

  test('English words where there are some, else the Vietnamese; a line of English alone goes without them', () => {
    const english = { name: 'Digital Safety' };
    const source = '{{english courseName}} · {{english form}} · {{english result}}\n{{courseEnglish}}';
    const study = { ...model.study, result: 'Đạt (94,58%)' };
    expect(said(source, { study, course: { name: 'An toàn số', english } })).toEqual([
      ['Digital Safety · Online · Passed (94.58%)'],
      ['Digital Safety'],
    ]);
    const own = { form: 'Tại nhà văn hóa', result: 'Xuất sắc' };
    expect(said(source, { study: own, course: { name: 'An toàn số' } })).toEqual([
      ['An toàn số · Tại nhà văn hóa · Xuất sắc'],
    ]);
  });

  test('a place in a contest in words, alone or shared', () => {
    const award = { place: 2, tied: true, of: 20_509, kind: 'commune', round: 'Vòng 4', revision: 1 };
    expect(said('{{rank}} / {{rankEnglish}} / {{round}} / {{standing}}', { award })).toEqual([
      ['Hạng nhì / Second place / Vòng 4 / hạng 2 trên 20.509 đơn vị cấp xã, đồng hạng'],
    ]);
    expect(said('{{rank}} / {{standing}}', { award: { ...award, place: 12, tied: false } })).toEqual([
      ['Hạng 12 / hạng 12 trên 20.509 đơn vị cấp xã'],
    ]);
    expect(said('Hạng: {{rank}}')).toEqual([]);
  });

  test('dates in Vietnamese, short and in English; conditions both ways', () => {
    expect(said('{{issuedOn}} / {{short issuedOn}} / {{english issuedOn}}')).toEqual([
      ['ngày\u00A012\u00A0tháng\u00A06\u00A0năm\u00A02026 / 12/06/2026 / 12 June 2026'],
    ]);
    expect(said('{{#if legalBasis}}có{{else}}không{{/if}} {{#unless legalBasis}}căn cứ{{/unless}}')).toEqual([
      ['không căn cứ'],
    ]);
  });

  test.each([
    ['{{hoTen}}', 'unknown-field', { field: 'hoTen', line: 1 }],
    ['a\nb {{x}}', 'unknown-field', { field: 'x', line: 2 }],
    ['{{constructor}}', 'unknown-field', {}],
    ['{{__proto__}}', 'unknown-field', {}],
    ['{{toString}}', 'unknown-field', {}],
    ['{{holderName.length}}', 'not-allowed', {}],
    ['{{this}}', 'not-allowed', {}],
    ['{{../holderName}}', 'not-allowed', {}],
    ['{{@root.holderName}}', 'not-allowed', {}],
    ['{{{holderName}}}', 'not-allowed', {}],
    ['{{&holderName}}', 'not-allowed', {}],
    ['{{> partial}}', 'not-allowed', {}],
    ['{{#each skills}}x{{/each}}', 'not-allowed', {}],
    ['{{#with holderName}}x{{/with}}', 'not-allowed', {}],
    ['{{#if (upper holderName)}}x{{/if}}', 'not-allowed', {}],
    ['{{upper holderName courseName}}', 'not-allowed', {}],
    ['{{upper a=1}}', 'not-allowed', {}],
    ['{{* inline}}', 'not-allowed', {}],
    ['{{lookup holderName "x"}}', 'not-allowed', {}],
    ['{{log holderName}}', 'unknown-helper', { helper: 'log' }],
    ['{{english holderName}}', 'not-a-date', { field: 'holderName' }],
    ['{{#if title}}', 'syntax', {}],
    ['{{', 'syntax', {}],
    ['名前', 'unprintable', { character: '名' }],
    ['\uE000', 'unprintable', {}],
    [`${'{{#if title}}'.repeat(5)}x${'{{/if}}'.repeat(5)}`, 'too-deep', {}],
  ])('%s is refused with its place', (source, code, params) => {
    expect(() => new MergeText(source, 'name')).toThrow(problem(code, params));
  });

  test.each([
    'Chứng chỉ',
    'CHỨNG CHỈ',
    'c h ứ n g   c h ỉ',
    'chứng-chỉ',
    'CHỨNG {{! x }}CHỈ',
    '{{#if unit}}CHỨNG{{/if}} chỉ',
    'Chứng chỉ'.normalize('NFD'),
  ])('cannot call itself %s: only the issuer decides', (source) => {
    expect(() => new MergeText(source, 'name')).toThrow(problem('title-fixed'));
  });

  test('whatever is typed is either read or refused with a place, soon', () => {
    const part = fc.constantFrom(
      '{{',
      '}}',
      '{{#if ',
      '{{/if}}',
      'holderName',
      'upper ',
      ' ',
      '|',
      '**',
      '\n',
      '"',
      '(',
      '@',
      '../',
      'Ê',
      '{{else}}',
      '\\',
      '~',
      '!--',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        try {
          said(parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

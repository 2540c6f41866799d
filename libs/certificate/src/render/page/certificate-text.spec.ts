import { describe, expect, test } from '@jest/globals';
import type { CertificateModel } from '../certificate-model.js';
import { sampleModel } from '../sample-model.js';
import { certificateText } from './certificate-text.js';

const model = sampleModel();
const textOf = (change: Partial<CertificateModel>) => certificateText({ ...model, ...change });
const refusal = (code: string, params: object = {}) => expect.objectContaining({ code, params });

describe('words of the certificate', () => {
  test('a completed course gives a “giấy chứng nhận”, whoever issues it', () => {
    expect(textOf({}).title).toBe('GIẤY CHỨNG NHẬN');
    expect(textOf({ issuer: { ...model.issuer, authorised: { legalBasis: 'QĐ 1/QĐ-BNV' } } }).title).toBe(
      'GIẤY CHỨNG NHẬN',
    );
  });

  test('“chứng chỉ” needs an authorised issuer with its legal basis', () => {
    const title = 'authorised-certificate';
    const issuer = { ...model.issuer, authorised: { legalBasis: 'Quyết định 123/QĐ-BNV' } };
    expect(textOf({ title, issuer })).toMatchObject({ title: 'CHỨNG CHỈ', noun: 'chứng chỉ' });
    for (const wrong of [model.issuer, { ...model.issuer, authorised: { legalBasis: ' ' } }]) {
      expect(() => textOf({ title, issuer: wrong })).toThrow(refusal('certificate.issuer-not-authorised'));
    }
  });

  test('heads are in capitals, the sentence names who certifies', () => {
    expect(textOf({})).toMatchObject({
      superior: 'SỞ KHOA HỌC VÀ CÔNG NGHỆ HẢI PHÒNG',
      issuer: 'TRUNG TÂM CÔNG NGHỆ THÔNG TIN VÀ TRUYỀN THÔNG',
      certifies: 'Giám đốc Trung tâm Công nghệ thông tin và Truyền thông Hải Phòng chứng nhận',
      positions: ['GIÁM ĐỐC'],
    });
    expect(textOf({ issuer: { name: 'UBND xã Mao Điền' } }).certifies).toBe('UBND xã Mao Điền chứng nhận');
  });

  test('a birth date, a year alone, or nothing', () => {
    expect(textOf({}).person[0]).toEqual({ label: 'Ngày sinh:', value: '14/08/1987' });
    expect(textOf({ holder: { name: 'An', birth: { year: 1961 } } }).person).toEqual([
      { label: 'Năm sinh:', value: '1961' },
    ]);
    expect(textOf({ holder: { name: 'An' } }).person).toEqual([]);
    expect(() => textOf({ holder: { name: 'An', birth: { year: 61 } } })).toThrow(
      refusal('certificate.invalid-field', { field: 'holder.birth' }),
    );
  });

  test('the period of study: two days, one day, an open end, none', () => {
    const first = (study: CertificateModel['study']) => textOf({ study }).study[0];
    expect(first({ from: '2026-04-06', to: '2026-06-12' })).toEqual({
      label: 'Từ ngày',
      value: '06/04/2026',
      next: { label: 'đến ngày', value: '12/06/2026' },
    });
    expect(first({ from: '2026-06-12', to: '2026-06-12' })).toEqual({ label: 'Ngày', value: '12/06/2026' });
    expect(first({ to: '2026-06-12' })).toEqual({ label: 'Ngày', value: '12/06/2026' });
    expect(first({})).toBeUndefined();
    expect(() => first({ from: '2026-06-13', to: '2026-06-12' })).toThrow(
      refusal('certificate.invalid-field', { field: 'study.to' }),
    );
  });

  test.each([0, -1, 1.5, Number.NaN])('refuses %d teaching periods', (periods) => {
    expect(() => textOf({ study: { periods } })).toThrow(
      refusal('certificate.invalid-field', { field: 'study.periods' }),
    );
  });

  test('a class is named once, however its name begins', () => {
    const className = (name: string) =>
      textOf({ course: { name: 'X', className: name } }).study.find(({ label }) => label === 'Lớp:');
    expect(className('Lớp 1.1')).toEqual({ label: 'Lớp:', value: '1.1' });
    expect(className('1.1')).toEqual({ label: 'Lớp:', value: '1.1' });
  });

  test('the framework line names components and their source, and no level that no rule awards', () => {
    const { label, value } = textOf({}).framework!;
    expect(`${label} ${value}`.replaceAll('\u00a0', ' ')).toBe(
      'Nội dung gắn với khung năng lực số: 4.2 Bảo vệ dữ liệu cá nhân và quyền riêng tư; ' +
        '6.1 Hiểu biết về trí tuệ nhân tạo; 6.2 Sử dụng trí tuệ nhân tạo (Thông tư 02/2025/TT-BGDĐT)',
    );
    expect(value).not.toMatch(/bậc/);
  });

  test('a level is printed with the rule that awards it, and a rule without a name awards none', () => {
    const award = (rule: string) =>
      textOf({
        framework: [
          {
            framework: 'TT 02',
            components: [{ code: '6.2', name: 'Sử dụng AI', award: { level: 'bậc 3', rule } }],
          },
        ],
      }).framework?.value.replaceAll('\u00a0', ' ');
    expect(award('Quy tắc 12/QC-TTCNTT')).toBe('6.2 Sử dụng AI (bậc 3) (TT 02)');
    expect(() => award(' ')).toThrow(refusal('certificate.missing-field', { field: 'framework.rule' }));
  });

  test('two frameworks share the line, none leaves it out', () => {
    const framework = ['TT 02', 'QĐ 757'].map((name) => ({
      framework: name,
      components: [{ name: 'An toàn số' }],
    }));
    expect(textOf({ framework }).framework?.value).toBe('An toàn số (TT 02); An toàn số (QĐ 757)');
    expect(textOf({ framework: [] }).framework).toBeUndefined();
    expect(textOf({ framework: [{ framework: 'TT 02', components: [] }] }).framework).toBeUndefined();
  });

  test.each([
    ['holder.name', { holder: { name: ' ' } }],
    ['issuer.name', { issuer: { name: '' } }],
    ['course.name', { course: { name: '' } }],
    ['place', { place: '' }],
    ['signatory.name', { signatory: { position: ['Giám đốc'], name: '' } }],
    ['signatory.position', { signatory: { position: [], name: 'An' } }],
    ['serial', { serial: '' }],
    ['registerNumber', { registerNumber: '' }],
  ])('cannot do without %s', (field, change) => {
    expect(() => textOf(change)).toThrow(refusal('certificate.missing-field', { field }));
  });
});

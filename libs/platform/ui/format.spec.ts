import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  formatDate,
  formatDateTime,
  formatNumber,
  formatPercent,
  formatTime,
  initialOf,
  isoTime,
} from './format.js';

describe('numbers', () => {
  test('are grouped the Vietnamese and the English way', () => {
    expect(formatNumber('vi', 20509)).toBe('20.509');
    expect(formatNumber('en', 20509)).toBe('20,509');
    expect(formatNumber('vi', 1774)).toBe('1.774');
    expect(formatNumber('vi', 7.25)).toBe('7,25');
    expect(formatNumber('vi', 7.5)).toBe('7,5');
    expect(formatNumber('vi', 37.78, 0)).toBe('38');
  });

  test('nothing is shown as nothing, never as zero; zero is shown', () => {
    expect(formatNumber('vi', null)).toBe('');
    expect(formatNumber('vi', undefined)).toBe('');
    expect(formatPercent('vi', '')).toBe('');
    expect(formatNumber('vi', 0)).toBe('0');
    expect(formatPercent('vi', 0)).toBe('0%');
  });

  test('percentages keep two decimals unless they are whole', () => {
    expect(formatPercent('vi', 94.58)).toBe('94,58%');
    expect(formatPercent('en', 94.58)).toBe('94.58%');
    expect(formatPercent('vi', 37.5)).toBe('37,50%');
    expect(formatPercent('vi', 70)).toBe('70%');
    expect(formatPercent('vi', 34, 2)).toBe('34,00%');
  });

  test('whole numbers of any size come back from their text', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
        expect(Number(formatNumber('vi', value).replaceAll('.', ''))).toBe(value);
      }),
    );
  });
});

describe('dates', () => {
  test('are shown in Vietnam, also across midnight', () => {
    expect(formatDate('2026-11-20T17:30:00Z')).toBe('21/11/2026');
    expect(formatTime('2026-11-20T17:30:00Z')).toBe('00:30');
    expect(formatTime(new Date('2026-06-12T03:58:07Z'), true)).toBe('10:58:07');
    expect(formatDateTime('2026-05-22T03:40:00Z')).toBe('10:40,\u00a022/05/2026');
  });

  test('a calendar day never shifts', () => {
    expect(formatDate('1987-08-14')).toBe('14/08/1987');
    expect(isoTime('1987-08-14')).toBe('1987-08-14');
  });

  test('what is not a date shows nothing', () => {
    for (const value of [null, undefined, '', 'hôm qua']) {
      expect(formatDate(value)).toBe('');
      expect(formatTime(value)).toBe('');
      expect(formatDateTime(value)).toBe('');
    }
  });
});

test('the initial is that of the given name', () => {
  expect(initialOf('Phạm Thị Hồng Nhung')).toBe('N');
  expect(initialOf('Vũ Thùy Ánh'.normalize('NFD'))).toBe('Á');
  expect(initialOf('Y Bhăm ')).toBe('B');
  expect(initialOf('')).toBe('');
});

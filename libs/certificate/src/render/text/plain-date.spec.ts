import { describe, expect, test } from '@jest/globals';
import { formalDate, shortDate } from './plain-date.js';

describe('dates on paper', () => {
  test.each([
    ['2026-06-12', 'ngày 12 tháng 6 năm 2026'],
    ['2026-02-05', 'ngày 05 tháng 02 năm 2026'],
    ['2026-01-10', 'ngày 10 tháng 01 năm 2026'],
    ['2026-03-09', 'ngày 09 tháng 3 năm 2026'],
    ['2026-10-01', 'ngày 01 tháng 10 năm 2026'],
    ['2028-02-29', 'ngày 29 tháng 02 năm 2028'],
  ])('%s is “%s” by Decree 30', (date, written) => {
    expect(formalDate('issuedOn', date)).toBe(written);
  });

  test('facts write two digits throughout', () => {
    expect(shortDate('study.from', '2026-04-06')).toBe('06/04/2026');
  });

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '12/06/2026', '2026-6-12', ''])(
    'refuses “%s” and names the field',
    (date) => {
      expect(() => shortDate('study.from', date)).toThrow(
        expect.objectContaining({ code: 'certificate.invalid-field', params: { field: 'study.from' } }),
      );
    },
  );
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadMessages } from '#platform/i18n';
import { lastDay, missingIn, type RuleContent } from './rule.policy.js';

const whole: RuleContent = {
  ...{
    title: 'Quy tắc',
    legalBasis: 'Quyết định 12/QĐ-UBND',
    questions: 20,
    thresholdPercent: 60,
    attempts: 2,
  },
  ...{ decidedBy: ['commune'], validityMonths: 24, unlimited: false, exemptions: [] },
  requirements: [{ id: 'r', kind: 'examination', courseId: 'c', lessonKey: 'l' }],
  effectiveFrom: '2026-12-01',
};
const missing = (more: Partial<RuleContent>, notBefore: string | null = null) =>
  missingIn({ ...whole, ...more }, '2026-11-22', notBefore);

describe('putting a rule into force', () => {
  test('a fresh one lacks everything: no number comes from us', () => {
    const fresh: RuleContent = {
      ...{
        title: '',
        legalBasis: '',
        questions: null,
        thresholdPercent: null,
        attempts: null,
        decidedBy: [],
      },
      ...{ validityMonths: null, unlimited: false, requirements: [], exemptions: [], effectiveFrom: null },
    };
    expect(missingIn(fresh, '2026-11-22', null)).toEqual([
      ...['title', 'legal-basis', 'requirements', 'decided-by', 'validity', 'effective-from'],
    ]);
  });

  test.each<[string, Partial<RuleContent>]>([
    ['legal-basis', { legalBasis: '' }],
    ['examination-numbers', { questions: null }],
    ['examination-numbers', { thresholdPercent: null }],
    ['examination-numbers', { attempts: null }],
    ['decided-by', { decidedBy: [] }],
    ['validity', { validityMonths: null }],
    ['effective-past', { effectiveFrom: '2026-11-21' }],
  ])('%s is asked for', (expected, more) => expect(missing(more)).toEqual([expected]));

  test('the numbers are asked for only where there is an examination; no end is an answer too', () => {
    const numbers = { questions: null, thresholdPercent: null, attempts: null };
    expect(missing({ ...numbers, requirements: [{ id: 'r', kind: 'course', courseId: 'c' }] })).toEqual([]);
    expect(missing({ validityMonths: null, unlimited: true })).toEqual([]);
  });

  test('today will do, but no day before that of the version before', () => {
    expect(missing({ effectiveFrom: '2026-11-22' })).toEqual([]);
    expect(missing({}, '2026-12-01')).toEqual([]);
    expect(missing({}, '2026-12-02')).toEqual(['effective-order']);
  });
});

describe('the last day', () => {
  const months = (from: string, validityMonths: number) =>
    lastDay(from, { unlimited: false, validityMonths });
  test.each([
    ['2026-11-22', 12, '2027-11-22'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-11-30', 1, '2026-12-30'],
  ])('%s and %i months: %s', (from, count, expected) => expect(months(from, count)).toBe(expected));

  test('none where there is no end', () =>
    expect(lastDay('2026-11-22', { unlimited: true, validityMonths: null })).toBeNull());

  test('more months never end earlier, and the month is always the one asked for', () => {
    const day = fc.date({ min: new Date('2025-01-01'), max: new Date('2060-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 600 }), (date, count) => {
        const from = date.toISOString().slice(0, 10);
        const [a, b] = [months(from, count) as string, months(from, count + 1) as string];
        const index = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        return a < b && index(a) - index(from) === count && Number(a.slice(8)) <= Number(from.slice(8));
      }),
      { numRuns: 10_000 },
    );
  });
});

test('no words of ours say that anything was reached by Decision 757', () => {
  for (const locale of ['vi', 'en'] as const) {
    const own = Object.entries(loadMessages(locale)).filter(([key]) => key.startsWith('recognition.'));
    expect(own.length).toBeGreaterThan(100);
    // The decision is named only to say what is not known of it.
    const named = own.filter(([, text]) => text.includes('757')).map(([key]) => key);
    expect(named.sort()).toEqual(['recognition.rows.annex', 'recognition.rows.unread']);
  }
});

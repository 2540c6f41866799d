import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InvalidNumberPattern, NumberPattern } from './number-pattern.js';

const year = fc.integer({ min: 2000, max: 2099 });
const sequence = fc.integer({ min: 1, max: 99_999_999 });

describe('number pattern', () => {
  test.each([
    ['HP{yy} {seq:7}', 'HP26 0015206'],
    ['{seq}/GCN-CNTTTT', '15206/GCN-CNTTTT'],
    ['{seq}/{yyyy}/GCN-CNTTTT', '15206/2026/GCN-CNTTTT'],
    ['{seq:2}/GCN-TTBDCĐS', '15206/GCN-TTBDCĐS'],
    ['{yyyy}{seq:6}', '2026015206'],
  ])('%s prints %s', (pattern, printed) => {
    expect(new NumberPattern(pattern).format({ year: 2026, sequence: 15_206 })).toBe(printed);
  });

  test('pads to at least the digits asked, and never cuts', () => {
    const pattern = new NumberPattern('{seq:2}/GCN');
    expect(pattern.format({ year: 2026, sequence: 5 })).toBe('05/GCN');
    expect(pattern.format({ year: 2026, sequence: 123 })).toBe('123/GCN');
  });

  test('reads back whatever it prints', () => {
    const patterns = [
      'HP{yy} {seq:7}',
      '{seq}/{yyyy}/GCN-CNTTTT',
      '{seq}{yyyy}',
      '{yyyy}{seq}',
      'A1{seq}2/{yy}',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...patterns), year, sequence, (text, y, s) => {
        const pattern = new NumberPattern(text);
        expect(pattern.parse(pattern.format({ year: y, sequence: s }))).toEqual({ year: y, sequence: s });
      }),
      { numRuns: 10_000 },
    );
  });

  test('whatever pattern is taken, reads back whatever it prints, typed in any case and spacing', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ABĐƠaêıſK./–- 17\u212A\u1E9E'), maxLength: 6 });
    const pad = fc.constantFrom('{seq}', ...Array.from({ length: 12 }, (_, n) => `{seq:${n + 1}}`));
    const shown = fc.constantFrom('{yy}', '{yyyy}', '');
    const text = fc
      .tuple(word, pad, word, shown, word, fc.boolean())
      .map(([a, seq, b, when, c, first]) => (first ? [a, seq, b, when, c] : [a, when, b, seq, c]).join(''));
    fc.assert(
      fc.property(text, year, sequence, fc.boolean(), (given, y, s, lower) => {
        let pattern: NumberPattern;
        try {
          pattern = new NumberPattern(given);
        } catch (error) {
          fc.pre(!(error instanceof InvalidNumberPattern));
          throw error;
        }
        const printed = pattern.format({ year: y, sequence: s });
        const typed = lower ? ` ${printed.toLowerCase().replaceAll(' ', '  ')} ` : printed;
        const read = pattern.parse(typed);
        expect([given, typed, read]).toEqual([
          given,
          typed,
          /\{yy/.test(given) ? { year: y, sequence: s } : { sequence: s },
        ]);
      }),
      { numRuns: 10_000 },
    );
  });

  test('different numbers never print alike', () => {
    const pattern = new NumberPattern('{yyyy}{seq:3}');
    fc.assert(
      fc.property(year, sequence, year, sequence, (y1, s1, y2, s2) => {
        fc.pre(y1 !== y2 || s1 !== s2);
        expect(pattern.format({ year: y1, sequence: s1 })).not.toBe(
          pattern.format({ year: y2, sequence: s2 }),
        );
      }),
    );
  });

  test('forgives case and spacing, nothing else', () => {
    const pattern = new NumberPattern('HP{yy} {seq:7}');
    expect(pattern.parse('  hp26   0015206 ')).toEqual({ year: 2026, sequence: 15_206 });
    expect(pattern.parse('HP26\u00a00015206')).toEqual({ year: 2026, sequence: 15_206 });
    for (const wrong of [
      'HP26 15206',
      'HP26 00015206',
      'HP26 0000000',
      'HP2 0015206',
      'XHP26 0015206',
      'HP26 0015206x',
    ]) {
      expect(pattern.parse(wrong)).toBeNull();
    }
    expect(new NumberPattern('{seq}/GCN').parse('007/GCN')).toBeNull();
  });

  test('leaves the year out when the pattern has none', () => {
    expect(new NumberPattern('{seq}/GCN-CNTTTT').parse('15206/gcn-cntttt')).toEqual({ sequence: 15_206 });
  });

  test.each([
    ['GCN-2026', 'no-sequence'],
    ['{seq}{seq}', 'repeated'],
    ['{yy}/{yyyy}/{seq}', 'repeated'],
    ['{sequence}', 'unknown-placeholder'],
    ['{seq:0}', 'unknown-placeholder'],
    ['{seq:13}', 'unknown-placeholder'],
    ['{seq}<b>', 'bad-character'],
    ['{seq', 'bad-character'],
    ['{seq}.*', 'bad-character'],
    [' {seq}', 'bad-character'],
    ['HP  {seq}', 'bad-character'],
    ['\u212A{seq}', 'bad-character'],
    [`{seq}${'X'.repeat(60)}`, 'too-long'],
  ])('refuses the pattern %s: %s', (pattern, problem) => {
    expect(() => new NumberPattern(pattern)).toThrow(InvalidNumberPattern);
    expect(() => new NumberPattern(pattern)).toThrow(problem);
  });

  test.each([
    { year: 2026, sequence: 0 },
    { year: 2026, sequence: 1.5 },
    { year: 26, sequence: 1 },
  ])('does not print %j', (number) => {
    expect(() => new NumberPattern('{seq}/{yy}').format(number)).toThrow(RangeError);
  });
});

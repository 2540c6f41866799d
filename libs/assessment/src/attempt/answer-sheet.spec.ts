import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AnswerSheet, type JournalEntry } from './answer-sheet.js';

const entry = (seq: number, position: number, answer: string[] | null, flagged: boolean | null = null) => ({
  seq,
  position,
  answer,
  flagged,
});

describe('replaying a journal', () => {
  test('the highest number of a question counts, in whatever order the rows come', () => {
    const journal = fc.uniqueArray(
      fc.record({
        seq: fc.nat(1000),
        position: fc.integer({ min: 1, max: 4 }),
        answer: fc.option(fc.subarray(['a', 'b', 'c'])),
        flagged: fc.option(fc.boolean()),
      }),
      { selector: (each) => each.seq },
    );
    fc.assert(
      fc.property(journal, (entries: JournalEntry[]) => {
        const sheet = new AnswerSheet(entries);
        const latest = (position: number, of: (entry: JournalEntry) => unknown) =>
          entries
            .filter((each) => each.position === position && of(each) !== null)
            .sort((a, b) => b.seq - a.seq)[0];
        const same = [1, 2, 3, 4].every(
          (position) =>
            sheet.answer(position) === (latest(position, (each) => each.answer)?.answer ?? null) &&
            sheet.flagged(position) === (latest(position, (each) => each.flagged)?.flagged ?? false),
        );
        return same && sheet.lastSeq === Math.max(-1, ...entries.map((each) => each.seq));
      }),
      { numRuns: 10_000 },
    );
  });

  test('a flag leaves the answer alone, and an answer taken back is none', () => {
    const sheet = new AnswerSheet([
      entry(1, 1, ['a']),
      entry(2, 1, null, true),
      entry(3, 2, ['b']),
      entry(4, 2, []),
    ]);
    expect(sheet.answer(1)).toEqual(['a']);
    expect(sheet.flagged(1)).toBe(true);
    expect(sheet.answered(1)).toBe(true);
    expect(sheet.answered(2)).toBe(false);
    expect(sheet.answered(3)).toBe(false);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseInput } from '#platform/http';
import { questionInput } from '../bank/question.input.js';
import { formatNames } from './formats.js';
import { FileRefused, type FoundItem, type OutgoingQuestion } from './item.js';
import { outgoing, pngOf } from './pictures.testing.js';
import { GENERATED_PICTURE, storedQuestions } from './questions.testing.js';
import { readQuestions } from './read-questions.js';
import { writeQuestions } from './write-questions.js';

const PICTURES = outgoing({ [GENERATED_PICTURE]: pngOf(120, 80) });

const stored = ({ question }: FoundItem): OutgoingQuestion => {
  const { externalId, tags, content } = parseInput(questionInput, question);
  return { externalId, tags, ...content };
};

/** Without ids, which formats without a place for them give anew. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, each) => (key === 'id' ? undefined : each)));

describe.each(formatNames)('%s', (format) => {
  test('out, in and out again is the same file, and everything in it came back', async () => {
    let written = 0;
    await fc.assert(
      fc.asyncProperty(storedQuestions, async (questions) => {
        const first = await writeQuestions(format, questions, PICTURES);
        const kept = questions.filter((_, index) => first.items[index]!.reason === null);
        if (kept.length === 0) return;
        written += kept.length;
        const back = await readQuestions(format, first.file);
        expect(back.map(({ reason }) => reason)).toEqual(kept.map(() => null));
        const again = back.map(stored);
        // A workbook holds the time of writing; what it says is compared below.
        const found = back.flatMap(({ pictures }) => pictures.map(({ id, content }) => [id, content]));
        const second = await writeQuestions(format, again, outgoing(Object.fromEntries(found)));
        if (format !== 'xlsx') expect(second.file.equals(first.file)).toBe(true);
        if (format !== 'aiken') expect(plain(again)).toEqual(plain(kept));
      }),
      // Packages and workbooks take longer to write, and hold more of what is made.
      { numRuns: ['gift', 'aiken', 'moodle-xml'].includes(format) ? 200 : 80 },
    );
    expect(written).toBeGreaterThan(20);
  });

  test('no file makes it stumble: whatever is broken is refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        storedQuestions,
        fc.array(
          fc.record({
            at: fc.nat(),
            put: fc.constantFrom('', '{', '}', '<', '&x;', '=', '~', '"', '\u0000', '\n\n', '#', '%'),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        async (questions, breaks) => {
          const { file } = await writeQuestions(format, questions, PICTURES);
          let text = file.toString('latin1');
          for (const { at, put } of breaks) {
            const place = at % (text.length + 1);
            text = text.slice(0, place) + put + text.slice(place + 1);
          }
          const found = await readQuestions(format, Buffer.from(text, 'latin1')).catch((error: unknown) => {
            if (!(error instanceof FileRefused)) throw error;
            return [];
          });
          for (const { question, reason } of found) expect(question === null).toBe(reason !== null);
        },
      ),
      { numRuns: 100 },
    );
  });
});

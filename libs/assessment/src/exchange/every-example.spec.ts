import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { parseInput } from '#platform/http';
import { Catalogue, projectRoot } from '#platform/i18n';
import { questionInput } from '../bank/question.input.js';
import { EXAMPLE_PICTURE } from '../question-types/examples.js';
import { questionTypes } from '../question-types/index.js';
import { allExamples } from './examples.testing.js';
import { formatNames } from './formats.js';
import { outgoing, pngOf } from './pictures.testing.js';
import { readQuestions } from './read-questions.js';
import { writeQuestions } from './write-questions.js';

const alone = allExamples();
const [stimulus] = alone.filter(({ type }) => type === 'stimulus');
const { questions, ...shared } = stimulus!.body as { questions: object[] };
/** What some formats hold only with one question under it. */
const ofOne = {
  ...stimulus!,
  externalId: 'stimulus-one',
  body: { ...shared, questions: questions.slice(0, 1) },
};
const examples = [...alone, ofOne];

const IN_QTI = questionTypes.map(({ code }) => code);

const PICTURE = pngOf(640, 360);

/** The types of which a format holds at least one example. */
const HELD: Record<string, string[]> = {
  gift: ['single', 'multiple', 'true-false', 'matching', 'categorise', 'numeric', 'short-answer'],
  'moodle-xml': questionTypes
    .map(({ code }) => code)
    .filter((code) => !['kprim', 'likert', 'hotspot'].includes(code)),
  aiken: ['single'],
  qti21: IN_QTI.filter((code) => code !== 'drag-onto-picture'),
  qti30: IN_QTI,
  xlsx: questionTypes
    .map(({ code }) => code)
    .filter((code) => !['hotspot', 'drag-onto-picture'].includes(code)),
};

test.each(formatNames)(
  '%s holds examples of exactly the types it says, and they come back',
  async (format) => {
    const { file, items } = await writeQuestions(format, examples, outgoing({ [EXAMPLE_PICTURE]: PICTURE }));
    const held = items.filter(({ reason }) => reason === null);
    expect([...new Set(held.map(({ type }) => type))]).toEqual(HELD[format]);
    const back = await readQuestions(format, file);
    expect(back.map(({ reason }) => reason)).toEqual(held.map(() => null));
    const again = back.map(({ question }) => {
      const { externalId, tags, content } = parseInput(questionInput, question);
      return { externalId, tags, ...content };
    });
    const pictures = back.flatMap((item) => item.pictures.map(({ id, content }) => [id, content]));
    const second = await writeQuestions(format, again, outgoing(Object.fromEntries(pictures)));
    expect(second.items.map(({ reason }) => reason)).toEqual(held.map(() => null));
    if (format !== 'xlsx') expect(second.file.equals(file)).toBe(true);
    const kept = examples.filter((_, index) => items[index]!.reason === null);
    if (format !== 'aiken') expect(plain(again)).toEqual(plain(kept));
  },
);

test('the guide for authors says which format holds which type', () => {
  const guide = fs.readFileSync(path.join(projectRoot, 'docs/how-to/viet-va-nhap-cau-hoi.md'), 'utf8');
  const rows = guide
    .slice(guide.indexOf('| Loại câu | GIFT |'))
    .split('\n\n')[0]!
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()))
    .map((cells) => cells.slice(1, -1));
  const catalogue = new Catalogue();
  const said = rows.slice(2).map(([type, ...cells]) => [type, ...cells.map((cell) => !cell.startsWith('–'))]);
  expect(rows[0]!.slice(1)).toEqual(['GIFT', 'Moodle XML', 'Aiken', 'QTI 2.1', 'QTI 3.0', 'XLSX']);
  expect(said).toEqual(
    questionTypes.map(({ code }) => [
      catalogue.translate('vi', `assessment.type.${code}`),
      ...formatNames.map((format) => HELD[format]!.includes(code)),
    ]),
  );
});

const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, each) => (key === 'id' ? undefined : each)));

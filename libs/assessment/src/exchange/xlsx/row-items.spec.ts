import { expect, test } from '@jest/globals';
import { readQuestions } from '../read-questions.js';
import { questionSheet } from './write-xlsx.js';

const STIMULUS = ['thu', 'stimulus', 'Đọc thư rồi trả lời.', 'Chào Lan,\n\nTớ là Nam.', 'Vì thế.', 'đọc', ''];
const found = async (...rows: string[][]) => readQuestions('xlsx', await questionSheet(rows));

test('rows that name a stimulus are its questions, wherever they stand', async () => {
  const items = await found(
    ['', 'true-false', 'Nam viết thư.', '+', '', '', 'thu'],
    ['rieng', 'true-false', 'Đứng riêng.', '-', '', '', ''],
    STIMULUS,
    ['b', 'multiple', 'Ai?', '+ Nam\n+ Lan\n- Hoa', '', 'hocvuso:scoring=exact', 'thu'],
  );
  expect(items.map(({ question, notes }) => [question?.externalId, notes])).toEqual([
    ['rieng', []],
    ['thu', []],
  ]);
  expect(items[1]!.question).toMatchObject({ type: 'stimulus', explanation: 'Vì thế.', tags: ['đọc'] });
  expect(items[1]!.question!.body).toMatchObject({
    text: 'Chào Lan,\n\nTớ là Nam.',
    questions: [
      { type: 'true-false', stem: 'Nam viết thư.', body: { answer: true } },
      { id: 'b', type: 'multiple', body: { scoring: 'exact' } },
    ],
  });
});

test.each([
  ['assessment.question-count', [STIMULUS]],
  ['answers-not-understood', [STIMULUS, ['', 'single', 'Ai?', 'Nam', '', '', 'thu']]],
  ['type-not-here', [STIMULUS, ['', 'stimulus', 'Ai?', 'Nam', '', '', 'thu']]],
  ['no-stem', [STIMULUS, ['', 'true-false', '', '+', '', '', 'thu']]],
  ['stimulus-not-here', [['', 'true-false', 'Ai?', '+', '', '', 'khac']]],
])('what cannot be read is refused whole: %s', async (code, rows) => {
  expect((await found(...rows)).map(({ reason }) => reason?.code)).toEqual([code]);
});

test('what a question of a stimulus has no place for is told', async () => {
  const [item] = await found(STIMULUS, ['', 'true-false', 'Ai?', '+', 'Vì', 'nhãn', 'thu']);
  expect(item!.notes).toEqual([{ code: 'note-part-words-dropped', params: { line: 3 } }]);
});

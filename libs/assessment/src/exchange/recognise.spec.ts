import { expect, test } from '@jest/globals';
import { formatNames } from './formats.js';
import { recognisedFormat } from './recognise.js';
import { writeQuestions } from './write-questions.js';

const question = {
  ...{ externalId: 'q1', type: 'single', stem: 'Hỏi gì?', explanation: null, componentCode: null },
  ...{ level: null, difficulty: 2, lessonSlug: null, tags: ['a'] },
  body: {
    options: [
      { id: 'a', text: 'Đúng', correct: true },
      { id: 'b', text: 'Sai', correct: false },
    ],
  },
};

test.each(formatNames)('a file written as %s is taken for one', async (format) => {
  const { file } = await writeQuestions(format, [question]);
  expect(await recognisedFormat(file)).toBe(format);
});

test.each([
  ['text that asks nothing', Buffer.from('chỉ là một đoạn văn')],
  ['an XML of something else', Buffer.from('<html><body>x</body></html>')],
  ['a broken ZIP', Buffer.from('PK\u0003\u0004 x')],
  ['nothing', Buffer.alloc(0)],
  ['bytes that are no text', Buffer.from([0xc3, 0x28, 0x7b, 0x7d])],
])('%s is taken for nothing', async (_, file) => {
  expect(await recognisedFormat(file)).toBeNull();
});

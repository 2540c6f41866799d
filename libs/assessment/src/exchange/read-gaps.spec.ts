import { describe, expect, test } from '@jest/globals';
import { readQuestions } from './read-questions.js';

const quiz = (kind: string, text: string, more = '') =>
  Buffer.from(
    `<quiz><question type="${kind}"><name><text>An toàn</text></name><questiontext format="html"><text><![CDATA[${text}]]></text></questiontext>${more}</question></quiz>`,
  );
const choice = (name: string, text: string, group = 1) =>
  `<${name}><text>${text}</text><group>${group}</group></${name}>`;
const told = async (file: Buffer) => {
  const [item] = await readQuestions('moodle-xml', file);
  const { question, reason, notes } = item!;
  return question
    ? { stem: question.stem, body: question.body, notes: notes.map(({ code }) => code) }
    : { refused: reason?.code };
};

describe('Moodle questions whose answers stand in their text', () => {
  test('a cloze of typed gaps; the paragraphs before the first gap ask', async () => {
    const text =
      '<p>Điền vào chỗ trống.</p><p>Mật khẩu dài ít nhất {1:SHORTANSWER:=tám~=8~*#Sai rồi} ký tự và {1:SA:%100%bí mật}.</p>';
    expect(await told(quiz('cloze', text))).toEqual({
      stem: 'Điền vào chỗ trống.',
      body: expect.objectContaining({
        text: 'Mật khẩu dài ít nhất [[1]] ký tự và [[2]].',
        letterCase: 'ignored',
        gaps: [
          { id: '1', accepted: ['tám', '8'] },
          { id: '2', accepted: ['bí mật'] },
        ],
      }),
      notes: ['note-feedback-dropped', 'note-catch-all-dropped'],
    });
  });

  test('a cloze of menus, without words before it: the name asks', async () => {
    expect(await told(quiz('cloze', 'Nên {2:MC:=báo lại~trả lời~mở tệp}.'))).toEqual({
      stem: 'An toàn',
      body: expect.objectContaining({
        text: 'Nên [[1]].',
        gaps: [
          {
            id: '1',
            options: [
              { id: 'a', text: 'báo lại', correct: true },
              { id: 'b', text: 'mở tệp', correct: false },
              { id: 'c', text: 'trả lời', correct: false },
            ],
          },
        ],
      }),
      notes: ['note-name-asks'],
    });
  });

  test('gapselect offers the group of the right choice; ddwtos gives all words', async () => {
    const choices = ['selectoption', 'dragbox'].map((name) => choice(name, 'bật') + choice(name, 'tắt'));
    expect(await told(quiz('gapselect', 'Hãy [[2]] máy.', choices[0]))).toMatchObject({
      body: {
        gaps: [
          {
            options: [
              { text: 'bật', correct: false },
              { text: 'tắt', correct: true },
            ],
          },
        ],
      },
    });
    expect(await told(quiz('ddwtos', 'Hãy [[1]] máy.', choices[1]))).toMatchObject({
      body: { words: [{ text: 'bật' }, { text: 'tắt' }], gaps: [{ word: 'a' }] },
    });
  });

  test.each([
    ['cloze', 'a {1:NUMERICAL:=3:0.1}', '', 'unknown-kind'],
    ['cloze', 'a {1:SA:=x} {1:MC:=y~z}', '', 'unknown-kind'],
    ['cloze', 'a {1:SA:=x~%50%y}', '', 'partial-credit'],
    ['cloze', 'a {1:SA:=x~y}', '', 'wrong-answer-listed'],
    ['cloze', 'a {1:SA:=x*}', '', 'wildcard'],
    [
      'gapselect',
      'a [[3]]',
      choice('selectoption', 'x') + choice('selectoption', 'y'),
      'answers-not-understood',
    ],
    ['gapselect', 'không có gì', '', 'no-answers'],
    ['ddwtos', 'a [[1]]', choice('dragbox', 'x') + choice('dragbox', 'y', 2), 'several-groups'],
    [
      'ddwtos',
      'a [[1]]',
      choice('dragbox', '&lt;b&gt;x&lt;/b&gt;') + choice('dragbox', 'y'),
      'holds-element',
    ],
  ])('%s: %s %s is refused as %s', async (kind, text, more, refused) =>
    expect(await told(quiz(kind, text, more))).toEqual({ refused }),
  );
});

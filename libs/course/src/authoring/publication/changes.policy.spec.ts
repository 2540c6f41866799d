import { describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { CourseVersion } from '../../version/course-version.entity.js';
import { nextDraft } from '../../version/next-draft.factory.js';
import { changesBetween } from './changes.policy.js';

const plain = { summary: '', minutes: 20, skills: [], sources: [] };
const OLD_QUIZ = newId();
const NEW_QUIZ = newId();

function published(): CourseVersion {
  const version = CourseVersion.draft(newId(), 1, {
    ...{
      title: 'Khóa học',
      summary: 'Tóm tắt',
      audience: ['official'],
      tiet: 2,
      outcomes: ['Làm được'],
      sources: [],
    },
    skills: [{ framework: 'tt02-2025', component: '4.1', level: 2 }],
  });
  for (const number of [1, 2]) {
    const section = version.addSection(`Phần ${number}`);
    for (const letter of ['a', 'b']) {
      const lesson = version.addLesson(section.id, { ...plain, title: `Bài ${number}${letter}` });
      lesson.addBlock({ kind: 'text', html: '<p>Xin chào</p>' });
    }
  }
  version.addLesson(
    version.sections[1]!.id,
    { ...plain, title: 'Kiểm tra' },
    { kind: 'quiz', quizId: OLD_QUIZ },
  );
  return version;
}

function told(
  change: (draft: CourseVersion) => void,
  quizzes: [unknown, unknown] = [{ minutes: 30 }, { minutes: 30 }],
) {
  const before = published();
  const after = nextDraft(before, 2, new Map([[OLD_QUIZ, NEW_QUIZ]]));
  change(after);
  const settings = new Map([
    [OLD_QUIZ, quizzes[0]],
    [NEW_QUIZ, quizzes[1]],
  ]);
  return changesBetween(before, after, settings).map(({ kind, subject }) => `${kind} ${subject}`.trim());
}

describe('what publishing would change', () => {
  test('nothing, when nothing was changed', () => {
    expect(told(() => {})).toEqual([]);
  });

  test('the order of keys in stored settings is no change', () => {
    expect(
      told(
        (draft) => {
          draft.skills = [{ level: 2, component: '4.1', framework: 'tt02-2025' }];
        },
        [
          { minutes: 30, passPercent: 70 },
          { passPercent: 70, minutes: 30 },
        ],
      ),
    ).toEqual([]);
  });

  test.each<[string[], (draft: CourseVersion) => void]>([
    [['details title', 'details tiet'], (draft) => draft.edit({ title: 'Khác', tiet: 3 })],
    [['section-added Phần 3'], (draft) => draft.addSection('Phần 3')],
    [
      ['section-removed Phần 1', 'lesson-removed Bài 1a', 'lesson-removed Bài 1b'],
      (draft) => draft.removeSection(draft.sections[0]!.id),
    ],
    [
      ['lesson-added Bài mới'],
      (draft) => draft.addLesson(draft.sections[0]!.id, { ...plain, title: 'Bài mới' }),
    ],
    [['lesson-removed Bài 1a'], (draft) => draft.removeLesson(draft.lessons[0]!.id)],
    [
      ['lesson-renamed Bài 1a → Bài đầu'],
      (draft) => {
        draft.lessons[0]!.title = 'Bài đầu';
      },
    ],
    [
      ['lesson-changed Bài 1b'],
      (draft) => {
        draft.lessons[1]!.blocks[0]!.html = '<p>Tạm biệt</p>';
      },
    ],
    [
      ['lesson-changed Bài 1b'],
      (draft) => {
        draft.lessons[1]!.minutes = 25;
      },
    ],
    [
      ['lesson-changed Bài 2a'],
      (draft) => draft.lessons[2]!.addBlock({ kind: 'picture', mediaId: newId(), alt: 'Ảnh' }),
    ],
    [['order'], (draft) => draft.moveLesson(draft.lessons[0]!.id, 'down')],
    [['order'], (draft) => draft.moveLesson(draft.lessons[1]!.id, 'down')],
    [['order'], (draft) => draft.moveSection(draft.sections[0]!.id, 'down')],
  ])('tells %j', (expected, change) => {
    expect(told(change)).toEqual(expected);
  });

  test('tells of changed settings of the examination', () => {
    expect(told(() => {}, [{ passPercent: 70 }, { passPercent: 80 }])).toEqual(['quiz-changed Kiểm tra']);
  });
});

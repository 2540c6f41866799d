import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '#platform/ids';
import { CourseVersion } from './course-version.entity.js';
import { nextDraft } from './next-draft.factory.js';
import { slugOf } from './slug.js';

const details = {
  title: 'Khóa học thử',
  summary: 'Một câu.',
  audience: ['official' as const],
  tiet: 2,
  outcomes: ['Làm được một việc.'],
  skills: [],
  sources: [],
};
const plain = { summary: '', minutes: 20, skills: [], sources: [] };

/** A draft with as many lessons in each section as the numbers say. */
function draftOf(...lessons: number[]): CourseVersion {
  const draft = CourseVersion.draft(newId(), 1, details);
  for (const count of lessons) {
    const section = draft.addSection(`Phần ${draft.sections.length + 1}`);
    for (let number = 1; number <= count; number++) {
      const lesson = draft.addLesson(section.id, { ...plain, title: `Bài ${section.position}.${number}` });
      lesson.addBlock({ kind: 'text', html: '<p>Nội dung</p>' });
    }
  }
  return draft;
}

function readyDraft(): CourseVersion {
  const draft = draftOf(2, 1);
  const last = draft.sections.at(-1)!;
  draft.addLesson(last.id, { ...plain, title: 'Bài kiểm tra' }, { kind: 'quiz', quizId: newId() });
  return draft;
}

describe('the order of sections and lessons', () => {
  const moves = fc.array(
    fc.record({ what: fc.constantFrom('section', 'lesson'), at: fc.nat(), up: fc.boolean() }),
    { maxLength: 40 },
  );
  const shapes = fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 4 });

  test('whatever is moved, nothing is lost or doubled, and positions are 1, 2, 3…', () => {
    fc.assert(
      fc.property(shapes, moves, (shape, steps) => {
        const draft = draftOf(...shape);
        const before = draft.lessons.map((lesson) => lesson.id).sort();
        const sections = draft.sections.map((section) => section.id).sort();
        for (const { what, at, up } of steps) {
          const direction = up ? 'up' : 'down';
          const lessons = draft.lessons;
          if (what === 'section')
            draft.moveSection(draft.sections[at % draft.sections.length]!.id, direction);
          else if (lessons.length > 0) draft.moveLesson(lessons[at % lessons.length]!.id, direction);
        }
        expect(draft.lessons.map((lesson) => lesson.id).sort()).toEqual(before);
        expect(draft.sections.map((section) => section.id).sort()).toEqual(sections);
        for (const list of [draft.sections, ...draft.sections.map((section) => section.lessons)])
          expect(list.map((each) => each.position)).toEqual(list.map((_, index) => index + 1));
        for (const section of draft.sections)
          for (const lesson of section.lessons) expect(lesson.sectionId).toBe(section.id);
      }),
    );
  });

  test('down undoes up, wherever there is room', () => {
    fc.assert(
      fc.property(shapes, fc.nat(), (shape, at) => {
        const draft = draftOf(...shape);
        const place = () => draft.sections.map((section) => section.lessons.map((lesson) => lesson.id));
        const lesson = draft.lessons[at % Math.max(1, draft.lessons.length)];
        if (!lesson || lesson === draft.sections[0]?.lessons[0]) return;
        const before = place();
        draft.moveLesson(lesson.id, 'up');
        expect(place()).not.toEqual(before);
        draft.moveLesson(lesson.id, 'down');
        expect(place()).toEqual(before);
      }),
    );
  });

  test('a lesson goes on into the neighbouring section, on the near side', () => {
    const draft = draftOf(1, 1);
    const [first, second] = draft.lessons;
    draft.moveLesson(first!.id, 'down');
    expect(draft.sections.map((section) => section.lessons.map((lesson) => lesson.title))).toEqual([
      [],
      ['Bài 1.1', 'Bài 2.1'],
    ]);
    draft.moveLesson(second!.id, 'down');
    expect(draft.lessons.map((lesson) => lesson.title)).toEqual(['Bài 1.1', 'Bài 2.1']);
  });

  test('the outermost stay where they are', () => {
    const draft = draftOf(2, 2);
    const titles = () => draft.lessons.map((lesson) => lesson.title);
    const before = titles();
    draft.moveLesson(draft.lessons[0]!.id, 'up');
    draft.moveLesson(draft.lessons.at(-1)!.id, 'down');
    draft.moveSection(draft.sections[0]!.id, 'up');
    draft.moveSection(draft.sections.at(-1)!.id, 'down');
    expect(titles()).toEqual(before);
  });
});

describe('addresses of lessons', () => {
  test.each([
    ['Viết yêu cầu cho AI', 'viet-yeu-cau-cho-ai'],
    ['Đạo đức – công bằng!', 'dao-duc-cong-bang'],
    ['Thuỷ lợi'.normalize('NFD'), 'thuy-loi'],
    ['???', 'muc'],
    ['a'.repeat(200), 'a'.repeat(80)],
  ])('%s', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  test('two lessons of one title get two addresses', () => {
    const draft = draftOf(0);
    const add = () => draft.addLesson(draft.sections[0]!.id, { ...plain, title: 'Thực hành' }).slug;
    expect([add(), add(), add()]).toEqual(['thuc-hanh', 'thuc-hanh-2', 'thuc-hanh-3']);
  });
});

describe('publishing', () => {
  test('a course that has everything is published, and then refuses every change', () => {
    const version = readyDraft();
    expect(version.gaps()).toEqual([]);
    const at = new Date('2026-11-21T03:00:00Z');
    version.publish(at, null, 'Bản đầu');
    expect(version).toMatchObject({ status: 'published', publishedAt: at, changeNote: 'Bản đầu' });
    const section = version.sections[0]!.id;
    const lesson = version.lessons[0]!.id;
    const refused = [
      () => version.edit({ title: 'Khác' }),
      () => version.addSection('Khác'),
      () => version.editSection(section, 'Khác', ''),
      () => version.moveSection(section, 'down'),
      () => version.removeSection(section),
      () => version.addLesson(section, { ...plain, title: 'Khác' }),
      () => version.moveLesson(lesson, 'down'),
      () => version.removeLesson(lesson),
      () => version.publish(at, null),
    ];
    const before = JSON.stringify(version);
    for (const change of refused) expect(change).toThrow('course.version-published');
    expect(JSON.stringify(version)).toBe(before);
    version.supersede();
    expect(version.status).toBe('superseded');
    expect(() => version.supersede()).toThrow('course.version-not-published');
  });

  test.each<[string, (draft: CourseVersion) => void]>([
    ['title', (draft) => draft.edit({ title: ' ' })],
    ['summary', (draft) => draft.edit({ summary: '' })],
    ['audience', (draft) => draft.edit({ audience: [] })],
    ['tiet', (draft) => draft.edit({ tiet: 0 })],
    ['outcomes', (draft) => draft.edit({ outcomes: [] })],
    ['quiz-missing', (draft) => draft.removeLesson(draft.lessons.at(-1)!.id)],
    [
      'one-quiz',
      (draft) =>
        draft.addLesson(draft.sections[0]!.id, { ...plain, title: 'Hai' }, { kind: 'quiz', quizId: newId() }),
    ],
    ['section-empty', (draft) => draft.addSection('Phần trống')],
    ['lesson-empty', (draft) => draft.lessons[0]!.removeBlock(draft.lessons[0]!.blocks[0]!.id)],
    [
      'lesson-empty',
      (draft) => {
        draft.lessons[0]!.blocks[0]!.html = '<p>&nbsp;<br></p>';
      },
    ],
    [
      'lesson-minutes',
      (draft) => {
        draft.lessons[0]!.minutes = 0;
      },
    ],
    ['picture-alt', (draft) => draft.lessons[0]!.addBlock({ kind: 'picture', mediaId: newId(), alt: ' ' })],
  ])('is refused while this is missing: %s', (code, spoil) => {
    const draft = readyDraft();
    spoil(draft);
    expect(draft.gaps().map((gap) => gap.code)).toEqual([code]);
    expect(() => draft.publish(new Date(), null)).toThrow('course.not-ready');
    expect(draft.status).toBe('draft');
  });

  test('one tiết is enough', () => {
    const draft = readyDraft();
    draft.edit({ tiet: 1 });
    expect(draft.gaps()).toEqual([]);
  });

  test('an empty course lacks lessons and the examination', () => {
    expect(
      CourseVersion.draft(newId(), 1, details)
        .gaps()
        .map((gap) => gap.code),
    ).toEqual(['lessons', 'quiz-missing']);
  });
});

describe('the next draft', () => {
  test('holds the same in new rows; lessons keep their keys, quizzes become their copies', () => {
    const version = readyDraft();
    version.lessons[0]!.addBlock({ kind: 'picture', mediaId: newId(), alt: 'Sơ đồ' });
    const quizId = version.lessons.at(-1)!.quizId!;
    version.publish(new Date(), null);
    const copy = newId();
    const draft = nextDraft(version, 2, new Map([[quizId, copy]]));
    expect(draft).toMatchObject({ status: 'draft', number: 2, title: version.title, seedSha256: null });
    expect(draft.lessons.map((lesson) => lesson.key)).toEqual(version.lessons.map((lesson) => lesson.key));
    expect(draft.lessons.map((lesson) => lesson.slug)).toEqual(version.lessons.map((lesson) => lesson.slug));
    expect(draft.lessons.at(-1)!.quizId).toBe(copy);
    const rows = (each: CourseVersion) => [
      each.id,
      ...each.sections.map((section) => section.id),
      ...each.lessons.flatMap((lesson) => [lesson.id, ...lesson.blocks.map((block) => block.id)]),
    ];
    expect(rows(draft).some((id) => rows(version).includes(id))).toBe(false);
    for (const lesson of draft.lessons)
      for (const block of lesson.blocks) expect(block.lessonId).toBe(lesson.id);
    draft.lessons[0]!.blocks[0]!.html = '<p>Khác</p>';
    expect(version.lessons[0]!.blocks[0]!.html).toBe('<p>Nội dung</p>');
  });
});

import type { CourseVersion } from './course-version.entity.js';
import type { Lesson } from './lesson.entity.js';

/** One thing to put right before publishing; `code` is the key of its message, `lessonId` where to go. */
export interface PublishingGap {
  code: string;
  lessonId: string | null;
  title: string;
}

/** A learner must never meet an empty course, an empty lesson or a picture nobody can hear described. */
export function gapsOf(
  version: Pick<CourseVersion, 'title' | 'summary' | 'audience' | 'tiet' | 'outcomes' | 'sections'>,
) {
  const gaps: PublishingGap[] = [];
  const lacks = (code: string, title = '', lessonId: string | null = null) =>
    gaps.push({ code, title, lessonId });
  if (!version.title.trim()) lacks('title');
  if (!version.summary.trim()) lacks('summary');
  if (version.audience.length === 0) lacks('audience');
  if (version.tiet < 1) lacks('tiet');
  if (version.outcomes.length === 0) lacks('outcomes');
  const lessons = version.sections.flatMap((section) => section.lessons);
  if (!lessons.some((lesson) => lesson.kind === 'lesson')) lacks('lessons');
  const quizzes = lessons.filter((lesson) => lesson.kind === 'quiz').length;
  if (quizzes === 0) lacks('quiz-missing');
  if (quizzes > 1) lacks('one-quiz');
  for (const section of version.sections)
    if (section.lessons.length === 0) lacks('section-empty', section.title);
  for (const lesson of lessons) for (const code of gapsOfLesson(lesson)) lacks(code, lesson.title, lesson.id);
  return gaps;
}

function gapsOfLesson(lesson: Lesson): string[] {
  if (lesson.quizId) return [];
  const codes: string[] = [];
  const hasContent = lesson.blocks.some((block) => block.kind !== 'text' || textOf(block.html) !== '');
  if (!hasContent) codes.push('lesson-empty');
  if (lesson.minutes < 1) codes.push('lesson-minutes');
  const nameless = lesson.blocks.some((block) => block.kind === 'picture' && block.alt.trim() === '');
  if (nameless) codes.push('picture-alt');
  return codes;
}

const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;|\s/g, '')
    .trim();

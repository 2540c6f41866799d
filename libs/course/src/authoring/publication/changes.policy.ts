import type { Block } from '../../version/block.entity.js';
import type { CourseVersion } from '../../version/course-version.entity.js';
import type { Lesson } from '../../version/lesson.entity.js';

export type ChangeKind =
  | 'details'
  | 'section-added'
  | 'section-removed'
  | 'lesson-added'
  | 'lesson-removed'
  | 'lesson-renamed'
  | 'lesson-changed'
  | 'quiz-changed'
  | 'order';

/** One thing that publishing changes for learners; `subject` is what it is about, for a person. */
export interface Change {
  kind: ChangeKind;
  subject: string;
}

/** Settings of the quizzes of both versions by quiz id, in any form that is equal when nothing changed. */
export type QuizSettings = ReadonlyMap<string, unknown>;

/** What differs between the published version and the draft, in the order a person would tell it. */
export function changesBetween(before: CourseVersion, after: CourseVersion, quizzes: QuizSettings): Change[] {
  const changes: Change[] = [];
  const add = (kind: ChangeKind, subject: string) => changes.push({ kind, subject });
  for (const field of [
    'title',
    'summary',
    'audience',
    'tiet',
    'outcomes',
    'skills',
    'sources',
    'coverMediaId',
  ] as const)
    if (!same(before[field], after[field])) add('details', field);
  const titles = (version: CourseVersion) => version.sections.map((section) => section.title);
  for (const title of titles(after)) if (!titles(before).includes(title)) add('section-added', title);
  for (const title of titles(before)) if (!titles(after).includes(title)) add('section-removed', title);
  const old = new Map(before.lessons.map((lesson) => [lesson.key, lesson]));
  for (const lesson of after.lessons) {
    const earlier = old.get(lesson.key);
    if (!earlier) add('lesson-added', lesson.title);
    else if (earlier.title !== lesson.title) add('lesson-renamed', `${earlier.title} → ${lesson.title}`);
    if (earlier && !sameContent(earlier, lesson)) add('lesson-changed', lesson.title);
    if (earlier?.quizId && lesson.quizId && !same(quizzes.get(earlier.quizId), quizzes.get(lesson.quizId)))
      add('quiz-changed', lesson.title);
  }
  const kept = new Set(after.lessons.map((lesson) => lesson.key));
  for (const lesson of before.lessons) if (!kept.has(lesson.key)) add('lesson-removed', lesson.title);
  if (!same(orderOf(before, kept), orderOf(after, new Set(old.keys())))) add('order', '');
  return changes;
}

/** The lessons both versions have, by section. */
const orderOf = (version: CourseVersion, shared: ReadonlySet<string>): string[][] =>
  version.sections
    .map((section) => section.lessons.map((lesson) => lesson.key).filter((key) => shared.has(key)))
    .filter((keys) => keys.length > 0);

function sameContent(a: Lesson, b: Lesson): boolean {
  const facts = ({ summary, minutes, skills, sources }: Lesson) => ({ summary, minutes, skills, sources });
  return same(facts(a), facts(b)) && same(a.blocks.map(contentOf), b.blocks.map(contentOf));
}

const contentOf = ({ kind, html, mediaId, url, alt, caption }: Block) => ({
  kind,
  html,
  mediaId,
  url,
  alt,
  caption,
});

/** Equal as JSON whatever the order of keys: rows come back from jsonb with their keys sorted. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

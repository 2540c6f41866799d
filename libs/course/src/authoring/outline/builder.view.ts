import type { Translate } from '#platform/i18n';
import type { CourseVersion } from '../../version/course-version.entity.js';
import type { Lesson } from '../../version/lesson.entity.js';
import { badgesOf } from '../course/course-list.view.js';
import type { AuthoredCourse } from '../draft/author-scope.js';

interface Shown {
  course: AuthoredCourse;
  /** The draft, or what is published when no draft is open. */
  version: CourseVersion;
  published: { number: number; at: Date } | null;
  /** Name of whoever edited last. */
  editor: string | null;
}

/** What `course/authoring/outline/builder` shows. */
export function builderView({ course, version, published, editor }: Shown, t: Translate) {
  const base = `/authoring/courses/${course.id}`;
  const isDraft = version.status === 'draft';
  const gaps = isDraft ? version.gaps() : [];
  return {
    base,
    isDraft,
    title: version.title,
    code: course.code,
    unit: course.unitName,
    tiet: version.tiet,
    cover: version.coverMediaId && `/media/${version.coverMediaId}`,
    summary: version.summary,
    audience: version.audience.map((each) => t(`course.audience.${each}`)).join(' · '),
    badges: badgesOf(
      { archived: course.archivedAt !== null, publishedNumber: published?.number ?? null, hasDraft: isDraft },
      t,
    ),
    archived: course.archivedAt !== null,
    published: published && { ...published, href: `/courses/${course.slug}` },
    canDiscard: isDraft && published !== null,
    editedAt: version.editedAt,
    editor,
    ready: isDraft && gaps.length === 0,
    gaps: gaps.map((gap) => ({
      label: t(`course.gap.${gap.code}`, { title: gap.title }),
      href: gap.lessonId ? lessonHref(base, version.lesson(gap.lessonId)) : hrefOfGap(base, gap.code),
    })),
    sections: version.sections.map((section, index) => ({
      id: section.id,
      number: index + 1,
      title: section.title,
      summary: section.summary,
      editHref: `${base}/sections/${section.id}`,
      isFirst: index === 0,
      isLast: index === version.sections.length - 1,
      lessons: section.lessons.map((lesson) => lessonRow(lesson, version, base, t)),
    })),
    hasQuiz: version.lessons.some((lesson) => lesson.kind === 'quiz'),
  };
}

function lessonRow(lesson: Lesson, version: CourseVersion, base: string, t: Translate) {
  const all = version.lessons;
  const isQuiz = lesson.kind !== 'lesson';
  return {
    id: lesson.id,
    number: all.indexOf(lesson) + 1,
    title: lesson.title,
    isQuiz,
    note: isQuiz ? t(`course.${lesson.kind}`) : t('course.minutes', { count: lesson.minutes }),
    href: lessonHref(base, lesson),
    actionBase: `${base}/lessons/${lesson.id}`,
    // Beyond the end of its section a lesson goes into the next one, so only the outermost ones stop.
    isFirst: lesson === version.sections[0]?.lessons[0],
    isLast: lesson === version.sections.at(-1)?.lessons.at(-1),
  };
}

export function lessonHref(base: string, { id, kind }: Pick<Lesson, 'id' | 'kind'>): string {
  if (kind === 'activity') return `${base}/activities/${id}`;
  return kind === 'quiz' ? `${base}/lessons/${id}/quiz` : `${base}/lessons/${id}`;
}

const hrefOfGap = (base: string, code: string): string =>
  ['title', 'summary', 'audience', 'tiet', 'outcomes'].includes(code)
    ? `${base}/details#${code}`
    : '#outline';

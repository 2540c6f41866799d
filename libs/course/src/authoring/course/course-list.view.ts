import type { Translate } from '#platform/i18n';
import type { ListedCourse } from './course-list.js';

export interface StatusBadge {
  kind: string;
  label: string;
}

/** A published course with a draft open has both badges. */
export function badgesOf(
  course: Pick<ListedCourse, 'archived' | 'publishedNumber' | 'hasDraft'>,
  t: Translate,
): StatusBadge[] {
  const badges: StatusBadge[] = [];
  if (course.archived) badges.push({ kind: 'not-started', label: t('course.status.archived') });
  if (course.publishedNumber)
    badges.push({ kind: 'done', label: t('course.status.published', { number: course.publishedNumber }) });
  if (course.hasDraft) badges.push({ kind: 'learning', label: t('course.status.draft') });
  return badges;
}

export function listView(courses: ListedCourse[], t: Translate) {
  return {
    courses: courses.map((course) => ({
      href: `/authoring/courses/${course.id}`,
      title: course.title,
      code: course.code,
      unit: course.unitName,
      lessons: course.lessons,
      editedAt: course.editedAt,
      badges: badgesOf(course, t),
    })),
  };
}

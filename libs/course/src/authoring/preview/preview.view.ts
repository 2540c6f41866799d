import type { Translate } from '#platform/i18n';
import type { CourseFacts, Outline } from '../../reading/course-reading.js';

export interface PreviewedVersion {
  id: string;
  number: number;
  isDraft: boolean;
  /** Named in the address: links keep it. */
  chosen: boolean;
}

/** What `course/authoring/preview/course` shows. */
export function previewView(
  courseId: string,
  course: CourseFacts,
  outline: Outline,
  version: PreviewedVersion,
  t: Translate,
) {
  const base = `/authoring/courses/${courseId}`;
  const query = version.chosen ? `?version=${version.number}` : '';
  return {
    base,
    title: course.title,
    summary: course.summary,
    cover: course.cover,
    outcomes: course.outcomes,
    isDraft: version.isDraft,
    versionNumber: version.number,
    facts: [
      { icon: 'clock', label: t('course.tiet', { count: course.tiet }) },
      { icon: 'book-open', label: t('course.lessons', { count: outline.lessonsTotal }) },
      { icon: 'users', label: course.audience.map((each) => t(`course.audience.${each}`)).join(' · ') },
    ],
    sections: outline.sections.map((section, index) => ({
      number: index + 1,
      title: section.title,
      summary: section.summary,
      lessons: section.lessons.map((lesson) => ({
        title: lesson.title,
        href: `${base}/preview/${lesson.slug}${query}`,
        icon: lesson.kind === 'lesson' ? 'file-text' : 'clipboard-check',
        note: t('course.minutes', { count: lesson.minutes }),
      })),
    })),
  };
}

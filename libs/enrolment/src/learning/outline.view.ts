import type { OutlineLesson } from '#course';
import type { Translate } from '#platform/i18n';
import type { LearningOf } from './learning.js';

/** One group of the component `ui/outline`. */
export interface OutlineGroup {
  title: string;
  done: number;
  total: number;
  open: boolean;
  items: {
    label: string;
    note: string | null;
    state: 'done' | 'current' | 'locked' | null;
    href: string;
    reason: string | null;
  }[];
}

/** Sections with the state of each lesson; `currentKey` is the lesson being read, else the next one. */
export function outlineGroups(learning: LearningOf, currentKey: string | null, t: Translate): OutlineGroup[] {
  const { mine, sheet } = learning;
  const done = new Set(mine.done);
  const ahead = mine.phase === 'ahead';
  return sheet.outline.sections.map((section, index) => {
    const lessons = section.lessons.filter((lesson) => lesson.kind === 'lesson');
    const items = section.lessons.map((lesson) => {
      if (lesson.kind === 'quiz') return examItem(learning, lesson.title, t);
      if (lesson.kind === 'activity') return activityItem(learning, lesson, t);
      const label = `${sheet.lessons.indexOf(lesson) + 1}. ${lesson.title}`;
      const note = t('enrolment.time.minutes', { minutes: lesson.minutes });
      const state =
        lesson.key === currentKey ? 'current' : done.has(lesson.key) ? 'done' : ahead ? 'locked' : null;
      return {
        ...({ label, state, href: `/learn/${mine.id}/lessons/${lesson.slug}` } as const),
        note: state === 'current' || state === 'done' ? null : note,
        reason: ahead ? t('enrolment.outline.ahead') : null,
      };
    });
    return {
      title: `${index + 1}. ${section.title}`,
      done: lessons.filter((lesson) => done.has(lesson.key)).length,
      total: lessons.length,
      open: section.lessons.some((lesson) => lesson.key === currentKey),
      items,
    };
  });
}

function activityItem(
  { mine, sheet }: LearningOf,
  lesson: OutlineLesson,
  t: Translate,
): OutlineGroup['items'][number] {
  const quiz = sheet.activities.find((each) => each.lesson.key === lesson.key)?.quiz;
  const ahead = mine.phase === 'ahead';
  return {
    label: lesson.title,
    href: `/learn/${mine.id}/activities/${lesson.slug}`,
    state: ahead ? 'locked' : null,
    note: t(`enrolment.activity.${quiz?.behaviour === 'survey' ? 'survey' : 'practice'}`),
    reason: ahead ? t('enrolment.outline.ahead') : null,
  };
}

function examItem(
  { mine, state, sheet }: LearningOf,
  title: string,
  t: Translate,
): OutlineGroup['items'][number] {
  const exam = state.exam?.state;
  const reason = t('enrolment.outline.exam-locked', { count: sheet.lessons.length });
  return {
    label: title,
    href: `/learn/${mine.id}#exam`,
    state: exam === 'passed' ? 'done' : exam === 'locked' ? 'locked' : null,
    note: exam === 'passed' ? t('enrolment.require.passed') : t('enrolment.outline.exam'),
    reason,
  };
}

import type { RenderedLesson } from '#course';
import type { Translate } from '#platform/i18n';
import type { LearningOf } from '../learning/learning.js';
import { missingText } from '../learning/missing.view.js';
import { outlineGroups } from '../learning/outline.view.js';
import { dayText } from '../learning/words.js';
import { partsOf } from './exercise.js';

/** The lesson player. */
export function lessonPageView(
  learning: LearningOf,
  lesson: RenderedLesson,
  skills: { code: string; name: string | null }[],
  t: Translate,
) {
  const { mine, sheet, state } = learning;
  const index = sheet.lessons.findIndex((each) => each.key === lesson.key);
  const section = sheet.outline.sections.findIndex((each) =>
    each.lessons.some(({ key }) => key === lesson.key),
  );
  const home = `/learn/${mine.id}`;
  const neighbour = (at: number) => {
    const other = sheet.lessons[at];
    return other
      ? {
          href: `${home}/lessons/${other.slug}`,
          label: t('enrolment.lesson', { number: at + 1 }),
          title: other.title,
        }
      : null;
  };
  const done = mine.done.includes(lesson.key);
  return {
    title: lesson.title,
    course: sheet.facts.title,
    home,
    number: index + 1,
    total: sheet.lessons.length,
    doneCount: state.doneCount,
    lessonsOf: t('enrolment.lessons-of', { done: state.doneCount, total: sheet.lessons.length }),
    deadline: dayText(mine.endsOn),
    kicker: t('enrolment.lesson-page.kicker', { number: index + 1, section: section + 1 }),
    minutes: lesson.minutes,
    skills: skills.map(({ code, name }) => (name ? `${code} ${name}` : code)),
    parts: partsOf(lesson.html),
    sources: lesson.sources,
    groups: outlineGroups(learning, lesson.key, t),
    missing: missingText(learning, t),
    done,
    // After the last day lessons stay readable, and nothing is recorded any more.
    closed: mine.phase === 'over',
    completeHref: `${home}/lessons/${lesson.slug}/completion`,
    previous: neighbour(index - 1),
    next: neighbour(index + 1) ?? { href: home, label: t('enrolment.lesson-page.to-outline'), title: '' },
    last: index === sheet.lessons.length - 1,
  };
}

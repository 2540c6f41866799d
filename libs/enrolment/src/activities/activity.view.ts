import type { AttemptSummary } from '#assessment';
import type { Translate } from '#platform/i18n';
import type { CourseSheet } from '../learning/course-sheets.js';
import type { LearningOf } from '../learning/learning.js';
import { sectionWords } from '../learning/outline-page.view.js';
import { dayText, scoreText } from '../learning/words.js';

/** What practice or a survey is, before it is begun, and what was done so far. */
export function activityView(
  { mine, sheet }: LearningOf,
  { lesson, quiz }: CourseSheet['activities'][number],
  attempts: AttemptSummary[],
  t: Translate,
) {
  const home = `/learn/${mine.id}`;
  const survey = quiz.behaviour === 'survey';
  const running = attempts.find((attempt) => attempt.status === 'open' && !attempt.overdue);
  const left = quiz.attemptsAllowed - attempts.length;
  return {
    title: lesson.title,
    kind: t(`enrolment.activity.${survey ? 'survey' : 'practice'}`),
    courseTitle: sheet.facts.title,
    home,
    breadcrumb: [
      { href: '/my-learning', label: t('enrolment.my-learning') },
      { href: home, label: sheet.facts.title },
      { label: lesson.title },
    ],
    action: `${home}/activities/${lesson.slug}/attempts`,
    rules: [
      t(`enrolment.activity.about-${survey ? 'survey' : quiz.tryAgain ? 'again' : 'once'}`),
      t('enrolment.exam.questions', { questions: quiz.questions, minutes: quiz.minutes }),
      ...sectionWords(quiz, t),
      ...(survey ? [] : [t('enrolment.activity.attempts', { attempts: quiz.attemptsAllowed, left })]),
    ],
    reason: reasonOf(mine, left, running !== undefined, survey, t),
    resumeHref: running ? `/attempts/${running.id}` : null,
    startLabel: t(`enrolment.activity.${attempts.length > 0 ? 'again' : survey ? 'answer' : 'start'}`),
    results: attempts
      .filter((attempt) => attempt.status !== 'open')
      .map((attempt) => ({
        label: t('enrolment.exam.attempt', { number: attempt.number }),
        href: `/attempts/${attempt.id}/result`,
        at: attempt.submittedAt,
        result: survey || attempt.scoreBp === null ? null : scoreText(attempt.scoreBp),
      })),
  };
}

function reasonOf(
  mine: LearningOf['mine'],
  left: number,
  running: boolean,
  survey: boolean,
  t: Translate,
): string | null {
  if (running) return null;
  if (mine.phase === 'ahead') return t('enrolment.card.opens-on', { date: dayText(mine.startsOn) });
  if (mine.phase === 'over') return t('enrolment.card.ended-on', { date: dayText(mine.endsOn) });
  return left > 0 ? null : t(`enrolment.activity.${survey ? 'answered' : 'used-up'}`);
}

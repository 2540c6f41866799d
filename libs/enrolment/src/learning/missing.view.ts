import type { Translate } from '#platform/i18n';
import type { LearningOf } from './learning.js';
import { daysLeftText, dayText } from './words.js';

/** In one or two sentences: what is still missing for the certificate, and until when. */
export function missingText({ mine, sheet, state }: LearningOf, t: Translate): string {
  if (state.next.kind === 'certificate') return t('enrolment.missing.nothing');
  const lessons = state.missing.length;
  const exam = state.exam && state.exam.state !== 'passed';
  const what = [
    ...(lessons > 0 ? [t('enrolment.missing.lessons', { count: lessons })] : []),
    ...(exam ? [t('enrolment.missing.exam', { pass: sheet.exam!.quiz.passPercent })] : []),
  ].join(t('enrolment.missing.and'));
  const until = t('enrolment.missing.until', {
    date: dayText(mine.endsOn),
    left: daysLeftText(mine.daysLeft, t),
  });
  const about = aboutExam(state.exam?.state, state.exam?.attemptsLeft ?? 0, t);
  return [t('enrolment.missing.still', { what }), about, until].filter(Boolean).join(' ');
}

function aboutExam(state: string | undefined, left: number, t: Translate): string | null {
  if (state === 'grading') return t('enrolment.missing.grading');
  if (state === 'exhausted') return t('enrolment.missing.exhausted');
  if (state === 'retake' || state === 'waiting') return t('enrolment.missing.attempts', { left });
  return null;
}

import { momentText, type QuizInfo } from '#assessment';
import type { Translate } from '#platform/i18n';
import { retakeWords } from '../retakes/retake-words.js';
import type { LearningOf } from './learning.js';
import { missingText } from './missing.view.js';
import { nextAction } from './next-action.js';
import { outlineGroups } from './outline.view.js';
import { requirementsOf } from './requirements.view.js';
import { daysLeftText, dayText, scoreText } from './words.js';

/** The page of one enrolment: where I am, what is missing, what comes next. */
export function outlinePageView(learning: LearningOf, t: Translate) {
  const { mine, sheet, state } = learning;
  const { next } = state;
  const current = next.kind === 'lesson' || next.kind === 'begin' ? next.lesson.key : null;
  const action = nextAction(learning);
  const groups = outlineGroups(learning, null, t);
  return {
    id: mine.id,
    title: sheet.facts.title,
    classTitle: mine.classTitle,
    breadcrumb: [{ href: '/my-learning', label: t('enrolment.my-learning') }, { label: sheet.facts.title }],
    deadline: {
      date: dayText(mine.endsOn),
      left: next.kind === 'certificate' ? null : daysLeftText(mine.daysLeft, t),
      late: mine.daysLeft <= 7,
    },
    percent: state.percent,
    missing: missingText(learning, t),
    next: {
      title: nextTitle(learning, t),
      note: nextNote(learning, t),
      // On this page the button of the examination is the one that starts it, beside its rules.
      action:
        action && next.kind !== 'class-over' ? { ...action, label: t(action.label, action.params) } : null,
    },
    requirements: requirementsOf(sheet, state, t),
    lessonsOf: t('enrolment.lessons-of', { done: state.doneCount, total: sheet.lessons.length }),
    groups: groups.map((group, index) => ({
      ...group,
      open:
        sheet.outline.sections[index]!.lessons.some((lesson) => lesson.key === current) ||
        groups.length === 1,
    })),
    exam: examView(learning, t),
    courseHref: `/courses/${sheet.facts.slug}`,
  };
}

export function nextTitle({ sheet, state, mine }: LearningOf, t: Translate): string {
  const { next } = state;
  switch (next.kind) {
    case 'begin':
    case 'lesson':
      return `${t('enrolment.lesson', { number: next.number })}. ${next.lesson.title}`;
    case 'exam':
    case 'retake':
    case 'retake-later':
    case 'wait-for-start':
    case 'resume-exam':
    case 'see-grade':
    case 'exhausted':
      return sheet.exam?.lesson.title ?? t('enrolment.outline.exam');
    case 'certificate':
      return t('enrolment.next-title.certificate');
    case 'wait-for-class':
      return t('enrolment.card.opens-on', { date: dayText(mine.startsOn) });
    case 'class-over':
      return t('enrolment.card.ended-on', { date: dayText(mine.endsOn) });
  }
}

export function nextNote({ state, mine }: LearningOf, t: Translate): string {
  const { next } = state;
  switch (next.kind) {
    case 'begin':
      return t('enrolment.next-note.begin', { minutes: next.lesson.minutes });
    case 'lesson':
      return t('enrolment.next-note.lesson', { minutes: next.lesson.minutes });
    case 'retake-later':
      return t('enrolment.next-note.retake-later', { time: momentText(next.from) });
    case 'wait-for-start':
      return t('enrolment.next-note.wait-for-start', { time: startText(mine) });
    case 'wait-for-class':
      return t('enrolment.next-note.wait-for-class', { date: dayText(mine.endsOn) });
    default:
      return t(`enrolment.next-note.${next.kind}`);
  }
}

const startText = ({ start }: LearningOf['mine']): string => (start ? momentText(start.startsAt) : '');

/** How a quiz is divided and gone through; nothing where it is one piece, freely. */
export function sectionWords({ sections, navigation }: QuizInfo, t: Translate): string[] {
  const named = sections.map(({ title, questions, minutes }) =>
    t(`enrolment.exam.section${minutes === null ? '' : '-timed'}`, {
      title,
      questions,
      minutes: minutes ?? 0,
    }),
  );
  return [
    ...(sections.length > 0
      ? [t('enrolment.exam.sections', { count: sections.length, sections: named.join(', ') })]
      : []),
    ...(navigation === 'sequential' ? [t('enrolment.exam.sequential')] : []),
  ];
}

function examView({ mine, sheet, state, attempts }: LearningOf, t: Translate) {
  if (!sheet.exam || !state.exam) return null;
  const { quiz, lesson } = sheet.exam;
  const exam = state.exam;
  const open = mine.phase === 'open';
  const startable = open && (exam.state === 'open' || exam.state === 'retake');
  return {
    title: lesson.title,
    rules:
      exam.state === 'passed'
        ? []
        : [
            t('enrolment.exam.questions', { questions: quiz.questions, minutes: quiz.minutes }),
            ...sectionWords(quiz, t),
            t('enrolment.exam.pass', { pass: quiz.passPercent }),
            ...(mine.start ? [t('enrolment.exam.common-start', { time: startText(mine) })] : []),
            ...retakeWords(exam.rules, exam.attemptsLeft, t),
            t('enrolment.exam.clock'),
          ],
    canStart: startable && !exam.opensAt,
    // Where the class has a common start its attempts are made ahead, and the waiting room knows them.
    startHref: `/learn/${mine.id}${mine.start ? '/waiting-room' : ''}/attempts`,
    waitingRoomHref: startable && exam.opensAt ? `/learn/${mine.id}/waiting-room` : null,
    startLabel: t(exam.state === 'retake' ? 'enrolment.exam.again' : 'enrolment.exam.start'),
    resumeHref: exam.state === 'running' && exam.attemptId ? `/attempts/${exam.attemptId}` : null,
    reason: reasonOf(exam, state.missing.length, open, t),
    results: attempts.map((attempt) => ({
      label: t('enrolment.exam.attempt', { number: attempt.number }),
      href: attempt.status === 'open' ? `/attempts/${attempt.id}` : `/attempts/${attempt.id}/result`,
      at: attempt.submittedAt ?? attempt.startedAt,
      result: attempt.scoreBp === null ? null : scoreText(attempt.scoreBp),
      state: attempt.passed ? 'done' : attempt.passed === false ? 'failed' : 'learning',
      stateLabel: t(
        `enrolment.exam.state-${attempt.passed ? 'passed' : attempt.passed === false ? 'failed' : attempt.status}`,
      ),
    })),
  };
}

/** Why the examination cannot be started now; null when it can, or there is nothing to say. */
function reasonOf(
  { state, from }: NonNullable<LearningOf['state']['exam']>,
  missing: number,
  open: boolean,
  t: Translate,
): string | null {
  if (state === 'locked') return t('enrolment.exam.locked', { count: missing });
  if (state === 'grading') return t('enrolment.exam.grading');
  if (state === 'exhausted') return t('enrolment.exam.exhausted');
  if (open && state === 'waiting' && from) return t('enrolment.exam.waiting', { time: momentText(from) });
  if (!open && (state === 'waiting' || state === 'open' || state === 'retake'))
    return t('enrolment.exam.class-closed');
  return null;
}

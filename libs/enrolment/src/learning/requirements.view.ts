import type { Translate } from '#platform/i18n';
import type { CourseSheet } from './course-sheets.js';
import type { LearningState } from './learning-state.policy.js';
import { scoreText } from './words.js';

/** A condition of the certificate, as the component `ui/requirement` shows it. */
export interface RequirementView {
  icon: string;
  label: string;
  note: string | null;
  state: 'done' | 'learning' | 'attention' | 'failed' | 'not-started';
  stateLabel: string;
}

/** Every condition of the certificate, in plain words, with what is still missing for this learner. */
export function requirementsOf(
  sheet: CourseSheet,
  state: LearningState | null,
  t: Translate,
): RequirementView[] {
  const lessons = lessonsRequirement(sheet, state, t);
  return sheet.exam ? [lessons, examRequirement(sheet, state, t)] : [lessons];
}

function lessonsRequirement(sheet: CourseSheet, state: LearningState | null, t: Translate): RequirementView {
  const total = sheet.lessons.length;
  const base = { icon: 'book-open', label: t('enrolment.require.lessons', { total }), note: null };
  if (!state) return { ...base, state: 'not-started', stateLabel: t('enrolment.require.todo') };
  const { missing, doneCount } = state;
  if (missing.length === 0) return { ...base, state: 'done', stateLabel: t('enrolment.require.done') };
  return {
    ...base,
    note: t('enrolment.require.lessons-left', { lessons: namesOf(missing, t) }),
    state: doneCount === 0 ? 'not-started' : 'learning',
    stateLabel: t('enrolment.require.lessons-count', { done: doneCount, total }),
  };
}

/** Up to three names, then how many more: “A”, “B”, “C” và 4 bài nữa. */
export function namesOf(lessons: { title: string }[], t: Translate): string {
  const names = lessons.slice(0, 3).map((lesson) => `“${lesson.title}”`);
  const more = lessons.length - names.length;
  return more > 0 ? t('enrolment.require.and-more', { names: names.join(', '), more }) : names.join(', ');
}

function examRequirement(sheet: CourseSheet, state: LearningState | null, t: Translate): RequirementView {
  const quiz = sheet.exam!.quiz;
  const exam = state?.exam;
  const rules = t('enrolment.require.exam-rules', {
    ...{
      questions: quiz.questions,
      minutes: quiz.minutes,
      attempts: exam?.rules.attempts ?? quiz.attemptsAllowed,
    },
  });
  const base = { icon: 'clipboard-check', label: t('enrolment.require.exam', { pass: quiz.passPercent }) };
  const best = exam?.bestScoreBp ?? null;
  const result = best === null ? rules : t('enrolment.require.best', { score: scoreText(best) });
  switch (exam?.state) {
    case 'passed':
      return { ...base, note: result, state: 'done', stateLabel: t('enrolment.require.passed') };
    case 'running':
      return { ...base, note: rules, state: 'learning', stateLabel: t('enrolment.require.running') };
    case 'grading':
      return { ...base, note: rules, state: 'learning', stateLabel: t('enrolment.require.grading') };
    case 'waiting':
    case 'retake': {
      const left = t('enrolment.require.attempts-left', { left: exam.attemptsLeft });
      return {
        ...base,
        note: `${result} ${left}`,
        state: 'attention',
        stateLabel: t('enrolment.require.not-passed'),
      };
    }
    case 'exhausted': {
      const none = t('enrolment.require.no-attempts');
      return {
        ...base,
        note: `${result} ${none}`,
        state: 'failed',
        stateLabel: t('enrolment.require.not-passed'),
      };
    }
    case 'open':
      return { ...base, note: rules, state: 'attention', stateLabel: t('enrolment.require.todo') };
    default:
      return { ...base, note: rules, state: 'not-started', stateLabel: t('enrolment.require.todo') };
  }
}

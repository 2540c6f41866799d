import type { LearningOf } from '../learning/learning.js';

/** An enrolment as the API tells it: codes and numbers, no interface words. */
export function enrolmentJson({ mine, sheet, state }: LearningOf) {
  return {
    id: mine.id,
    course: { slug: sheet.facts.slug, title: sheet.facts.title, version: sheet.facts.versionNumber },
    class: {
      title: mine.classTitle,
      form: mine.form,
      startsOn: mine.startsOn,
      endsOn: mine.endsOn,
      phase: mine.phase,
    },
    status: state.next.kind === 'certificate' ? 'completed' : mine.status,
    enrolledAt: mine.enrolledAt,
    startedAt: mine.startedAt,
    completedAt: mine.completedAt,
    passedAt: mine.passedAt,
    progress: { percent: state.percent, lessonsDone: state.doneCount, lessonsTotal: sheet.lessons.length },
    exam: state.exam && {
      state: state.exam.state,
      attemptsLeft: state.exam.attemptsLeft,
      bestScoreBp: state.exam.bestScoreBp,
      opensAt: state.exam.opensAt,
      passPercent: sheet.exam!.quiz.passPercent,
    },
    nextStep: state.next.kind,
  };
}

/** With the outline and what is missing for the certificate. */
export function enrolmentDetailJson(learning: LearningOf) {
  const { mine, sheet, state } = learning;
  const done = new Set(mine.done);
  return {
    ...enrolmentJson(learning),
    missingLessons: state.missing.map((lesson) => lesson.slug),
    lessons: sheet.lessons.map(({ key, slug, title, minutes }) => ({
      slug,
      title,
      minutes,
      done: done.has(key),
    })),
  };
}

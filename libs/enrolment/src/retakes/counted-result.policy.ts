import { type CountedMark, countedMark, type ValidGrade } from '#assessment';
import type { Scores } from '../enrolment/enrolment.entity.js';

/** What the grades of one enrolment come to. */
export interface CountedResult extends Scores {
  /** Of the latest of them. */
  gradedAt: Date;
}

type Graded = Omit<ValidGrade, 'enrolmentId'>;

/**
 * By the rule of the class, at each quiz: the result of all attempts; and passed once the attempts up to some point
 * passed, since later ones take nothing away. `passPercent` by quiz: needed where the average counts.
 */
export function countedResult(
  rule: CountedMark,
  grades: Graded[],
  passPercent: ReadonlyMap<string, number>,
): CountedResult {
  const quizzes = [...new Set(grades.map(({ quizId }) => quizId))].map((id) => {
    const own = grades.filter(({ quizId }) => quizId === id).sort((a, b) => a.number - b.number);
    const pass = passPercent.get(id) ?? 100;
    const passing = own.find((_, index) => countedMark(rule, own.slice(0, index + 1), pass)?.passed);
    return { scoreBp: countedMark(rule, own, pass)?.scoreBp ?? null, passedAt: passing?.since ?? null };
  });
  const scores = quizzes.flatMap(({ scoreBp }) => scoreBp ?? []);
  const passes = quizzes.flatMap(({ passedAt }) => passedAt ?? []);
  return {
    bestScoreBp: scores.length > 0 ? Math.max(...scores) : null,
    quizzesPassed: passes.length,
    passedAt: latest(passes),
    gradedAt: latest(grades.map(({ gradedAt }) => gradedAt)) as Date,
  };
}

const latest = (moments: Date[]): Date | null =>
  moments.length === 0 ? null : new Date(Math.max(...moments.map((each) => each.getTime())));

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Enrolment } from './enrolment.entity.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 3, minute));

function enrolment(lessonsTotal = 3, quizzesTotal = 1): Enrolment {
  return Object.assign(new Enrolment(), {
    status: 'enrolled',
    startedAt: null,
    completedAt: null,
    passedAt: null,
    withdrawnAt: null,
    bestScoreBp: null,
    lessonsDone: 0,
    lessonsTotal,
    quizzesPassed: 0,
    quizzesTotal,
    lastLessonKey: null,
  });
}

type Step =
  | { kind: 'start' }
  | { kind: 'lesson'; done: number }
  | { kind: 'score'; quizzesPassed: number; bestScoreBp: number | null }
  | { kind: 'complete' }
  | { kind: 'withdraw' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('start' as const) }),
  fc.record({ kind: fc.constant('lesson' as const), done: fc.integer({ min: 0, max: 40 }) }),
  fc.record({
    kind: fc.constant('score' as const),
    quizzesPassed: fc.integer({ min: 0, max: 5 }),
    bestScoreBp: fc.option(fc.integer({ min: 0, max: 12_000 }), { nil: null }),
  }),
  fc.record({ kind: fc.constant('complete' as const) }),
  fc.record({ kind: fc.constant('withdraw' as const) }),
);

function apply(to: Enrolment, next: Step, minute: number): void {
  try {
    if (next.kind === 'start') to.start(at(minute));
    if (next.kind === 'lesson') to.completeLesson(`lesson-${minute}`, next.done, at(minute));
    if (next.kind === 'score') to.score({ ...next, passedAt: null }, at(minute));
    if (next.kind === 'complete') to.complete(at(minute));
    if (next.kind === 'withdraw') to.withdraw(at(minute));
  } catch (error) {
    // A refusal is an answer; what must hold is checked on the state after it.
    if (!/^enrolment\./.test(String((error as { code?: string }).code))) throw error;
  }
}

type State = Pick<
  Enrolment,
  'lessonsDone' | 'quizzesPassed' | 'bestScoreBp' | 'startedAt' | 'passedAt' | 'completedAt' | 'withdrawnAt'
>;

/** What must hold between two moments of one enrolment; null when it does. */
function problemOf(before: State & { percent: number }, one: Enrolment): string | null {
  const within = (value: number | null, most: number) => (value ?? 0) >= 0 && (value ?? 0) <= most;
  if (!within(one.progressPercent, 100)) return 'percent';
  if (one.lessonsDone < before.lessonsDone || one.lessonsDone > one.lessonsTotal) return 'lessons';
  if (!within(one.quizzesPassed, one.quizzesTotal)) return 'quizzes';
  if (!within(one.bestScoreBp, 10_000)) return 'score';
  for (const moment of ['startedAt', 'withdrawnAt'] as const)
    if (before[moment] && one[moment] !== before[moment]) return moment;
  if ((one.status === 'completed') !== (one.completedAt !== null)) return 'completed without a moment';
  if ((one.status === 'withdrawn') !== (one.withdrawnAt !== null)) return 'withdrawn without a moment';
  if (one.passedAt && one.quizzesPassed < one.quizzesTotal) return 'passed without its quizzes';
  if (one.completedAt && (!one.startedAt || one.progressPercent < 100)) return 'completed too early';
  return null;
}

describe('any sequence of events', () => {
  test('keeps progress between 0 and 100, keeps lessons, and is never completed or passed without what that takes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 3 }),
        fc.array(step, { maxLength: 40 }),
        (lessons, quizzes, steps) => {
          const one = enrolment(lessons, quizzes);
          for (const [minute, next] of steps.entries()) {
            const before = { ...one, percent: one.progressPercent };
            apply(one, next, minute);
            const problem = problemOf(before, one);
            if (problem) throw new Error(problem);
          }
        },
      ),
      { numRuns: 10_000 },
    );
  });

  test('ends where the last grades and all lessons say, whatever came before', () => {
    const results = fc
      .array(step, { maxLength: 12 })
      .map((all) => all.filter((each) => each.kind !== 'withdraw'));
    const truth = fc.record({ quizzesPassed: fc.nat({ max: 2 }), bestScoreBp: fc.nat({ max: 10_000 }) });
    fc.assert(
      fc.property(results, truth, (steps, last) => {
        const one = enrolment(5, 2);
        for (const [minute, next] of steps.entries()) apply(one, next, minute);
        one.score({ ...last, passedAt: at(50) }, at(50));
        one.complete(at(59));
        const lessons = Math.max(
          0,
          ...steps.map((each) => (each.kind === 'lesson' ? Math.min(each.done, 5) : 0)),
        );
        const complete = lessons === 5 && last.quizzesPassed === 2;
        expect([one.lessonsDone, one.quizzesPassed, one.bestScoreBp]).toEqual([
          lessons,
          last.quizzesPassed,
          last.bestScoreBp,
        ]);
        expect(one.status).toBe(complete ? 'completed' : 'started');
        expect(one.passedAt).toEqual(last.quizzesPassed === 2 ? at(50) : null);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the completion rule', () => {
  test('asks for every lesson and every quiz', () => {
    const one = enrolment(2, 1);
    one.completeLesson('a', 2, at(1));
    expect(one.complete(at(2))).toBe(false);
    one.score({ quizzesPassed: 0, bestScoreBp: 6_900, passedAt: null }, at(3));
    expect(one.complete(at(4))).toBe(false);
    one.score({ quizzesPassed: 1, bestScoreBp: 7_000, passedAt: at(5) }, at(5));
    expect(one.passedAt).toEqual(at(5));
    expect(one.complete(at(6))).toBe(true);
    expect(one.complete(at(7))).toBe(false);
    expect(one.completedAt).toEqual(at(6));
  });

  test('a passed quiz with a lesson missing is not enough', () => {
    const one = enrolment(2, 1);
    one.completeLesson('a', 1, at(1));
    one.score({ quizzesPassed: 1, bestScoreBp: 10_000, passedAt: at(2) }, at(2));
    expect(one.complete(at(3))).toBe(false);
    expect(one.progressPercent).toBe(66);
  });

  test('a course of lessons alone is complete with its lessons; an empty one never', () => {
    const lessons = enrolment(1, 0);
    lessons.completeLesson('a', 1, at(1));
    expect(lessons.complete(at(1))).toBe(true);
    expect(lessons.passedAt).toBeNull();
    expect(enrolment(0, 0).complete(at(1))).toBe(false);
    lessons.score({ quizzesPassed: 0, bestScoreBp: null, passedAt: null }, at(2));
    expect(lessons.passedAt).toBeNull();
  });

  test('several quizzes are passed when the last of them is', () => {
    const one = enrolment(0, 2);
    one.score({ quizzesPassed: 1, bestScoreBp: null, passedAt: null }, at(1));
    expect([one.passedAt, one.progressPercent]).toEqual([null, 50]);
    one.score({ quizzesPassed: 2, bestScoreBp: 8_000, passedAt: at(2) }, at(2));
    expect(one.passedAt).toEqual(at(2));
  });
});

describe('a pass that a regrade takes back', () => {
  const passed = { quizzesPassed: 1, bestScoreBp: 7_100, passedAt: at(3) };
  test('ends the completion; the same pass again brings it back', () => {
    const one = enrolment(1, 1);
    one.completeLesson('a', 1, at(1));
    one.score(passed, at(3));
    one.complete(at(3));
    one.score({ quizzesPassed: 0, bestScoreBp: 6_800, passedAt: null }, at(9));
    expect([one.status, one.completedAt, one.passedAt, one.bestScoreBp]).toEqual([
      'started',
      null,
      null,
      6_800,
    ]);
    expect(one.complete(at(9))).toBe(false);
    one.score(passed, at(12));
    expect(one.complete(at(3))).toBe(true);
    expect([one.status, one.completedAt, one.passedAt]).toEqual(['completed', at(3), at(3)]);
  });
});

describe('withdrawing', () => {
  test('works before the start and is final; after the start it is refused', () => {
    const one = enrolment();
    one.withdraw(at(1));
    expect(() => one.start(at(2))).toThrow('enrolment.withdrawn');
    expect(one.complete(at(2))).toBe(false);
    const other = enrolment();
    other.start(at(1));
    expect(() => other.withdraw(at(2))).toThrow('enrolment.already-started');
  });
});

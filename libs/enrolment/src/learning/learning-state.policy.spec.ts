import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AttemptSummary, plainRules, type RetakeRules } from '#assessment';
import { type LearningFacts, learningState } from './learning-state.policy.js';

const lessons = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ key: `k${index + 1}`, slug: `bai-${index + 1}`, title: `Bài ${index + 1}`, minutes: 20 },
  }));

const attempt = (number: number, more: Partial<AttemptSummary> = {}): AttemptSummary => ({
  ...{ id: `a${number}`, number, status: 'graded', scoreBp: 5000, passed: false, overdue: false },
  ...{ startedAt: new Date(0), deadlineAt: new Date(1), submittedAt: new Date(1), submittedBy: 'learner' },
  ...more,
});

const facts = (more: Partial<LearningFacts> & { attempts?: AttemptSummary[] } = {}): LearningFacts => {
  const { attempts = [], ...rest } = more;
  return {
    ...{
      status: 'started',
      phase: 'open',
      lessons: lessons(3),
      done: new Set<string>(),
      lastLessonKey: null,
    },
    exam: {
      rules: plainRules(2),
      passPercent: 70,
      now: new Date(2),
      opensAt: null,
      passed: false,
      bestScoreBp: null,
      attempts,
    },
    ...rest,
  };
};
const all = new Set(['k1', 'k2', 'k3']);

describe('the next step', () => {
  test.each([
    ['before the first day: wait', facts({ phase: 'ahead' }), { kind: 'wait-for-class' }],
    ['after the last day: nothing', facts({ phase: 'over' }), { kind: 'class-over' }],
    ['not begun: begin with lesson 1', facts({ status: 'enrolled' }), { kind: 'begin', number: 1 }],
    [
      'after lesson 1: lesson 2',
      facts({ done: new Set(['k1']), lastLessonKey: 'k1' }),
      { kind: 'lesson', number: 2 },
    ],
    [
      'after the last, one left out: that one',
      facts({ done: new Set(['k2', 'k3']), lastLessonKey: 'k3' }),
      { kind: 'lesson', number: 1 },
    ],
    ['lessons done: the examination', facts({ done: all }), { kind: 'exam' }],
    [
      'running: go on with it',
      facts({ done: all, attempts: [attempt(1, { status: 'open', passed: null, scoreBp: null })] }),
      { kind: 'resume-exam', attemptId: 'a1' },
    ],
    [
      'running when the class ends: go on with it',
      facts({
        phase: 'over',
        done: all,
        attempts: [attempt(1, { status: 'open', passed: null, scoreBp: null })],
      }),
      { kind: 'resume-exam' },
    ],
    [
      'out of time, not closed yet: its result',
      facts({
        done: all,
        attempts: [attempt(1, { status: 'open', overdue: true, passed: null, scoreBp: null })],
      }),
      { kind: 'see-grade' },
    ],
    [
      'handed in: its result',
      facts({ done: all, attempts: [attempt(1, { status: 'submitted', passed: null, scoreBp: null })] }),
      { kind: 'see-grade', attemptId: 'a1' },
    ],
    ['not passed, one left: again', facts({ done: all, attempts: [attempt(1)] }), { kind: 'retake' }],
    [
      'not passed, none left: the last result',
      facts({ done: all, attempts: [attempt(1), attempt(2)] }),
      { kind: 'exhausted', attemptId: 'a2' },
    ],
    [
      'passed: the certificate',
      facts({ done: all, attempts: [attempt(1), attempt(2, { passed: true, scoreBp: 8000 })] }),
      { kind: 'certificate' },
    ],
    [
      'passed, and the class is over: the certificate',
      facts({ phase: 'over', done: all, attempts: [attempt(1, { passed: true })] }),
      { kind: 'certificate' },
    ],
    [
      'no examination: the certificate after the lessons',
      facts({ done: all, exam: null }),
      { kind: 'certificate' },
    ],
  ])('%s', (_, given, expected) => {
    expect(learningState(given).next).toMatchObject(expected);
  });
});

describe('the examination', () => {
  test('is locked while a lesson is missing, whatever the rest', () => {
    const { exam, missing } = learningState(facts({ done: new Set(['k1', 'k3']) }));
    expect([exam?.state, missing.map((lesson) => lesson.slug)]).toEqual(['locked', ['bai-2']]);
  });

  test('counts every attempt, and keeps the best result', () => {
    const { exam } = learningState(
      facts({ done: all, attempts: [attempt(1, { scoreBp: 6250 }), attempt(2, { scoreBp: 3000 })] }),
    );
    expect(exam).toMatchObject({ state: 'exhausted', attemptsLeft: 0, bestScoreBp: 6250 });
  });
});

describe('the common start of a class', () => {
  const at = (opens: number, now: number, more: Parameters<typeof facts>[0] = {}) => {
    const given = facts({ done: all, ...more });
    return learningState({
      ...given,
      exam: { ...given.exam!, opensAt: new Date(opens), now: new Date(now) },
    });
  };

  test('is waited for until one may begin, first attempt or not', () => {
    expect(at(100, 99).next).toEqual({ kind: 'wait-for-start', from: new Date(100) });
    expect(at(100, 100).next).toEqual({ kind: 'exam' });
    expect(at(100, 99, { attempts: [attempt(1)] }).next.kind).toBe('wait-for-start');
  });

  test('neither hides what is missing nor stops what runs', () => {
    expect(at(100, 99, { done: new Set(['k1', 'k2']) }).next.kind).toBe('lesson');
    const running = attempt(1, { status: 'open', passed: null, scoreBp: null });
    expect(at(100, 99, { attempts: [running] }).next.kind).toBe('resume-exam');
  });
});

describe('the rules of a class for sitting again', () => {
  const ruled = (rules: Partial<RetakeRules>, attempts: AttemptSummary[], now = new Date(2)) => {
    const given = facts({ done: all, attempts });
    return learningState({
      ...given,
      exam: { ...given.exam!, rules: { ...plainRules(3), ...rules }, now },
    });
  };
  const ended = (number: number, at: number, more: Partial<AttemptSummary> = {}) =>
    attempt(number, { submittedAt: new Date(at), ...more });

  test('wait until the waiting time is over, from the end of the last attempt', () => {
    const attempts = [ended(1, 0), ended(2, 1000)];
    const rules = { waitMinutes: 10 };
    const before = ruled(rules, attempts, new Date(1000 + 600_000 - 1));
    expect(before.exam).toMatchObject({ state: 'waiting', from: new Date(601_000), attemptsLeft: 1 });
    expect(before.next).toEqual({ kind: 'retake-later', from: new Date(601_000) });
    expect(ruled(rules, attempts, new Date(601_000)).next).toEqual({ kind: 'retake' });
  });

  test('no attempt left is told as that, not as a wait', () => {
    expect(ruled({ attempts: 1, waitMinutes: 10 }, [ended(1, 1000)]).next.kind).toBe('exhausted');
  });

  test.each([
    ['highest', 8000, 'passed'],
    ['latest', 5000, 'retake'],
    ['first', 4000, 'retake'],
    ['average', 5666, 'retake'],
  ] as const)('with the %s result counting, %d is shown and the state is %s', (counted, score, state) => {
    const attempts = [
      ended(1, 1, { scoreBp: 4000 }),
      ended(2, 1, { scoreBp: 8000, passed: true }),
      ended(3, 1, { scoreBp: 5000 }),
    ];
    expect(ruled({ counted, attempts: 9 }, attempts).exam).toMatchObject({ bestScoreBp: score, state });
  });
});

describe('whatever is done', () => {
  const known = fc.uniqueArray(fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5', 'from-another-course'));
  const given = fc.record({
    count: fc.integer({ min: 1, max: 5 }),
    done: known,
    last: fc.option(fc.constantFrom('k1', 'k5', 'unknown'), { nil: null }),
    phase: fc.constantFrom('ahead' as const, 'open' as const, 'over' as const),
    scores: fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 2 }),
  });

  test('percent is 100 exactly when nothing is missing, and there is always a next step that exists', () => {
    fc.assert(
      fc.property(given, ({ count, done, last, phase, scores }) => {
        const state = learningState(
          facts({
            ...{ lessons: lessons(count), done: new Set(done), lastLessonKey: last, phase },
            attempts: scores.map((scoreBp, index) =>
              attempt(index + 1, { scoreBp, passed: scoreBp >= 7000 }),
            ),
          }),
        );
        const complete = state.missing.length === 0 && state.exam?.state === 'passed';
        if ((state.percent === 100) !== complete) throw new Error('percent');
        if ((state.next.kind === 'certificate') !== complete) throw new Error('certificate');
        if (state.percent < 0 || state.percent > 100) throw new Error('bounds');
        if (state.doneCount + state.missing.length !== count) throw new Error('count');
        if (state.next.kind === 'lesson' && !state.missing.includes(state.next.lesson))
          throw new Error('next');
        if (state.exam?.state === 'open' && state.missing.length > 0) throw new Error('open too early');
      }),
      { numRuns: 10_000 },
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import { plainRules } from '../attempt/retakes.policy.js';
import type { StoredQuestion } from '../bank/question-versions.repository.js';
import { UNITS_PER_MARK as ONE } from '../question-types/index.js';
import type { Behaviour, FeedbackRelease } from '../quiz/quiz.input.js';
import type { Release, ReleaseWhen } from '../release/release.js';
import { feedbackReleased, markReleased } from './feedback.policy.js';
import { receiptCode } from './receipt.js';
import { lessonsToReview, scoreBySkill, verdictOf } from './skills.js';

const passed = { status: 'graded', scoreBp: 9000, passed: true } as const;
const failed = { status: 'graded', scoreBp: 2000, passed: false } as const;
const open = { status: 'open', scoreBp: null, passed: null } as const;
const waiting = { status: 'submitted', scoreBp: null, passed: null } as const;

const quizOf = (feedbackRelease: FeedbackRelease) => ({
  ...{ behaviour: 'examination' as Behaviour, feedbackRelease, passPercent: 70 },
});
const part = (when: ReleaseWhen, due: boolean) => ({ when, due, from: null });

describe('what an author rules, where the class has no rules', () => {
  test.each([
    ['after-pass-or-last', [passed], 2, true],
    ['after-pass-or-last', [failed], 2, false],
    ['after-pass-or-last', [failed, failed], 2, true],
    ['after-pass-or-last', [failed, passed], 3, true],
    ['after-pass-or-last', [failed, waiting], 2, false],
    ['after-pass-or-last', [failed, open], 2, false],
    ['after-pass-or-last', [passed, open], 3, false],
    ['after-pass-or-last', [], 2, false],
    ['after-submission', [failed], 2, true],
    ['after-submission', [failed, open], 2, false],
    ['never', [passed], 1, false],
  ] as const)('%s with %j of %i allowed: %s', (rule, attempts, allowed, released) => {
    const numbered = attempts.map((attempt, index) => ({ ...attempt, number: index + 1 }));
    const given = { quiz: quizOf(rule), release: null, attempts: numbered, retakes: plainRules(allowed) };
    expect(feedbackReleased(given, 'review')).toBe(released);
    expect(feedbackReleased(given, 'key')).toBe(released);
    expect(markReleased(given)).toBe(true);
  });

  test('whoever passed once but may sit again by what counts does not see the keys', () => {
    const attempts = [failed, passed].map((attempt, index) => ({ ...attempt, number: index + 1 }));
    const given = { quiz: quizOf('after-pass-or-last'), release: null, attempts };
    const retakes = { ...plainRules(3), counted: 'average' } as const;
    expect(feedbackReleased({ ...given, retakes }, 'key')).toBe(false);
    expect(feedbackReleased({ ...given, retakes: { ...retakes, attempts: 2 } }, 'key')).toBe(true);
  });
});

describe('what a class rules', () => {
  const attempts = [{ ...passed, number: 1 }];
  const told = (release: Release, of: typeof attempts | object[] = attempts) => {
    const given = { quiz: quizOf('never'), release, attempts: of as typeof attempts, retakes: plainRules(1) };
    return [markReleased(given), feedbackReleased(given, 'review'), feedbackReleased(given, 'key')];
  };

  test('each part by its own rule, whatever the author said', () => {
    const release = { mark: part('at-once', true), review: part('at', true), key: part('by-hand', false) };
    expect(told(release)).toEqual([true, true, false]);
    expect(told({ ...release, key: part('by-hand', true) })).toEqual([true, true, true]);
    expect(told({ ...release, review: part('never', false), key: part('at-once', true) })).toEqual([
      ...[true, false, false],
    ]);
    expect(told({ ...release, review: part('when-done', true) })).toEqual([true, true, false]);
  });

  test('nothing is shown before the mark, and no key before the review', () => {
    const release = {
      mark: part('by-hand', false),
      review: part('at-once', true),
      key: part('at-once', true),
    };
    expect(told(release)).toEqual([false, false, false]);
    expect(told({ ...release, mark: part('at', true), review: part('after-closing', false) })).toEqual([
      ...[true, false, false],
    ]);
  });

  test('neither review nor key while an attempt is open, since they share questions', () => {
    const release = {
      mark: part('at-once', true),
      review: part('at-once', true),
      key: part('at-once', true),
    };
    expect(told(release, [...attempts, { ...open, number: 2 }])).toEqual([true, false, false]);
  });

  test('practice and surveys follow no class', () => {
    const release = { mark: part('by-hand', false), review: part('never', false), key: part('never', false) };
    const given = { release, attempts, retakes: plainRules(1) };
    const practice = { ...quizOf('never'), behaviour: 'practice' as Behaviour };
    expect(markReleased({ ...given, quiz: practice })).toBe(true);
    expect(feedbackReleased({ ...given, quiz: practice }, 'key')).toBe(true);
    const survey = { ...practice, behaviour: 'survey' as Behaviour };
    expect(feedbackReleased({ ...given, quiz: survey }, 'review')).toBe(false);
  });
});

describe('what a result says', () => {
  const question = (componentCode: string | null, lessonSlug: string | null) =>
    ({ type: 'single', body: {}, componentCode, lessonSlug }) as StoredQuestion;

  test('marks by component, in the order of the framework', () => {
    const questions = [
      question('10.1', null),
      question('6.1', null),
      question('6.1', null),
      question(null, null),
    ];
    expect(scoreBySkill(questions, [ONE, ONE / 2, 0, ONE], [ONE, ONE, ONE, ONE])).toEqual([
      { code: '6.1', units: ONE / 2, maxUnits: 2 * ONE },
      { code: '10.1', units: ONE, maxUnits: ONE },
    ]);
  });

  test.each([
    [900, 1000, 'sure'],
    [899, 1000, 'good'],
    [700, 1000, 'good'],
    [699, 1000, 'review'],
    [0, 1000, 'review'],
  ])('%i of %i is “%s”', (units, maxUnits, verdict) => {
    expect(verdictOf({ code: '', units, maxUnits })).toBe(verdict);
  });

  test('lessons behind lost marks, the most lost first', () => {
    const questions = [question(null, 'b'), question(null, 'a'), question(null, 'a'), question(null, 'c')];
    expect(lessonsToReview(questions, [0, ONE / 2, 0, ONE], [ONE, ONE, ONE, ONE])).toEqual([
      { slug: 'a', count: 2 },
      { slug: 'b', count: 1 },
    ]);
  });

  test('of one component only the lessons behind its own lost marks', () => {
    const questions = [
      question('6.1', 'b'),
      question('6.1', 'a'),
      question('4.2', 'c'),
      question('6.1', null),
    ];
    expect(lessonsToReview(questions, [0, ONE, 0, 0], [ONE, ONE, ONE, ONE], '6.1')).toEqual([
      { slug: 'b', count: 1 },
    ]);
  });

  test('a receipt can be read aloud and names the Vietnamese day', () => {
    const code = receiptCode('0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b', new Date('2026-06-11T18:00:00Z'));
    expect(code).toBe('NB-1206-Q3YJ-JV');
    expect(code).toMatch(/^NB-\d{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/);
  });
});

import { describe, expect, test } from '@jest/globals';
import type { StoredQuestion } from '../bank/question-versions.repository.js';
import type { AttemptState } from './answer-journal.repository.js';
import { AnswerSheet, type JournalEntry } from './answer-sheet.js';
import { isActive, nextSeq, refusal } from './answers.service.js';
import { headerView, mapView, nextToDo, questionView, ranges } from './attempt.view.js';
import type { AttemptSnapshot } from './attempt-snapshots.repository.js';
import { plainRules } from './retakes.policy.js';

const now = new Date('2026-11-21T03:00:00Z');
const attempt = (questions: number) =>
  ({
    id: 'x',
    number: 1,
    startedAt: new Date('2026-11-21T02:50:00Z'),
    items: Array.from({ length: questions }, () => ({ questionVersionId: 'v', options: ['a', 'b'] })),
    quiz: { title: 'Bài', attemptsAllowed: 2, draw: [], sections: [], navigation: 'free' },
    retakes: plainRules(2),
  }) as unknown as AttemptSnapshot;
const state = (more: Partial<AttemptState> = {}): AttemptState => ({
  status: 'open',
  now,
  deadlineAt: new Date(now.getTime() + 18 * 60_000 + 24_000),
  overdue: false,
  paused: false,
  deviceId: 'phone',
  deviceEpoch: 0,
  submittedAt: null,
  submittedBy: null,
  savedAt: null,
  journal: [],
  ...more,
});
const answered = (...positions: number[]): JournalEntry[] =>
  positions.map((position, index) => ({ seq: index + 1, position, answer: ['a'], flagged: null }));

describe('the clock of an attempt', () => {
  const left = (seconds: number) =>
    headerView(attempt(1), state({ deadlineAt: new Date(now.getTime() + seconds * 1000) }), null);

  test.each([
    [18 * 60 + 24, '18:24', 18, 'normal'],
    [301, '5:01', 5, 'normal'],
    [300, '5:00', 5, 'last'],
    [59, '0:59', 0, 'last'],
    [0, '0:00', 0, 'over'],
    [-20, '0:00', 0, 'over'],
    [3600, '1:00:00', 60, 'normal'],
    [2 * 3600 + 65, '2:01:05', 121, 'normal'],
  ])('%i seconds before the end it reads %s', (seconds, remaining, minutesLeft, timerState) => {
    expect(left(seconds)).toMatchObject({ remaining, minutesLeft, timerState });
  });

  test('the badge tells when the last answer was saved, before that when the attempt began', () => {
    expect(headerView(attempt(1), state(), null).savedAt).toEqual(new Date('2026-11-21T02:50:00Z'));
    expect(headerView(attempt(1), state({ savedAt: now }), null).savedAt).toBe(now);
  });
});

describe('the map', () => {
  const map = (journal: JournalEntry[], current: number | null = null) =>
    mapView(attempt(4), new AnswerSheet(journal), current);

  test('counts answered, unanswered and flagged', () => {
    const journal = [...answered(1, 3), { seq: 9, position: 2, answer: null, flagged: true }];
    expect(map(journal, 3)).toMatchObject({ total: 4, answered: 2, unanswered: 2, flagged: 1 });
    expect(map(journal, 3).cells[2]).toEqual({ number: 3, answered: true, flagged: false, current: true });
    expect(map(journal, 3).cells[1]).toEqual({ number: 2, answered: false, flagged: true, current: false });
  });

  test('the next thing to do is the first unanswered, then the first flagged, then the first', () => {
    const next = (journal: JournalEntry[]) => nextToDo(attempt(4), new AnswerSheet(journal));
    expect(next(answered(1, 2, 4))).toBe(3);
    expect(next([...answered(1, 2, 3, 4), { seq: 9, position: 2, answer: null, flagged: true }])).toBe(2);
    expect(next(answered(1, 2, 3, 4))).toBe(1);
  });

  test('neighbours become one link', () => {
    expect(ranges([7, 19, 23, 24, 25])).toEqual([
      { from: 7, to: 7, single: true },
      { from: 19, to: 19, single: true },
      { from: 23, to: 25, single: false },
    ]);
    expect(ranges([])).toEqual([]);
  });
});

describe('one question on screen', () => {
  const question = (id: string): StoredQuestion => ({
    id,
    type: 'single',
    stem: `Câu ${id}`,
    body: {
      options: ['a', 'b'].map((option) => ({ id: option, text: `${id}${option}`, correct: option === 'a' })),
    },
    explanation: null,
    componentCode: null,
    level: null,
    difficulty: 2,
    lessonSlug: null,
  });
  const taken = {
    ...attempt(3),
    items: [
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'b'],
    ].map((options) => ({ questionVersionId: 'v', options })),
  };
  const view = (position: number) =>
    questionView(taken, ['x', 'y', 'z'].map(question), new AnswerSheet(answered(2)), position);

  const optionsOf = (position: number) =>
    (view(position) as unknown as { options: unknown[] }).options as {
      number: number;
      text: string;
      checked: boolean;
    }[];

  test('is the one of that number, in this learner’s order, with what was chosen', () => {
    expect(view(2)).toMatchObject({ stem: 'Câu y', position: 2, total: 3, flagged: false });
    expect(optionsOf(2).map(({ number, text, checked }) => [number, text, checked])).toEqual([
      [1, 'yb', false],
      [2, 'ya', true],
    ]);
    expect(optionsOf(1).map((option) => option.text)).toEqual(['xa', 'xb']);
  });

  test.each([
    [1, null, 2, 1, 2],
    [2, 1, 3, 1, 3],
    [3, 2, null, 2, 3],
  ])('from %i the ways lead to %p and %p', (position, previous, next, toPrevious, toNext) => {
    expect(view(position)).toMatchObject({ previous, next, toPrevious, toNext });
  });

  test('the course stands above it where the course is known', () => {
    const place = { courseTitle: 'Khóa học', href: '/learn/x', lessons: [] };
    expect(headerView(taken, state(), place).courseTitle).toBe('Khóa học');
    expect(headerView(taken, state(), null).courseTitle).toBeNull();
  });
});

describe('numbers and devices', () => {
  test('the next number follows the journal, and begins a range of its own after a hand-over', () => {
    expect(nextSeq(state())).toBe(1);
    expect(nextSeq(state({ journal: answered(1, 2, 3) }))).toBe(4);
    expect(nextSeq(state({ journal: answered(1), deviceEpoch: 2 }))).toBe(200_001);
  });

  test('one device answers; an attempt without one takes any', () => {
    expect(isActive(state(), { deviceId: 'phone' })).toBe(true);
    expect(isActive(state(), { deviceId: 'laptop' })).toBe(false);
    expect(isActive(state({ deviceId: null }), { deviceId: 'laptop' })).toBe(true);
  });

  test.each([
    [{}, 'laptop', 'assessment.other-device'],
    [{}, 'phone', 'assessment.deadline-passed'],
    [{ status: 'submitted', submittedBy: 'deadline' }, 'phone', 'assessment.deadline-passed'],
    [{ status: 'submitted', submittedBy: 'learner' }, 'phone', 'assessment.already-submitted'],
    [{ status: 'graded', submittedBy: 'learner' }, 'laptop', 'assessment.already-submitted'],
  ] as const)('%j refuses the %s with %s and what is kept', (more, deviceId, code) => {
    const refused = refusal(state({ ...more, journal: answered(1, 3) }), { deviceId }, attempt(4));
    expect(refused.code).toBe(code);
    if (code !== 'assessment.other-device') expect(refused.params).toEqual({ answered: 2, total: 4 });
  });
});

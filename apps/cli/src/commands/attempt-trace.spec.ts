import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../command.js';
import { attemptTrace } from './attempt-trace.js';

const at = new Date('2026-11-22T02:00:00Z');

describe('attempt:trace', () => {
  test('reads as a story, one line an event', () => {
    const attempt = {
      ...{ id: 'A', quizId: 'Q', enrolmentId: 'E', number: 2, status: 'graded', questions: 30 },
      ...{ startedAt: at, deadlineAt: at, pausedAt: null, submittedAt: at, submittedBy: 'learner' },
    };
    const events = [
      { at, kind: 'started', questions: 30, minutes: 45 },
      { at, kind: 'answered', seq: 1, question: 3, answer: ['b'], flagged: true },
      { at, kind: 'answered', seq: 2, question: 3, answer: [], flagged: null },
      { at, kind: 'answered', seq: 3, question: 3, answer: null, flagged: false },
      { at, kind: 'paused', by: 'P', reason: 'Mất điện' },
      { at, kind: 'resumed', by: 'P', seconds: 59.6 },
      { at, kind: 'graded', revision: 2, marks: 20.5, of: 30, scoreBp: 6833, passed: false },
    ];
    const lines = attemptTrace.print?.({ attempt, events }).split('\n') ?? [];
    expect(lines.map((line) => line.replace('2026-11-22T02:00:00.000Z  ', ''))).toEqual([
      'Attempt A, number 2, graded',
      'Quiz Q, enrolment E, deadline 2026-11-22T02:00:00.000Z',
      'started, 30 questions, 45 minutes',
      '#1 question 3: answered ["b"], flagged',
      '#2 question 3: answer taken back',
      '#3 question 3: flag taken away',
      'paused by P (Mất điện)',
      'resumed by P after 60 s',
      'graded, revision 2: 20.5 of 30 marks, 68.33%, not passed',
    ]);
  });

  test('asks for one id', async () => {
    const input = { values: {}, config: {} as never, app: async () => ({}) as never, say: () => {} };
    for (const positionals of [[], ['a', 'b']])
      await expect(attemptTrace.run({ ...input, positionals })).rejects.toBeInstanceOf(UsageError);
  });
});

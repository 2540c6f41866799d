import { marksHeldBack } from '../release/release.js';
import type { AttemptSummary, Standing } from './attempt.repository.js';
import { DEADLINE, OVERDUE } from './deadline.js';

/**
 * SQL: where the learner of an enrolment stands at all its examinations, as JSON, for a query of another context
 * that reads the enrolment anyway. `enrolment` and `group` are the SQL of the ids of it and of its class: while marks
 * are held back there, a graded attempt looks like one that waits for its grade. {@link standingAt} reads the answer.
 */
export const standingsJson = (enrolment: string, group: string): string => `json_build_object(
  'attempts', (
    SELECT json_agg(json_build_object(
             'quizId', a.quiz_id, 'id', a.id, 'number', a.number,
             'status', CASE WHEN h.held_back AND a.status = 'graded' THEN 'submitted' ELSE a.status END,
             'heldBack', h.held_back AND a.status = 'graded', 'startedAt', a.started_at,
             'deadlineAt', ${DEADLINE}, 'submittedAt', a.submitted_at, 'submittedBy', a.submitted_by,
             'scoreBp', g.score_bp, 'passed', g.passed, 'overdue', a.status = 'open' AND ${OVERDUE})
             ORDER BY a.number)
      FROM attempt a
      CROSS JOIN LATERAL (
        SELECT ${marksHeldBack(group)}
               AND (SELECT q.behaviour = 'examination' FROM quiz q WHERE q.id = a.quiz_id) AS held_back
      ) h
      LEFT JOIN LATERAL (
        SELECT score_bp, passed FROM grade WHERE attempt_id = a.id ORDER BY revision DESC LIMIT 1
      ) g ON NOT h.held_back
     WHERE a.enrolment_id = ${enrolment}),
  'extra', (
    SELECT json_agg(json_build_object('quizId', x.quiz_id, 'attempts', x.extra_attempts))
      FROM accommodation x WHERE x.enrolment_id = ${enrolment} AND x.attempt_id IS NULL))`;

type Dates = 'startedAt' | 'deadlineAt' | 'submittedAt';
type AttemptJson = Omit<AttemptSummary, Dates> & {
  quizId: string;
  startedAt: string;
  deadlineAt: string;
  submittedAt: string | null;
};

export interface StandingsJson {
  attempts: AttemptJson[] | null;
  extra: { quizId: string; attempts: number }[] | null;
}

export const standingAt = (quizId: string, { attempts, extra }: StandingsJson): Standing => ({
  attempts: (attempts ?? []).filter((each) => each.quizId === quizId).map(summaryOf),
  extraAttempts: (extra ?? [])
    .filter((each) => each.quizId === quizId)
    .reduce((sum, each) => sum + each.attempts, 0),
});

const summaryOf = ({ quizId: _, startedAt, deadlineAt, submittedAt, ...rest }: AttemptJson) => ({
  ...rest,
  startedAt: new Date(startedAt),
  deadlineAt: new Date(deadlineAt),
  submittedAt: submittedAt === null ? null : new Date(submittedAt),
});

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ClosedAttempt } from '../grading/attempt-marks.js';
import type { Mark } from '../grading/grade.policy.js';
import type { Regrade, RegradePreview } from './regrade.entity.js';

/** A graded attempt with its latest grade. */
export interface GradedAttempt extends ClosedAttempt {
  grade: Mark & { revision: number };
}

export interface Effect {
  attemptId: string;
  before: Pick<Mark, 'scoreBp' | 'passed'>;
  after: Pick<Mark, 'scoreBp' | 'passed'>;
}

const GIVEN = `a.quiz_id = $1 AND a.status = 'graded'
  AND a.items @> jsonb_build_array(jsonb_build_object('questionVersionId', $2::text))`;

/** The attempts that a regrade is about, and what its preview found. */
@Injectable()
export class RegradeWork {
  constructor(private readonly db: DataSource) {}

  async count({ quizId, questionVersionId }: Regrade): Promise<number> {
    const [{ n }] = await this.db.query(`SELECT count(*)::int AS n FROM attempt a WHERE ${GIVEN}`, [
      quizId,
      questionVersionId,
    ]);
    return n;
  }

  /** Graded attempts that were given the question, in the order of their ids. `lock`: nobody else revises them. */
  async next(
    tx: EntityManager,
    { quizId, questionVersionId }: Regrade,
    after: string,
    limit: number,
    lock = false,
  ): Promise<GradedAttempt[]> {
    const attempts: (ClosedAttempt & { grade: GradedAttempt['grade'] })[] = await tx.query(
      `SELECT a.id, a.quiz_id AS "quizId", a.items FROM attempt a
        WHERE ${GIVEN} AND a.id > $3 ORDER BY a.id LIMIT $4 ${lock ? 'FOR NO KEY UPDATE' : ''}`,
      [quizId, questionVersionId, after, limit],
    );
    // Read after the lock: another run may have written the latest one meanwhile.
    const grades: (GradedAttempt['grade'] & { attemptId: string })[] = await tx.query(
      `SELECT DISTINCT ON (attempt_id) attempt_id AS "attemptId", revision, mark_units AS "markUnits",
              max_units AS "maxUnits", score_bp AS "scoreBp", passed, item_units AS "itemUnits", dropped
         FROM grade WHERE attempt_id = ANY ($1::uuid[]) ORDER BY attempt_id, revision DESC`,
      [attempts.map(({ id }) => id)],
    );
    const latest = new Map(grades.map(({ attemptId, ...grade }) => [attemptId, grade]));
    return attempts.map((attempt) => ({ ...attempt, grade: latest.get(attempt.id)! }));
  }

  async forget(regradeId: string): Promise<void> {
    await this.db.query('DELETE FROM regrade_effect WHERE regrade_id = $1', [regradeId]);
  }

  async keep(regradeId: string, effects: Effect[]): Promise<void> {
    await this.db.query(
      `INSERT INTO regrade_effect (regrade_id, attempt_id, score_before, score_after, passed_before, passed_after)
       SELECT $1, * FROM unnest($2::uuid[], $3::int[], $4::int[], $5::boolean[], $6::boolean[])
       ON CONFLICT DO NOTHING`,
      [
        regradeId,
        effects.map(({ attemptId }) => attemptId),
        effects.map(({ before }) => before.scoreBp),
        effects.map(({ after }) => after.scoreBp),
        effects.map(({ before }) => before.passed),
        effects.map(({ after }) => after.passed),
      ],
    );
  }

  /** Says which learners gain or lose the pass, by the rule of their class over all their attempts; then counts. */
  async conclude(tx: EntityManager, { id, quizId }: Regrade, given: number): Promise<RegradePreview> {
    await tx.query(TURNS, [id, quizId]);
    const [counts] = await tx.query(
      `SELECT count(*)::int AS changed, count(*) FILTER (WHERE score_after > score_before)::int AS up,
              count(*) FILTER (WHERE score_after < score_before)::int AS down,
              count(DISTINCT a.enrolment_id) FILTER (WHERE turn = 'gains')::int AS gains,
              count(DISTINCT a.enrolment_id) FILTER (WHERE turn = 'loses')::int AS loses
         FROM regrade_effect x JOIN attempt a ON a.id = x.attempt_id WHERE x.regrade_id = $1`,
      [id],
    );
    return { given, ...counts };
  }
}

/** An attempt with its valid grade `g` and what becomes of it, `x`: of the results up to it, the average. */
const average = (score: string): string => `(
  sum(${score}) OVER so_far >= q.pass_percent * 100 * count(*) OVER so_far)`;

/** Whoever passed once keeps the pass, so that only the first mark and the average differ from the highest one. */
const passes = (passed: string, averaged: string): string => `CASE min(counted)
  WHEN 'first' THEN coalesce(bool_or(${passed}) FILTER (WHERE number = 1), false)
  WHEN 'average' THEN bool_or(${averaged}) ELSE bool_or(${passed}) END`;

const TURNS = `
  WITH touched AS (
    SELECT DISTINCT a.enrolment_id FROM regrade_effect x JOIN attempt a ON a.id = x.attempt_id
     WHERE x.regrade_id = $1 AND a.enrolment_id IS NOT NULL
       AND (x.passed_before <> x.passed_after OR a.retakes ->> 'counted' = 'average')
  ), sat AS (
    SELECT a.enrolment_id, a.number, g.passed AS was, coalesce(x.passed_after, g.passed) AS becomes,
           ${average('g.score_bp')} AS average_was,
           ${average('coalesce(x.score_after, g.score_bp)')} AS average_becomes,
           first_value(coalesce(a.retakes ->> 'counted', 'highest'))
             OVER (PARTITION BY a.enrolment_id ORDER BY a.number DESC) AS counted
      FROM touched JOIN attempt a ON a.enrolment_id = touched.enrolment_id AND a.quiz_id = $2
      JOIN quiz q ON q.id = a.quiz_id
      JOIN LATERAL (SELECT passed, score_bp FROM grade WHERE attempt_id = a.id ORDER BY revision DESC LIMIT 1) g ON true
      LEFT JOIN regrade_effect x ON x.regrade_id = $1 AND x.attempt_id = a.id
    WINDOW so_far AS (PARTITION BY a.enrolment_id ORDER BY a.number)
  ), learner AS (
    SELECT enrolment_id, min(counted) AS counted, ${passes('was', 'average_was')} AS before,
           ${passes('becomes', 'average_becomes')} AS after
      FROM sat GROUP BY enrolment_id
  )
  UPDATE regrade_effect x SET turn = CASE WHEN l.after THEN 'gains' ELSE 'loses' END
    FROM learner l JOIN attempt a ON a.enrolment_id = l.enrolment_id AND a.quiz_id = $2
   WHERE x.regrade_id = $1 AND x.attempt_id = a.id AND l.before <> l.after
     AND (x.passed_before <> x.passed_after OR l.counted = 'average')`;

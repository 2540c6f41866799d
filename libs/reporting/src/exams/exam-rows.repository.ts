import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ExamCell } from './exam-cells.js';
import type { ExamRow, Sitting } from './exam-row.js';

const ROW = `enrolment_id AS "enrolmentId", quiz_id AS "quizId", class_id AS "classId", unit_id AS "unitId",
  target_group AS "targetGroup", living, attempts, score_bp AS "scoreBp", passed, attempt_id AS "attemptId", seconds,
  submitted_at AS "submittedAt", skills, revisions`;

/** Examinations of the course version an enrolment follows, and those it has sat. */
const QUIZZES = `(
  SELECT l.quiz_id FROM lesson l WHERE l.version_id = e.course_version_id AND l.kind = 'quiz'
  UNION SELECT a.quiz_id FROM attempt a JOIN quiz q ON q.id = a.quiz_id AND q.behaviour = 'examination'
         WHERE a.enrolment_id = e.id AND a.status = 'graded')`;

type Tx = Pick<EntityManager, 'query'>;

/** The stored rows of results and their sums. */
@Injectable()
export class ExamRows {
  /** Locks the rows of these enrolments; those that were never counted are put in empty first. */
  async held(tx: Tx, enrolmentIds: string[]): Promise<ExamRow[]> {
    await tx.query(
      `INSERT INTO exam_result (enrolment_id, quiz_id, class_id, unit_id, target_group)
       SELECT e.id, z.quiz_id, e.class_id, e.unit_id, e.target_group FROM enrolment e CROSS JOIN LATERAL ${QUIZZES} z
        WHERE e.id = ANY ($1::uuid[]) ORDER BY e.id, z.quiz_id ON CONFLICT DO NOTHING`,
      [enrolmentIds],
    );
    return shown(
      await tx.query(
        `SELECT ${ROW} FROM exam_result WHERE enrolment_id = ANY ($1::uuid[]) ORDER BY enrolment_id, quiz_id FOR UPDATE`,
        [enrolmentIds],
      ),
    );
  }

  /** Read after the lock: what holds now. */
  sittings(tx: Tx, enrolmentIds: string[]): Promise<Sitting[]> {
    return tx.query(
      `SELECT e.id AS "enrolmentId", z.quiz_id AS "quizId", e.class_id AS "classId", e.unit_id AS "unitId",
              e.target_group AS "targetGroup", coalesce(r.counted, 'highest') AS counted
         FROM enrolment e CROSS JOIN LATERAL ${QUIZZES} z LEFT JOIN retake_policy r ON r.class_id = e.class_id
        WHERE e.id = ANY ($1::uuid[]) AND e.status <> 'withdrawn'`,
      [enrolmentIds],
    );
  }

  async save(tx: Tx, rows: ExamRow[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `UPDATE exam_result r
          SET class_id = n."classId", unit_id = n."unitId", target_group = n."targetGroup", living = n.living,
              attempts = n.attempts, score_bp = n."scoreBp", passed = n.passed, attempt_id = n."attemptId",
              seconds = n.seconds, submitted_at = n."submittedAt", skills = n.skills, revisions = n.revisions
         FROM jsonb_to_recordset($1::jsonb) AS n ("enrolmentId" uuid, "quizId" uuid, "classId" uuid, "unitId" uuid,
              "targetGroup" text, living boolean, attempts int, "scoreBp" int, passed boolean, "attemptId" uuid,
              seconds int, "submittedAt" timestamptz, skills jsonb, revisions int)
        WHERE r.enrolment_id = n."enrolmentId" AND r.quiz_id = n."quizId"`,
      [JSON.stringify(rows)],
    );
  }

  async add(tx: Tx, cells: ExamCell[]): Promise<void> {
    await this.insert(
      tx,
      cells,
      `exam_rollup AS r`,
      `ON CONFLICT (class_id, quiz_id, unit_id, target_group, measure) DO UPDATE SET amount = r.amount + excluded.amount`,
    );
  }

  /** Without adding: into an empty table of the same columns. */
  async insert(tx: Tx, cells: ExamCell[], table: string, conflict = ''): Promise<void> {
    if (cells.length === 0) return;
    await tx.query(
      `INSERT INTO ${table} (class_id, quiz_id, unit_id, target_group, measure, amount)
       SELECT n."classId", n."quizId", n."unitId", n."targetGroup", n.measure, n.amount
         FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ("classId" uuid, "quizId" uuid, "unitId" uuid,
              "targetGroup" text, measure text, amount bigint)) WITH ORDINALITY AS n ORDER BY n.ordinality ${conflict}`,
      [JSON.stringify(cells)],
    );
  }

  async ofClass(tx: Tx, classId: string): Promise<ExamRow[]> {
    return shown(await tx.query(`SELECT ${ROW} FROM exam_result WHERE class_id = $1`, [classId]));
  }

  /** The next enrolments after one that differ from what was counted, and the last one looked at (null at the end). */
  async uncounted(tx: Tx, after: string, limit: number): Promise<{ ids: string[]; last: string | null }> {
    const [{ last, ids }] = (await tx.query(
      `WITH e AS MATERIALIZED (
         SELECT id, status, unit_id, course_version_id FROM enrolment WHERE id > $1 ORDER BY id LIMIT $2)
       SELECT (SELECT max(id::text) FROM e) AS last, coalesce(array_agg(e.id), '{}') AS ids
         FROM e CROSS JOIN LATERAL (
           SELECT count(*) FILTER (WHERE x.living) AS living, coalesce(sum(x.revisions), 0) AS revisions,
                  coalesce(bool_or(x.unit_id IS DISTINCT FROM e.unit_id), false) AS moved
             FROM exam_result x WHERE x.enrolment_id = e.id) c
        WHERE CASE WHEN e.status = 'withdrawn' THEN c.living > 0 ELSE
          c.living < (SELECT count(*) FROM ${QUIZZES} z) OR c.moved OR c.revisions <> (
            SELECT count(*) FROM attempt a JOIN quiz q ON q.id = a.quiz_id AND q.behaviour = 'examination'
              JOIN grade g ON g.attempt_id = a.id WHERE a.enrolment_id = e.id) END`,
      [after, limit],
    )) as [{ last: string | null; ids: string[] }];
    return { last, ids };
  }
}

const shown = (rows: (Omit<ExamRow, 'submittedAt'> & { submittedAt: Date | null })[]): ExamRow[] =>
  rows.map((row) => ({ ...row, submittedAt: row.submittedAt?.toISOString() ?? null }));

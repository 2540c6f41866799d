import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import type { AttemptStatus, SubmittedBy } from '../attempt/attempt.repository.js';
import { UNITS_PER_MARK } from '../question-types/index.js';

/** One thing that happened to an attempt. People are named by the ids of their accounts. */
export type TraceEvent = { at: Date } & (
  | { kind: 'started'; questions: number; minutes: number }
  /** What the learner changed. Null: the answer, or the flag, stayed as it was; [] takes an answer back. */
  | { kind: 'answered'; seq: number; question: number; answer: string[] | null; flagged: boolean | null }
  /** Where nobody goes back: the question came to, the one before is left behind. */
  | { kind: 'came-to'; seq: number; question: number }
  | { kind: 'section-begun'; section: number; endsAt: Date | null }
  | { kind: 'took-over-device' | 'device-released'; by: string | null }
  | { kind: 'granted'; by: string; minutes: number; attempts: number; reason: string }
  | { kind: 'paused'; by: string; reason: string }
  | { kind: 'resumed'; by: string; seconds: number }
  | { kind: 'submitted' }
  | { kind: 'closed-at-deadline' }
  | { kind: 'closed'; by: string; reason: string }
  | { kind: 'graded'; revision: number; marks: number; of: number; scoreBp: number; passed: boolean }
);

export interface Trace {
  attempt: {
    id: string;
    quizId: string;
    /** What it belongs to: one of them. */
    enrolmentId: string | null;
    entryId: string | null;
    number: number;
    status: AttemptStatus;
    startedAt: Date;
    deadlineAt: Date;
    pausedAt: Date | null;
    submittedAt: Date | null;
    submittedBy: SubmittedBy | null;
    questions: number;
  };
  /** In the order of their time. */
  events: TraceEvent[];
}

const ATTEMPT = `
  SELECT a.id, a.quiz_id AS "quizId", a.enrolment_id AS "enrolmentId", a.entry_id AS "entryId",
         a.number, a.status, a.started_at AS "startedAt",
         a.deadline_at AS "deadlineAt", a.paused_at AS "pausedAt", a.submitted_at AS "submittedAt",
         a.submitted_by AS "submittedBy", jsonb_array_length(a.items) AS questions, q.minutes
    FROM attempt a JOIN quiz q ON q.id = a.quiz_id WHERE a.id = $1`;

/** Each query gives rows of one kind of event; the columns are those of the kind, and `at`. */
const EVENTS = [
  `SELECT received_at AS at, 'answered' AS kind, client_seq::float8 AS seq, position AS question, answer, flagged
     FROM answer_journal WHERE attempt_id = $1 AND num_nonnulls(answer, flagged) > 0 ORDER BY received_at, client_seq`,
  `SELECT received_at AS at, 'came-to' AS kind, client_seq::float8 AS seq, position AS question
     FROM answer_journal WHERE attempt_id = $1 AND num_nonnulls(answer, flagged) = 0 ORDER BY received_at, client_seq`,
  `SELECT begun_at AS at, 'section-begun' AS kind, number AS section, deadline_at AS "endsAt"
     FROM attempt_section WHERE attempt_id = $1 ORDER BY number`,
  `SELECT at, CASE action WHEN 'attempt.release-device' THEN 'device-released' ELSE 'took-over-device' END AS kind,
          actor_id AS by
     FROM audit_entry WHERE subject_type = 'attempt' AND subject_id = $1
      AND action IN ('attempt.take-over-device', 'attempt.release-device') ORDER BY id`,
  `SELECT c.granted_at AS at, 'granted' AS kind, c.granted_by AS by, c.extra_minutes AS minutes,
          c.extra_attempts AS attempts, c.reason
     FROM accommodation c JOIN accommodation_use u ON u.accommodation_id = c.id WHERE u.attempt_id = $1`,
  `SELECT paused_at AS at, 'paused' AS kind, paused_by AS by, reason FROM attempt_pause WHERE attempt_id = $1`,
  `SELECT resumed_at AS at, 'resumed' AS kind, resumed_by AS by,
          extract(epoch FROM resumed_at - paused_at)::float8 AS seconds
     FROM attempt_pause WHERE attempt_id = $1 AND resumed_at IS NOT NULL`,
  `SELECT a.submitted_at AS at, CASE a.submitted_by WHEN 'learner' THEN 'submitted' ELSE 'closed-at-deadline' END AS kind
     FROM attempt a WHERE a.id = $1 AND a.submitted_by IN ('learner', 'deadline')`,
  `SELECT a.submitted_at AS at, 'closed' AS kind, c.closed_by AS by, c.reason
     FROM attempt_closing c JOIN attempt a ON a.id = c.attempt_id WHERE a.id = $1`,
  `SELECT graded_at AS at, 'graded' AS kind, revision, mark_units / ${UNITS_PER_MARK}::float8 AS marks,
          max_units / ${UNITS_PER_MARK}::float8 AS of, score_bp AS "scoreBp", passed
     FROM grade WHERE attempt_id = $1 ORDER BY revision`,
];

/** The whole story of one attempt, from what is stored of it. */
@Injectable()
export class AttemptTrace {
  constructor(private readonly db: DataSource) {}

  /** Throws NotFound. */
  async of(attemptId: string): Promise<Trace> {
    if (!isUuid(attemptId)) throw new NotFound();
    const [row] = (await this.db.query(ATTEMPT, [attemptId])) as (Trace['attempt'] & { minutes: number })[];
    if (!row) throw new NotFound();
    const { minutes, ...attempt } = row;
    const started = {
      at: attempt.startedAt,
      kind: 'started' as const,
      questions: attempt.questions,
      minutes,
    };
    const found: TraceEvent[][] = await Promise.all(EVENTS.map((sql) => this.db.query(sql, [attemptId])));
    const events = [started, ...found.flat()];
    // What was granted before the start belongs to the start; the sort keeps the order of equal times.
    const timeOf = ({ at }: TraceEvent) => Math.max(at.getTime(), attempt.startedAt.getTime());
    return { attempt, events: events.sort((a, b) => timeOf(a) - timeOf(b)) };
  }
}

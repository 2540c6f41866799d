import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runPrepared, type Statement } from '#platform/database';
import { DEADLINE, OVERDUE } from './deadline.js';
import { countedPass, type RetakeRules } from './retakes.policy.js';

export type AttemptStatus = 'open' | 'submitted' | 'graded';
/** Whose act ended an attempt; at the deadline nobody's. */
export type SubmittedBy = 'learner' | 'deadline' | 'invigilator';

/** One question as drawn for one learner. */
export interface AttemptItem {
  questionVersionId: string;
  /** Ids of what is shuffled, in the order shown. */
  options: string[];
}

export interface NewAttempt {
  id: string;
  quizId: string;
  accountId: string;
  enrolmentId: string;
  deviceId: string | null;
  items: AttemptItem[];
  seed: string;
  minutes: number;
  retakes: RetakeRules;
  passPercent: number;
}

/** What the database decided of a new attempt. */
export interface Started {
  number: number;
  startedAt: Date;
}

/** An earlier attempt at the same quiz, as far as a new start depends on it. */
export interface AttemptSummary {
  id: string;
  number: number;
  status: AttemptStatus;
  startedAt: Date;
  deadlineAt: Date;
  submittedAt: Date | null;
  submittedBy: SubmittedBy | null;
  scoreBp: number | null;
  passed: boolean | null;
  /** Graded, and shown to its learner as if it were not, until the mark is released. */
  heldBack?: boolean;
  overdue: boolean;
}

/** The attempts of a learner at a quiz, oldest first, and how many they may have beyond what the quiz allows. */
export interface Standing {
  attempts: AttemptSummary[];
  extraAttempts: number;
}

/** Only when nothing stands in the way; both unique keys keep racing starts down to one. */
const START: Statement = {
  name: 'assessment-start',
  text: `
    WITH extra AS (
      SELECT id, extra_minutes, extra_attempts FROM accommodation
       WHERE enrolment_id = $4::uuid AND quiz_id = $2::uuid AND attempt_id IS NULL
    ), started AS (
      INSERT INTO attempt (id, quiz_id, account_id, enrolment_id, device_id, items, seed, deadline_at, number, retakes)
      SELECT $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6::jsonb, $7,
             now() + make_interval(mins => $8 + (SELECT coalesce(sum(extra_minutes), 0)::int FROM extra)),
             coalesce(max(a.number), 0) + 1,
             jsonb_build_object('attempts', $9::int, 'waitMinutes', $10::int, 'counted', $11::text)
        FROM attempt a
        LEFT JOIN LATERAL (
          SELECT score_bp, passed FROM grade WHERE attempt_id = a.id ORDER BY revision DESC LIMIT 1
        ) g ON true
       WHERE a.enrolment_id = $4::uuid AND a.quiz_id = $2::uuid
      HAVING coalesce(max(a.number), 0) < $9::int + (SELECT coalesce(sum(extra_attempts), 0)::int FROM extra)
         AND NOT coalesce(bool_or(a.status <> 'graded'), false)
         AND NOT ${countedPass('$11::text', '$12::int')}
         AND coalesce(max(a.submitted_at) + make_interval(mins => $10::int) <= now(), true)
      ON CONFLICT DO NOTHING
      RETURNING id, number, started_at
    ), used AS (
      INSERT INTO accommodation_use (attempt_id, accommodation_id)
      SELECT started.id, extra.id FROM started, extra WHERE extra.extra_minutes > 0
    )
    SELECT number, started_at AS "startedAt" FROM started`,
};

const OF: Statement = {
  name: 'assessment-attempts-of',
  text: `
    SELECT x.extra AS "extraAttempts", a.id, a.number, a.status, a.started_at AS "startedAt",
           ${DEADLINE} AS "deadlineAt",
           a.submitted_at AS "submittedAt", a.submitted_by AS "submittedBy",
           g.score_bp AS "scoreBp", g.passed,
           a.status = 'open' AND ${OVERDUE} AS overdue
      FROM (SELECT coalesce(sum(extra_attempts), 0)::int AS extra FROM accommodation
             WHERE enrolment_id = $1 AND quiz_id = $2 AND attempt_id IS NULL) x
      LEFT JOIN attempt a ON a.enrolment_id = $1 AND a.quiz_id = $2
      LEFT JOIN LATERAL (
        SELECT score_bp, passed FROM grade WHERE attempt_id = a.id ORDER BY revision DESC LIMIT 1
      ) g ON true
     ORDER BY a.number`,
};

type Row = { extraAttempts: number } & ({ id: null } | AttemptSummary);

/** Rows of attempts, by plain SQL: starting and answering are the busiest paths of the platform. */
@Injectable()
export class AttemptRepository {
  constructor(private readonly db: DataSource) {}

  /** Null when an open or ungraded attempt, a pass, the waiting time, the limit, or a racing start stands in the way. */
  async insert(attempt: NewAttempt): Promise<Started | null> {
    const rows = await runPrepared<Started & object>(this.db, START, [
      attempt.id,
      attempt.quizId,
      attempt.accountId,
      attempt.enrolmentId,
      attempt.deviceId,
      JSON.stringify(attempt.items),
      attempt.seed,
      attempt.minutes,
      attempt.retakes.attempts,
      attempt.retakes.waitMinutes,
      attempt.retakes.counted,
      attempt.passPercent,
    ]);
    return rows[0] ?? null;
  }

  /** Nothing where there is no enrolment: an entry has one attempt. */
  async standing(enrolmentId: string | null, quizId: string): Promise<Standing> {
    const rows = await runPrepared<Row>(this.db, OF, [enrolmentId, quizId]);
    return {
      extraAttempts: rows[0]?.extraAttempts ?? 0,
      // One row without an attempt says only how many are allowed.
      attempts: rows.flatMap(({ extraAttempts: _, ...row }) =>
        row.id === null ? [] : (row as AttemptSummary),
      ),
    };
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runPrepared, type Statement } from '#platform/database';
import { OVERDUE } from './deadline.js';
import { countedPass, type RetakeRules } from './retakes.policy.js';

export type AttemptStatus = 'open' | 'submitted' | 'graded';

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

/** An earlier attempt at the same quiz, as far as a new start depends on it. */
export interface AttemptSummary {
  id: string;
  number: number;
  status: AttemptStatus;
  startedAt: Date;
  deadlineAt: Date;
  submittedAt: Date | null;
  submittedBy: 'learner' | 'deadline' | null;
  scoreBp: number | null;
  passed: boolean | null;
  overdue: boolean;
}

/** Only when nothing stands in the way; both unique keys keep racing starts down to one. */
const START: Statement = {
  name: 'assessment-start',
  text: `
    INSERT INTO attempt (id, quiz_id, account_id, enrolment_id, device_id, items, seed, deadline_at, number, retakes)
    SELECT $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6::jsonb, $7, now() + make_interval(mins => $8),
           coalesce(max(a.number), 0) + 1,
           jsonb_build_object('attempts', $9::int, 'waitMinutes', $10::int, 'counted', $11::text)
      FROM attempt a
      LEFT JOIN LATERAL (
        SELECT score_bp, passed FROM grade WHERE attempt_id = a.id ORDER BY revision DESC LIMIT 1
      ) g ON true
     WHERE a.enrolment_id = $4::uuid AND a.quiz_id = $2::uuid
    HAVING coalesce(max(a.number), 0) < $9::int
       AND NOT coalesce(bool_or(a.status <> 'graded'), false)
       AND NOT ${countedPass('$11::text', '$12::int')}
       AND coalesce(max(a.submitted_at) + make_interval(mins => $10::int) <= now(), true)
    ON CONFLICT DO NOTHING
    RETURNING id`,
};

const OF: Statement = {
  name: 'assessment-attempts-of',
  text: `
    SELECT a.id, a.number, a.status, a.started_at AS "startedAt", a.deadline_at AS "deadlineAt",
           a.submitted_at AS "submittedAt", a.submitted_by AS "submittedBy",
           g.score_bp AS "scoreBp", g.passed,
           a.status = 'open' AND ${OVERDUE} AS overdue
      FROM attempt a
      LEFT JOIN LATERAL (
        SELECT score_bp, passed FROM grade WHERE attempt_id = a.id ORDER BY revision DESC LIMIT 1
      ) g ON true
     WHERE a.enrolment_id = $1 AND a.quiz_id = $2 ORDER BY a.number`,
};

/** Rows of attempts, by plain SQL: starting and answering are the busiest paths of the platform. */
@Injectable()
export class AttemptRepository {
  constructor(private readonly db: DataSource) {}

  /** False when an open or ungraded attempt, a pass, the waiting time, the limit, or a racing start stands in the way. */
  async insert(attempt: NewAttempt): Promise<boolean> {
    const rows = await runPrepared(this.db, START, [
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
    return rows.length > 0;
  }

  of(enrolmentId: string, quizId: string): Promise<AttemptSummary[]> {
    return runPrepared(this.db, OF, [enrolmentId, quizId]);
  }
}

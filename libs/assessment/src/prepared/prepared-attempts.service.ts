import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runPrepared, type Statement } from '#platform/database';
import { newId } from '#platform/ids';
import type { AttemptItem, Started } from '../attempt/attempt.repository.js';
import { AttemptSnapshots } from '../attempt/attempt-snapshots.repository.js';
import { Attempts } from '../attempt/attempts.service.js';
import type { RetakeRules } from '../attempt/retakes.policy.js';
import { FrozenQuizzes } from '../quiz/frozen-quizzes.repository.js';
import { READY } from './prepared-start.js';

/** Whom a form is prepared for, and of what. */
export interface PreparedSitter {
  enrolmentId: string;
  quizId: string;
}

export interface PreparedRequest {
  accountId: string;
  enrolmentId: string;
  /** The device that may answer: the session of the request. */
  deviceId: string;
}

type StartedRow = Started & { quizId: string; items: AttemptItem[]; retakes: RetakeRules };

/** Who has neither a form that still holds nor an attempt. */
const LACKING = `
  SELECT s.enrolment_id AS "enrolmentId", s.quiz_id AS "quizId"
    FROM unnest($1::uuid[], $2::uuid[]) AS s (enrolment_id, quiz_id)
   WHERE NOT EXISTS (SELECT FROM prepared_attempt p JOIN quiz q ON ${READY}
                      WHERE p.enrolment_id = s.enrolment_id AND p.quiz_id = s.quiz_id)
     AND NOT EXISTS (SELECT FROM attempt a WHERE a.enrolment_id = s.enrolment_id AND a.quiz_id = s.quiz_id)`;

const KEEP = `
  INSERT INTO prepared_attempt AS p (enrolment_id, quiz_id, frozen_at, items, seed)
  SELECT n."enrolmentId", n."quizId", q.frozen_at, n.items, n.seed
    FROM jsonb_to_recordset($1::jsonb) AS n ("enrolmentId" uuid, "quizId" uuid, items jsonb, seed text)
    JOIN quiz q ON q.id = n."quizId"
  ON CONFLICT (enrolment_id) DO UPDATE
     SET quiz_id = excluded.quiz_id, frozen_at = excluded.frozen_at, items = excluded.items, seed = excluded.seed,
         prepared_at = now()`;

/** Forms drawn ahead of a scheduled start: no attempts yet, and nothing else reads them. */
@Injectable()
export class PreparedAttempts {
  constructor(
    private readonly db: DataSource,
    private readonly attempts: Attempts,
    private readonly quizzes: FrozenQuizzes,
    private readonly snapshots: AttemptSnapshots,
  ) {}

  /**
   * Draws for those who have neither a form nor an attempt, and again for those whose form no longer holds; returns for
   * how many. Any number at once that fits in memory. Throws `assessment.not-published`.
   */
  async prepare(sitters: PreparedSitter[]): Promise<number> {
    const lacking: PreparedSitter[] = await this.db.query(LACKING, [
      sitters.map(({ enrolmentId }) => enrolmentId),
      sitters.map(({ quizId }) => quizId),
    ]);
    const forms: object[] = [];
    for (const { enrolmentId, quizId } of lacking) {
      const { items, seed } = await this.attempts.drawn(quizId);
      forms.push({ enrolmentId, quizId, items, seed });
    }
    if (forms.length > 0) await this.db.query(KEEP, [JSON.stringify(forms)]);
    return forms.length;
  }

  /** By a statement of {@link preparedStart}; null when nothing can be started this way. Racing starts give one. */
  async start(statement: Statement, request: PreparedRequest): Promise<string | null> {
    const { accountId, enrolmentId, deviceId } = request;
    const id = newId();
    const [row] = await runPrepared<StartedRow & object>(this.db, statement, [
      ...[enrolmentId, accountId],
      ...[id, deviceId],
    ]);
    if (!row) return null;
    const { quizId, ...started } = row;
    const quiz = await this.quizzes.taken(quizId);
    // The page that follows asks for it.
    this.snapshots.keep({ id, accountId, enrolmentId, entryId: null, ...started, quiz });
    return id;
  }
}

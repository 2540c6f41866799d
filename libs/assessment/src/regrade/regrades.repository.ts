import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RemedyKind } from '../grading/remedies.js';
import type { RegradePreview, RegradeStatus } from './regrade.entity.js';

export interface RegradeRow {
  id: string;
  quizId: string;
  versionId: string;
  externalId: string;
  version: number;
  stem: string;
  remedy: RemedyKind;
  keyVersion: number | null;
  reason: string;
  status: RegradeStatus;
  preview: RegradePreview | null;
  taskId: string | null;
  proposedBy: string;
  proposedByName: string;
  proposedAt: Date;
  appliedByName: string | null;
  appliedAt: Date | null;
  undoneByName: string | null;
  undoneAt: Date | null;
}

/** One attempt whose mark changes. */
export interface EffectRow {
  attemptId: string;
  enrolmentId: string;
  number: number;
  scoreBefore: number;
  scoreAfter: number;
  passedBefore: boolean;
  passedAfter: boolean;
  turn: 'gains' | 'loses' | null;
}

export interface PoolQuestion {
  versionId: string;
  questionId: string;
  externalId: string;
  version: number;
  stem: string;
}

/** Another quiz with the same question. */
export interface QuizCopy {
  id: string;
  title: string;
  frozenAt: Date;
}

/** Each gets a proposal and a preview of its own. */
const MOST_COPIES = 50;

const ROWS = `
  SELECT r.id, r.quiz_id AS "quizId", r.question_version_id AS "versionId", q.external_id AS "externalId", v.version,
         v.stem, r.remedy, k.version AS "keyVersion", r.reason, r.status, r.preview, r.task_id AS "taskId",
         r.proposed_by AS "proposedBy", pp.full_name AS "proposedByName", r.proposed_at AS "proposedAt",
         ap.full_name AS "appliedByName", r.applied_at AS "appliedAt", up.full_name AS "undoneByName",
         r.undone_at AS "undoneAt"
    FROM regrade r
    JOIN question_version v ON v.id = r.question_version_id JOIN question q ON q.id = v.question_id
    LEFT JOIN question_version k ON k.id = r.key_version_id
    LEFT JOIN person pp ON pp.account_id = r.proposed_by
    LEFT JOIN person ap ON ap.account_id = r.applied_by
    LEFT JOIN person up ON up.account_id = r.undone_by`;

/** Reading regrades and what they would change. */
@Injectable()
export class RegradeRows {
  constructor(private readonly db: DataSource) {}

  of(quizId: string): Promise<RegradeRow[]> {
    return this.db.query(`${ROWS} WHERE r.quiz_id = $1 ORDER BY r.proposed_at DESC LIMIT 200`, [quizId]);
  }

  async find(quizId: string, id: string): Promise<RegradeRow | null> {
    const rows = await this.db.query(`${ROWS} WHERE r.quiz_id = $1 AND r.id = $2`, [quizId, id]);
    return rows[0] ?? null;
  }

  /** Questions that a frozen quiz may ask. */
  pool(quizId: string): Promise<PoolQuestion[]> {
    return this.db.query(
      `SELECT v.id AS "versionId", q.id AS "questionId", q.external_id AS "externalId", v.version, v.stem
         FROM question_version v JOIN question q ON q.id = v.question_id
        WHERE v.id IN (SELECT jsonb_array_elements_text(part -> 'versions')::uuid
                         FROM quiz z, jsonb_array_elements(z.pool) AS part WHERE z.id = $1)
        ORDER BY q.external_id, v.version`,
      [quizId],
    );
  }

  /** Other frozen quizzes that may ask this very version and have no remedy for it, the newest first. */
  copies(quizId: string, versionId: string): Promise<QuizCopy[]> {
    return this.db.query(
      `SELECT z.id, z.title, z.frozen_at AS "frozenAt" FROM quiz z
        WHERE z.id <> $1 AND z.bank_id = (SELECT bank_id FROM quiz WHERE id = $1) AND z.behaviour = 'examination'
          AND z.pool @> jsonb_build_array(jsonb_build_object('versions', jsonb_build_array($2::text)))
          AND NOT EXISTS (SELECT FROM regrade r WHERE r.quiz_id = z.id AND r.question_version_id = $2::uuid
                           AND r.status IN ('previewing', 'proposed', 'applying', 'applied', 'undoing'))
        ORDER BY z.frozen_at DESC LIMIT ${MOST_COPIES}`,
      [quizId, versionId],
    );
  }

  /** Other versions of the same question, newest first. */
  otherVersions(versionId: string): Promise<{ id: string; version: number; createdAt: Date }[]> {
    return this.db.query(
      `SELECT o.id, o.version, o.created_at AS "createdAt" FROM question_version v
         JOIN question_version o ON o.question_id = v.question_id AND o.id <> v.id
        WHERE v.id = $1 ORDER BY o.version DESC LIMIT 50`,
      [versionId],
    );
  }

  /** Learners who gain or lose the pass first, then the rest. */
  effects(regradeId: string, limit: number): Promise<EffectRow[]> {
    return this.db.query(
      `SELECT x.attempt_id AS "attemptId", a.enrolment_id AS "enrolmentId", a.number, x.score_before AS "scoreBefore",
              x.score_after AS "scoreAfter", x.passed_before AS "passedBefore", x.passed_after AS "passedAfter", x.turn
         FROM regrade_effect x JOIN attempt a ON a.id = x.attempt_id
        WHERE x.regrade_id = $1 ORDER BY x.turn DESC NULLS LAST, x.attempt_id LIMIT $2`,
      [regradeId, limit],
    );
  }

  /** Enrolments that lose the pass. */
  async losing(regradeId: string): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT DISTINCT a.enrolment_id AS id FROM regrade_effect x JOIN attempt a ON a.id = x.attempt_id
        WHERE x.regrade_id = $1 AND x.turn = 'loses'`,
      [regradeId],
    );
    return rows.map(({ id }) => id);
  }
}

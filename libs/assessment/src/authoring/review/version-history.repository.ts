import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { QuestionVersion } from '../../bank/question-version.entity.js';
import type { ItemFlag } from '../../statistics/flags.js';

/** A published quiz that may draw a version, with what its first attempts made of it. */
export interface VersionUse {
  quizId: string;
  title: string;
  frozenAt: Date;
  versionId: string;
  version: number;
  /** Counted attempts that had the question. */
  answers: number;
  facility: number | null;
  discriminationIndex: number | null;
  flags: ItemFlag[] | null;
}

@Injectable()
export class VersionHistory {
  constructor(private readonly db: DataSource) {}

  /** Newest first. */
  versions(questionId: string): Promise<QuestionVersion[]> {
    return this.db.manager.find(QuestionVersion, { where: { questionId }, order: { version: 'DESC' } });
  }

  /** Newest quizzes first, at most 200. */
  uses(bankId: string, questionId: string): Promise<VersionUse[]> {
    return this.db.query(
      `SELECT z.id AS "quizId", z.title, z.frozen_at AS "frozenAt", v.id AS "versionId", v.version,
              coalesce(s.n, 0) AS answers, s.facility, s.discrimination_index AS "discriminationIndex", s.flags
         FROM quiz z JOIN question_version v ON v.question_id = $2
          AND z.pool @> jsonb_build_array(jsonb_build_object('versions', jsonb_build_array(v.id)))
         LEFT JOIN question_statistics s ON s.quiz_id = z.id AND s.question_version_id = v.id
        WHERE z.bank_id = $1 AND z.frozen_at IS NOT NULL ORDER BY z.frozen_at DESC, z.id LIMIT 200`,
      [bankId, questionId],
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { QuestionVersions } from '../bank/question-versions.repository.js';
import { NO_REMEDIES, type Remedies, type Remedy, type RemedyKind } from './remedies.js';

interface Row {
  id: string;
  quizId: string;
  versionId: string;
  remedy: RemedyKind;
  keyVersionId: string | null;
}

/** Names the rule of a quiz among advisory locks: shared while grades are written by it, alone to change it. */
const LOCK = 'hashtextextended(quiz_id::text, 20)';

/** By which remedies the attempts at a quiz are graded now. */
@Injectable()
export class QuizRemedies {
  constructor(private readonly questions: QuestionVersions) {}

  /**
   * Those in force, and no others until the transaction ends: whoever changes them waits, and finds every grade that
   * was written by the older rule.
   */
  async held(tx: EntityManager, quizIds: string[]): Promise<Map<string, Remedies>> {
    await tx.query(
      `SELECT pg_advisory_xact_lock_shared(${LOCK})
         FROM (SELECT DISTINCT quiz_id FROM unnest($1::uuid[]) AS quiz_id ORDER BY quiz_id) AS each`,
      [quizIds],
    );
    return this.of(tx, quizIds);
  }

  /** For whoever changes the rule of a quiz, to the end of the transaction. */
  async lock(tx: EntityManager, quizId: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(${LOCK}) FROM (SELECT $1::uuid AS quiz_id) AS each`, [
      quizId,
    ]);
  }

  /** Those in force, by quiz; with `proposed`, as if that regrade were too. */
  async of(
    tx: Pick<EntityManager, 'query'>,
    quizIds: string[],
    proposed: string | null = null,
  ): Promise<Map<string, Remedies>> {
    const rows: Row[] = await tx.query(
      `SELECT id, quiz_id AS "quizId", question_version_id AS "versionId", remedy, key_version_id AS "keyVersionId"
         FROM regrade WHERE quiz_id = ANY ($1::uuid[]) AND (status IN ('applying', 'applied') OR id = $2)`,
      [quizIds, proposed],
    );
    const keys = await this.questions.find(rows.flatMap(({ keyVersionId }) => keyVersionId ?? []));
    const found = new Map<string, Map<string, Remedy>>();
    for (const { id, quizId, versionId, remedy, keyVersionId } of rows) {
      const own = found.get(quizId) ?? new Map<string, Remedy>();
      const key = (keyVersionId && keys.get(keyVersionId)) || null;
      found.set(quizId, own.set(versionId, { regradeId: id, kind: remedy, key }));
    }
    return new Map(quizIds.map((id) => [id, found.get(id) ?? NO_REMEDIES]));
  }
}

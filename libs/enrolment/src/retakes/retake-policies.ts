import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { RetakeRules } from '#assessment';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput } from '#platform/errors';
import type { Actor } from '#platform/http';
import type { ClassRow } from '../classes/class-scope.js';

/** How often the examination may be sat in a class, after what wait, and which mark counts. */
@Injectable()
export class RetakePolicies {
  constructor(
    private readonly db: DataSource,
    private readonly audit: Audit,
  ) {}

  /** Null: the class has none of its own. `marked` is counted in any case. */
  async of(classId: string, tx: EntityManager = this.db.manager) {
    const [row] = (await tx.query(
      `SELECT r.attempts, r.wait_minutes AS "waitMinutes", r.counted, r.revision,
              (SELECT count(DISTINCT e.id)::int FROM enrolment e JOIN attempt a ON a.enrolment_id = e.id
                 JOIN quiz q ON q.id = a.quiz_id AND q.behaviour = 'examination'
                WHERE e.class_id = c.id AND a.status = 'graded') AS marked
         FROM training_class c LEFT JOIN retake_policy r ON r.class_id = c.id WHERE c.id = $1`,
      [classId],
    )) as (RetakeRules & { revision: number | null; marked: number })[];
    const { attempts, waitMinutes, counted, revision, marked } = row!;
    return {
      rules: revision === null ? null : { attempts, waitMinutes, counted },
      revision: revision ?? 0,
      marked,
    };
  }

  /**
   * For a class that the actor runs; effective at the next start. Throws `enrolment.changed-meanwhile`, and
   * InvalidInput when another mark is to count although people have theirs already.
   */
  async set(actor: Actor, training: ClassRow, revision: number, rules: RetakeRules): Promise<void> {
    if (training.closedOn) throw new DomainError('enrolment.class-closed');
    await inTransaction(this.db, async (tx) => {
      await tx.query('SELECT 1 FROM training_class WHERE id = $1 FOR UPDATE', [training.id]);
      const before = await this.of(training.id, tx);
      if (before.revision !== revision) throw new DomainError('enrolment.changed-meanwhile');
      if (before.marked > 0 && rules.counted !== (before.rules?.counted ?? 'highest'))
        throw new InvalidInput([
          { field: 'counted', code: 'enrolment.counted-in-use', params: { count: before.marked } },
        ]);
      await tx.query(
        `INSERT INTO retake_policy (class_id, attempts, wait_minutes, counted) VALUES ($1, $2, $3, $4)
         ON CONFLICT (class_id) DO UPDATE SET attempts = $2, wait_minutes = $3, counted = $4,
                revision = retake_policy.revision + 1`,
        [training.id, rules.attempts, rules.waitMinutes, rules.counted],
      );
      await this.audit.record(tx, {
        ...{ actorId: actor.accountId, action: 'enrolment.set-retakes', subjectType: 'class' },
        ...{ subjectId: training.id, detail: { code: training.code, ...rules } },
      });
    });
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput } from '#platform/errors';
import type { Actor } from '#platform/http';
import type { ClassRow } from '../classes/class-scope.js';
import { dayText, vietnamDay } from '../learning/words.js';
import { Preparations } from './preparations.js';

export interface ClassStart {
  at: Date;
  /** Each begins at most so many seconds after `at`. */
  spreadSeconds: number;
}

/** The common hour at which a class may begin its examination. */
@Injectable()
export class ClassStarts {
  constructor(
    private readonly db: DataSource,
    private readonly preparations: Preparations,
    private readonly audit: Audit,
  ) {}

  /** `start` is null where the class has none. */
  async of(classId: string, tx: EntityManager = this.db.manager) {
    const [row] = (await tx.query(
      `SELECT starts_at AS at, spread_seconds AS "spreadSeconds", revision FROM class_start WHERE class_id = $1`,
      [classId],
    )) as (ClassStart & { revision: number })[];
    if (!row) return { start: null, revision: 0 };
    const { revision, ...start } = row;
    return { start, revision };
  }

  /**
   * For a class that the actor runs; `at` null: no common start. Throws `enrolment.class-closed`,
   * `enrolment.changed-meanwhile`, and InvalidInput when the time is past or not a day of the class.
   */
  async set(
    actor: Actor,
    training: ClassRow,
    revision: number,
    { at, spreadSeconds }: { at: Date | null; spreadSeconds: number },
  ): Promise<void> {
    if (training.closedOn) throw new DomainError('enrolment.class-closed');
    await inTransaction(this.db, async (tx) => {
      await tx.query('SELECT 1 FROM training_class WHERE id = $1 FOR UPDATE', [training.id]);
      const before = await this.of(training.id, tx);
      if (before.revision !== revision) throw new DomainError('enrolment.changed-meanwhile');
      if (at && at.getTime() !== before.start?.at.getTime()) await this.assertAhead(tx, training, at);
      // Another time: whoever came meanwhile is prepared for by then.
      if (at)
        await tx.query(
          `INSERT INTO class_start AS s (class_id, starts_at, spread_seconds, set_by) VALUES ($1, $2, $3, $4)
           ON CONFLICT (class_id) DO UPDATE SET spread_seconds = $3, set_by = $4, revision = s.revision + 1,
                  task_id = CASE WHEN s.starts_at = $2 THEN s.task_id END, starts_at = $2`,
          [training.id, at, spreadSeconds, actor.accountId],
        );
      else await tx.query('DELETE FROM class_start WHERE class_id = $1', [training.id]);
      await this.audit.record(tx, {
        ...{ actorId: actor.accountId, action: at ? 'enrolment.set-start' : 'enrolment.clear-start' },
        ...{ subjectType: 'class', subjectId: training.id },
        detail: { code: training.code, at: at?.toISOString() ?? null, spreadSeconds },
      });
    });
    await this.preparations.beginDue();
  }

  private async assertAhead(tx: EntityManager, { startsOn, endsOn }: ClassRow, at: Date): Promise<void> {
    const [{ past }] = (await tx.query('SELECT $1::timestamptz <= now() AS past', [at])) as [
      { past: boolean },
    ];
    if (past) throw new InvalidInput([{ field: 'at', code: 'enrolment.start-past' }]);
    const day = vietnamDay(at).split('/').reverse().join('-');
    if (day < startsOn || day > endsOn)
      throw new InvalidInput([
        {
          ...{ field: 'at', code: 'enrolment.start-outside' },
          params: { from: dayText(startsOn), to: dayText(endsOn) },
        },
      ]);
  }
}

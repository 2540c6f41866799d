import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Completions that a regrade took back: from when to when they held, and since when they hold again. */
@Injectable()
export class CompletionLosses {
  async begin(tx: EntityManager, lost: { id: string; completedAt: Date }[]): Promise<void> {
    if (lost.length === 0) return;
    await tx.query(
      `INSERT INTO completion_loss (enrolment_id, number, completed_at, lost_at)
       SELECT n.id, (SELECT count(*) + 1 FROM completion_loss c WHERE c.enrolment_id = n.id), n.completed_at, now()
         FROM unnest($1::uuid[], $2::timestamptz[]) AS n (id, completed_at)`,
      [lost.map(({ id }) => id), lost.map(({ completedAt }) => completedAt)],
    );
  }

  async end(tx: EntityManager, enrolmentIds: string[]): Promise<void> {
    if (enrolmentIds.length === 0) return;
    await tx.query(
      `UPDATE completion_loss SET regained_at = now() WHERE enrolment_id = ANY ($1::uuid[]) AND regained_at IS NULL`,
      [enrolmentIds],
    );
  }

  /** When each of these had completed, where that is lost at the moment. */
  async open(tx: EntityManager, enrolmentIds: string[]): Promise<Map<string, Date>> {
    const rows: { id: string; at: Date }[] = await tx.query(
      `SELECT enrolment_id AS id, completed_at AS at FROM completion_loss
        WHERE enrolment_id = ANY ($1::uuid[]) AND regained_at IS NULL`,
      [enrolmentIds],
    );
    return new Map(rows.map(({ id, at }) => [id, at]));
  }
}

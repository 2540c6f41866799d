import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '#platform/ids';

/** Events waiting to be told, written in the transaction of the fact itself. */
@Injectable()
export class Outbox {
  /** Each event happens once to an aggregate: writing it again changes nothing. */
  async write(tx: Pick<EntityManager, 'query'>, type: string, ...aggregateIds: string[]): Promise<void> {
    if (aggregateIds.length === 0) return;
    await tx.query(
      `INSERT INTO outbox (id, type, aggregate_id)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[])
       ON CONFLICT (type, aggregate_id) DO NOTHING`,
      [aggregateIds.map(newId), aggregateIds.map(() => type), aggregateIds],
    );
  }
}

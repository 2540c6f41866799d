import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { MessageParams } from '#platform/errors';

/** Why a completed enrolment has no certificate: a refusal's code and params, translated from `errors.<code>`. */
export interface Obstacle {
  enrolmentId: string;
  code: string;
  params: MessageParams;
}

@Injectable()
export class Obstacles {
  constructor(private readonly db: DataSource) {}

  async record(obstacles: readonly Obstacle[]): Promise<void> {
    if (obstacles.length === 0) return;
    await this.db.query(
      `INSERT INTO issuing_obstacle (enrolment_id, code, params)
       SELECT id, code, params::jsonb FROM unnest($1::uuid[], $2::text[], $3::text[]) AS n (id, code, params)
       ON CONFLICT (enrolment_id) DO UPDATE SET code = excluded.code, params = excluded.params, last_at = now()`,
      [
        obstacles.map((each) => each.enrolmentId),
        obstacles.map((each) => each.code),
        obstacles.map((each) => JSON.stringify(each.params)),
      ],
    );
  }

  async clear(tx: EntityManager, enrolmentIds: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM issuing_obstacle WHERE enrolment_id = ANY($1::uuid[])', [enrolmentIds]);
  }
}

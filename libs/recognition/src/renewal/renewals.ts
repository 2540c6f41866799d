import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Steps } from '../application/steps.js';
import { NEARLY_OVER } from './renewal.policy.js';

export interface EndingSoon {
  id: string;
  name: string;
  unit: string;
  group: string;
  serial: string;
  validUntil: string;
  /** Has handed in the next application. */
  applied: boolean;
}

/** Confirmations that another one follows before their last day. */
@Injectable()
export class Renewals {
  constructor(
    private readonly db: DataSource,
    private readonly steps: Steps,
  ) {}

  /** Ends the living one of a person and group in favour of another: before that is written. Returns its id. */
  async endLiving(tx: EntityManager, accountId: string, group: string): Promise<string | null> {
    const [[row]] = (await tx.query(
      `UPDATE recognition r SET status = 'expired' WHERE r.account_id = $1 AND r.target_group = $2 AND ${NEARLY_OVER}
       RETURNING r.id, r.application_id AS "applicationId"`,
      [accountId, group],
    )) as [{ id: string; applicationId: string }[], number];
    if (!row) return null;
    await this.steps.add(tx, row.applicationId, 'expired', null);
    return row.id;
  }

  async follow(tx: EntityManager, oldId: string, newId: string): Promise<void> {
    await tx.query('INSERT INTO recognition_renewal (recognition_id, renewed_by) VALUES ($1, $2)', [
      oldId,
      newId,
    ]);
  }

  async count(scope: readonly string[]): Promise<number> {
    const [row] = await this.db.query(
      `SELECT count(*)::int AS n FROM recognition r JOIN unit u ON u.id = r.deciding_unit_id
        WHERE u.path <@ ANY ($1::ltree[]) AND ${NEARLY_OVER}`,
      [scope],
    );
    return row.n;
  }

  /** Of these units, the next to end first. */
  async endingSoon(scope: readonly string[], limit: number, offset: number): Promise<EndingSoon[]> {
    return this.db.query(
      `SELECT r.id, r.facts ->> 'name' AS name, r.facts ->> 'unit' AS unit, r.target_group AS "group", r.serial,
              r.valid_until::text AS "validUntil",
              EXISTS (SELECT FROM recognition_application a WHERE a.account_id = r.account_id
                AND a.target_group = r.target_group AND a.status IN ('submitted', 'more-asked')) AS applied
         FROM recognition r JOIN unit u ON u.id = r.deciding_unit_id
        WHERE u.path <@ ANY ($1::ltree[]) AND ${NEARLY_OVER} ORDER BY r.valid_until, r.id LIMIT $2 OFFSET $3`,
      [scope, limit, offset],
    );
  }
}

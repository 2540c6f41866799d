import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export const STATES = ['pending', 'confirmed', 'doubted', 'refused', 'expired', 'ended'] as const;
export type State = (typeof STATES)[number];

interface Standing {
  unitId: string;
  state: State;
}

/** What counts first: a living confirmation, then an open application, then whatever came last. */
const DERIVED = `
SELECT "unitId", state FROM (
  SELECT unit_id AS "unitId", CASE status WHEN 'valid' THEN 'confirmed' ELSE status END AS state,
    CASE WHEN status IN ('valid', 'doubted') THEN 0 ELSE 2 END AS place, coalesce(ended_at, confirmed_at) AS at
  FROM recognition WHERE account_id = $1 AND target_group = $2
  UNION ALL
  SELECT unit_id, CASE status WHEN 'refused' THEN 'refused' ELSE 'pending' END,
    CASE status WHEN 'refused' THEN 2 ELSE 1 END, coalesce(decided_at, submitted_at)
  FROM recognition_application
  WHERE account_id = $1 AND target_group = $2 AND status IN ('submitted', 'more-asked', 'refused')) each
ORDER BY place, at DESC LIMIT 1`;

/** Where people stand, and how many of each unit stand where; both written in the transaction of the change. */
@Injectable()
export class Standings {
  /** Of one person in one group, from the rows as they are now. */
  async refresh(tx: EntityManager, accountId: string, group: string): Promise<void> {
    // One at a time for each person, so that nobody is counted twice.
    await tx.query('SELECT FROM account WHERE id = $1 FOR NO KEY UPDATE', [accountId]);
    const [before]: Standing[] = await tx.query(
      'SELECT unit_id AS "unitId", state FROM recognition_standing WHERE account_id = $1 AND target_group = $2',
      [accountId, group],
    );
    const [after]: Standing[] = await tx.query(DERIVED, [accountId, group]);
    if (before?.unitId === after?.unitId && before?.state === after?.state) return;
    await tx.query('DELETE FROM recognition_standing WHERE account_id = $1 AND target_group = $2', [
      accountId,
      group,
    ]);
    if (after)
      await tx.query(
        'INSERT INTO recognition_standing (account_id, target_group, unit_id, state) VALUES ($1, $2, $3, $4)',
        [accountId, group, after.unitId, after.state],
      );
    const changes = [
      ...(before ? [{ ...before, people: -1 }] : []),
      ...(after ? [{ ...after, people: 1 }] : []),
    ];
    await tx.query(
      `INSERT INTO recognition_rollup AS r (unit_id, target_group, state, people)
       SELECT "unitId", $2, state, people FROM jsonb_to_recordset($1) AS c("unitId" uuid, state text, people int)
       ORDER BY 1, 3
       ON CONFLICT (unit_id, target_group, state) DO UPDATE SET people = r.people + excluded.people`,
      [JSON.stringify(changes), group],
    );
  }
}

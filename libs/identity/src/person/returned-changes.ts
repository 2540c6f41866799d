import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { PersonState } from './person-state.js';

interface KeptChange {
  field: string;
  before: string | number | null;
  after: string | number | null;
}

/** What an import changed about people it found, kept so that undoing the import returns it. */
@Injectable()
export class ReturnedChanges {
  constructor(
    private readonly state: PersonState,
    private readonly audit: Audit,
  ) {}

  /** Does `work` on a person and keeps what it changed under the id of its origin. */
  async keeping(
    tx: EntityManager,
    origin: string,
    accountId: string,
    work: () => Promise<void>,
  ): Promise<void> {
    const before = await this.state.read(tx, accountId);
    await work();
    const after = await this.state.read(tx, accountId);
    const fields = Object.keys(before).filter((field) => before[field] !== after[field]);
    const rows = fields.map((field) => ({ field, before: before[field], after: after[field] }));
    await tx.query(
      `INSERT INTO person_change (origin, account_id, field, before, after)
       SELECT $1, $2, c.field, c.before, c.after
       FROM jsonb_to_recordset($3) AS c(field text, before jsonb, after jsonb)
       ON CONFLICT (origin, account_id, field) DO UPDATE SET after = excluded.after`,
      [origin, accountId, JSON.stringify(rows)],
    );
  }

  /**
   * Returns what this origin changed about these people, as far as nobody has changed it since. Resolves to the
   * accounts of whom something had to stay.
   */
  async giveBack(
    tx: EntityManager,
    origin: string,
    accountIds: readonly string[],
    by: string | null,
  ): Promise<Set<string>> {
    const kept: { accountId: string; changes: KeptChange[] }[] = await tx.query(
      `WITH gone AS (DELETE FROM person_change WHERE origin = $1 AND account_id = ANY($2::uuid[]) RETURNING *)
       SELECT account_id AS "accountId",
         json_agg(json_build_object('field', field, 'before', before, 'after', after)) AS changes
       FROM gone GROUP BY account_id ORDER BY account_id`,
      [origin, accountIds],
    );
    const stayed = new Set<string>();
    for (const { accountId, changes } of kept) {
      const now = await this.state.read(tx, accountId);
      const returned: string[] = [];
      for (const { field, before, after } of changes) {
        const done = now[field] === after && (await this.state.write(tx, accountId, field, before, by));
        if (done) returned.push(field);
        else stayed.add(accountId);
      }
      await this.audit.record(tx, {
        actorId: by,
        action: 'identity.return-person',
        subjectType: 'account',
        subjectId: accountId,
        detail: { fields: returned.join(',') },
      });
    }
    return stayed;
  }
}

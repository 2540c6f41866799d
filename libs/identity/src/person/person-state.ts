import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NotFound } from '#platform/errors';
import { newId } from '#platform/ids';

type Value = string | number | null;

const PERSON = {
  fullName: 'full_name',
  birthDate: 'birth_date',
  birthYear: 'birth_year',
  gender: 'gender',
  phone: 'contact_phone',
  email: 'contact_email',
  jobTitle: 'job_title',
  unitId: 'unit_id',
  targetGroup: 'target_group',
} as const;
const SIGN_IN = { signInPhone: 'phone', signInEmail: 'email' } as const;

/** Everything a list may change about a person, read and written field by field. */
@Injectable()
export class PersonState {
  /** Locks the person. `learnerAt`: units where they are a learner, sorted. */
  async read(tx: EntityManager, accountId: string): Promise<Record<string, Value>> {
    const columns = Object.entries(PERSON).map(([field, column]) => `p.${column} AS "${field}"`);
    const [row]: Record<string, Value>[] = await tx.query(
      `SELECT ${columns.join(', ').replace('p.birth_date', 'p.birth_date::text')},
         a.phone AS "signInPhone", a.email AS "signInEmail",
         (SELECT string_agg(g.unit_id::text, ',' ORDER BY g.unit_id) FROM role_grant g
          WHERE g.account_id = p.account_id AND g.role = 'learner' AND g.revoked_at IS NULL) AS "learnerAt"
       FROM person p JOIN account a ON a.id = p.account_id WHERE p.account_id = $1 FOR UPDATE OF p, a`,
      [accountId],
    );
    if (!row) throw new NotFound();
    return row;
  }

  /** False when the value cannot be had again: somebody else signs in with it now. */
  async write(
    tx: EntityManager,
    accountId: string,
    field: string,
    value: Value,
    by: string | null,
  ): Promise<boolean> {
    if (field === 'learnerAt') {
      await this.learnAt(tx, accountId, value ? String(value).split(',') : [], by);
      return true;
    }
    if (field in SIGN_IN) return this.signInWith(tx, accountId, SIGN_IN[field as 'signInPhone'], value);
    const column = PERSON[field as keyof typeof PERSON];
    await tx.query(`UPDATE person SET ${column} = $2 WHERE account_id = $1`, [accountId, value]);
    return true;
  }

  private async signInWith(tx: EntityManager, accountId: string, column: 'phone' | 'email', value: Value) {
    const [, changed]: [unknown, number] = await tx.query(
      `UPDATE account SET ${column} = $2
       WHERE id = $1 AND NOT EXISTS (SELECT FROM account other WHERE other.${column} = $2 AND other.id <> $1)`,
      [accountId, value],
    );
    return changed === 1;
  }

  private async learnAt(tx: EntityManager, accountId: string, unitIds: string[], by: string | null) {
    await tx.query(
      `UPDATE role_grant SET revoked_at = now() WHERE account_id = $1 AND role = 'learner' AND revoked_at IS NULL
         AND unit_id <> ALL($2::uuid[])`,
      [accountId, unitIds],
    );
    for (const unitId of unitIds)
      await tx.query(
        `INSERT INTO role_grant (id, account_id, role, unit_id, granted_by) VALUES ($1, $2, 'learner', $3, $4)
         ON CONFLICT (account_id, role, unit_id) WHERE revoked_at IS NULL DO NOTHING`,
        [newId(), accountId, unitId, by],
      );
  }
}

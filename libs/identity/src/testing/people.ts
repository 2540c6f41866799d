import type { EntityManager } from 'typeorm';
import type { Role } from '#platform/http';
import { newId } from '#platform/ids';
import type { TargetGroup } from '../account/accounts.js';

type Db = Pick<EntityManager, 'query'>;

export interface TestPerson {
  fullName?: string;
  unitId?: string | null;
  jobTitle?: string | null;
  /** `1987-08-14`. */
  birthDate?: string | null;
  birthYear?: number | null;
  targetGroup?: TargetGroup;
}

/** Somebody with an open account and no role yet: rows only, for worlds that are not about accounts. */
export async function makePerson(db: Db, given: TestPerson = {}): Promise<string> {
  const id = newId();
  await db.query(`INSERT INTO account (id, username, status) VALUES ($1, $2, 'active')`, [id, `u-${id}`]);
  await db.query(
    `INSERT INTO person (account_id, full_name, unit_id, job_title, birth_date, birth_year, target_group)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      (given.fullName ?? 'Nguyễn Văn Thử').normalize('NFC'),
      given.unitId ?? null,
      given.jobTitle ?? null,
      given.birthDate ?? null,
      given.birthYear ?? null,
      given.targetGroup ?? 'official',
    ],
  );
  return id;
}

export async function makeGrant(db: Db, accountId: string, role: Role, unitId: string): Promise<void> {
  await db.query('INSERT INTO role_grant (id, account_id, role, unit_id) VALUES ($1, $2, $3, $4)', [
    newId(),
    accountId,
    role,
    unitId,
  ]);
}

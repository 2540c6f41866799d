import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError } from '#platform/errors';
import type { Role } from '#platform/http';
import { newId } from '#platform/ids';
import { cleanText } from '#platform/text';
import { Passwords } from '../password/passwords.js';
import { RoleGrant } from '../role/role-grant.entity.js';
import { Account } from './account.entity.js';

export interface NewAccount {
  fullName: string;
  unitId: string;
  username?: string | null;
  phone?: string | null;
  email?: string | null;
  /** Without one the account waits to be activated by a one-time code. */
  password?: string;
  jobTitle?: string | null;
  /** `1985-04-30`. */
  birthDate?: string | null;
  gender?: 'male' | 'female' | null;
  targetGroup?: TargetGroup;
  /** Each at its own unit, else at the person's. */
  roles: { role: Role; unitId?: string }[];
}

export type TargetGroup = 'official' | 'citizen' | 'student' | 'worker';

/** Creating accounts one by one; imported lists go through `People`. */
@Injectable()
export class Accounts {
  constructor(
    private readonly db: DataSource,
    private readonly passwords: Passwords,
    private readonly audit: Audit,
  ) {}

  /** Identifiers must be normalised already. Refuses one that another account has. Returns the id. */
  async create(given: NewAccount, by: string | null): Promise<string> {
    const passwordHash = given.password ? await this.passwords.hash(given.password) : null;
    return inTransaction(this.db, async (tx) => {
      const id = newId();
      await this.insert(tx, id, given, passwordHash);
      await tx.query(
        `INSERT INTO person (account_id, full_name, unit_id, job_title, target_group, contact_phone, contact_email,
           birth_date, gender)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          cleanText(given.fullName),
          given.unitId,
          given.jobTitle ?? null,
          given.targetGroup ?? 'official',
          given.phone ?? null,
          given.email ?? null,
          given.birthDate ?? null,
          given.gender ?? null,
        ],
      );
      for (const { role, unitId = given.unitId } of given.roles)
        await tx.insert(RoleGrant, { id: newId(), accountId: id, role, unitId, grantedBy: by });
      const detail = { roles: given.roles.map(({ role }) => role).join(',') };
      await this.audit.record(tx, {
        actorId: by,
        action: 'identity.create-account',
        subjectType: 'account',
        subjectId: id,
        detail,
      });
      return id;
    });
  }

  async findByUsername(username: string): Promise<string | null> {
    const found = await this.db.manager.findOneBy(Account, { username });
    return found?.id ?? null;
  }

  private async insert(tx: EntityManager, id: string, given: NewAccount, passwordHash: string | null) {
    const { username = null, phone = null, email = null } = given;
    const status = passwordHash ? 'active' : 'pending';
    try {
      await tx.insert(Account, { id, username, phone, email, passwordHash, status });
    } catch (error) {
      throw takenIdentifier(error) ?? error;
    }
  }
}

/** The refusal behind a unique violation of `account`, or null when it is something else. */
export function takenIdentifier(error: unknown): DomainError | null {
  const { code, constraint } =
    (error as { driverError?: { code?: string; constraint?: string } }).driverError ?? {};
  const kind = code === '23505' && /^account_(username|phone|email)_key$/.exec(constraint ?? '')?.[1];
  return kind ? new DomainError(`identity.${kind}-taken`) : null;
}

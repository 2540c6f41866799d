import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Role } from '#platform/http';
import { fold } from '#platform/text';
import type { AccountStatus } from '../account/account.entity.js';
import { normalisePhone } from '../account/identifier.js';
import { byGivenName } from '../person/given-name.js';
import type { ManagedAccount } from '../role/granting.policy.js';

export interface AccountRow {
  id: string;
  name: string;
  unitName: string | null;
  jobTitle: string | null;
  signInName: string | null;
  status: AccountStatus;
  roles: Role[];
}

export interface GrantRow {
  id: string;
  role: Role;
  unitId: string;
  unitName: string;
  unitPath: string;
  grantedAt: Date;
}

export interface AccountDetail extends ManagedAccount {
  name: string;
  status: AccountStatus;
  unitId: string | null;
  unitName: string | null;
  jobTitle: string | null;
  signInName: string | null;
  contactPhone: string | null;
  contactEmail: string | null;
  /** Whether a code generator is set up. */
  secondFactor: boolean;
  lastSignInAt: Date | null;
  createdAt: Date;
  grants: GrantRow[];
}

export interface AccountQuery {
  scope: readonly string[];
  text: string;
  role?: Role | undefined;
  status?: AccountStatus | undefined;
  offset: number;
  limit: number;
}

/** What administrators of accounts read; every query carries the units they may see. */
@Injectable()
export class AdministrationRepository {
  constructor(private readonly db: DataSource) {}

  /** By name; one row more than asked for tells that there is a next page. */
  async search(query: AccountQuery): Promise<AccountRow[]> {
    const values: unknown[] = [];
    const given = (value: unknown) => `$${values.push(value)}`;
    const conditions = [`coalesce(u.path, 'vn') <@ ANY(${given(query.scope)}::ltree[])`];
    const words = wordsOf(query.text);
    if (words.length > 0) {
      // One condition per word: the trigram index serves those, and no list of patterns.
      const named = words.map((word) => `search_text(p.full_name) LIKE '%' || ${given(word)} || '%'`);
      const known = given(await this.withSignInName(query.text));
      conditions.push(`((${named.join(' AND ')}) OR p.account_id = ANY(${known}::uuid[]))`);
    }
    if (query.status) conditions.push(`a.status = ${given(query.status)}`);
    if (query.role)
      conditions.push(
        `p.account_id IN (SELECT account_id FROM role_grant WHERE role = ${given(query.role)} AND revoked_at IS NULL)`,
      );
    return this.db.query(
      `SELECT a.id, p.full_name AS name, u.name AS "unitName", p.job_title AS "jobTitle", a.status,
         coalesce(a.phone, a.email, a.username) AS "signInName",
         ARRAY(SELECT DISTINCT g.role FROM role_grant g WHERE g.account_id = a.id AND g.revoked_at IS NULL ORDER BY 1) AS roles
       FROM person p JOIN account a ON a.id = p.account_id LEFT JOIN unit u ON u.id = p.unit_id
       WHERE ${conditions.join(' AND ')}
       ORDER BY ${byGivenName('p.full_name')}, p.account_id
       OFFSET ${given(query.offset)} LIMIT ${given(query.limit)}`,
      values,
    );
  }

  private async withSignInName(text: string): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT id FROM account WHERE username = $1 OR email = $1 OR phone = $2
       UNION SELECT account_id FROM person WHERE contact_phone = $2`,
      [text.trim().toLowerCase(), normalisePhone(text) ?? ''],
    );
    return rows.map((row) => row.id);
  }

  /** Null outside the scope as if it were not there. */
  async find(
    id: string,
    scope: readonly string[],
    tx: EntityManager = this.db.manager,
  ): Promise<AccountDetail | null> {
    const [row] = (await tx.query(
      `SELECT a.id AS "accountId", p.full_name AS name, a.status, p.unit_id AS "unitId", u.name AS "unitName",
         u.path::text AS "unitPath", p.job_title AS "jobTitle", coalesce(a.phone, a.email, a.username) AS "signInName",
         p.contact_phone AS "contactPhone", p.contact_email AS "contactEmail", a.last_sign_in_at AS "lastSignInAt",
         a.created_at AS "createdAt",
         EXISTS (SELECT FROM second_factor f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL) AS "secondFactor"
       FROM account a JOIN person p ON p.account_id = a.id LEFT JOIN unit u ON u.id = p.unit_id
       WHERE a.id = $1 AND coalesce(u.path, 'vn') <@ ANY($2::ltree[])`,
      [id, scope],
    )) as Omit<AccountDetail, 'grants'>[];
    if (!row) return null;
    const grants: GrantRow[] = await tx.query(
      `SELECT g.id, g.role, g.unit_id AS "unitId", u.name AS "unitName", u.path::text AS "unitPath",
         g.granted_at AS "grantedAt"
       FROM role_grant g JOIN unit u ON u.id = g.unit_id
       WHERE g.account_id = $1 AND g.revoked_at IS NULL ORDER BY g.granted_at, g.id`,
      [id],
    );
    return { ...row, grants };
  }

  /** People of these units who wait for activation; `withoutCode` leaves out those whose code still works. */
  async waiting(
    scope: readonly string[],
    unitPath: string,
    withoutCode: boolean,
    limit: number,
  ): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT a.id FROM account a JOIN person p ON p.account_id = a.id JOIN unit u ON u.id = p.unit_id
       WHERE a.status = 'pending' AND u.path <@ ANY($1::ltree[]) AND u.path <@ $2::ltree
         AND NOT EXISTS (SELECT FROM role_grant g
           WHERE g.account_id = a.id AND g.revoked_at IS NULL AND g.role <> 'learner')
         AND NOT ($3 AND EXISTS (SELECT FROM one_time_secret s
           WHERE s.account_id = a.id AND s.purpose = 'activation' AND s.used_at IS NULL AND s.expires_at > now()))
       ORDER BY u.path, ${byGivenName('p.full_name')}, a.id LIMIT $4`,
      [scope, unitPath, withoutCode, limit],
    );
    return rows.map((row) => row.id);
  }
}

const wordsOf = (text: string): string[] =>
  fold(text)
    .split(/[^a-z0-9@.]+/)
    .filter(Boolean)
    .slice(0, 8);

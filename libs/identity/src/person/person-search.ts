import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { fold } from '#platform/text';
import { normalisePhone } from '../account/identifier.js';
import { byGivenName } from './given-name.js';

/** A person as shown to somebody who chooses among several. */
export interface FoundPerson {
  accountId: string;
  fullName: string;
  birthDate: string | null;
  jobTitle: string | null;
  unitName: string | null;
}

const FOUND = `p.account_id AS "accountId", p.full_name AS "fullName", p.birth_date::text AS "birthDate",
  p.job_title AS "jobTitle", u.name AS "unitName"`;
const FROM = `FROM person p JOIN account a ON a.id = p.account_id LEFT JOIN unit u ON u.id = p.unit_id
  WHERE a.status <> 'disabled' AND coalesce(u.path, 'vn') <@ ANY($1::ltree[])`;

/** Finding a person by what somebody remembers of them. Every call carries the units that may be searched. */
@Injectable()
export class PersonSearch {
  constructor(private readonly db: DataSource) {}

  /** By words of the name without diacritics, or by phone, e-mail or user name as a whole; by given name. */
  async find(text: string, scope: readonly string[], limit: number): Promise<FoundPerson[]> {
    const words = fold(text)
      .split(/[^\p{L}\p{N}@.]+/u)
      .filter(Boolean)
      .slice(0, 8);
    if (words.length === 0 || scope.length === 0) return [];
    const values: unknown[] = [scope, text.trim().toLowerCase(), normalisePhone(text) ?? '', limit];
    // One condition per word: the trigram index serves those, and no list of patterns.
    const named = words.map((word) => `search_text(p.full_name) LIKE '%' || $${values.push(word)} || '%'`);
    return this.db.query(
      `SELECT ${FOUND} ${FROM} AND ((${named.join(' AND ')}) OR p.account_id IN (
         SELECT id FROM account WHERE username = $2 OR email = $2 OR phone = $3
         UNION SELECT account_id FROM person WHERE contact_phone = $3))
       ORDER BY ${byGivenName('p.full_name')}, p.account_id LIMIT $4`,
      values,
    );
  }

  /** Null outside these units as if nobody were there. */
  async within(accountId: string, scope: readonly string[]): Promise<FoundPerson | null> {
    const rows: FoundPerson[] = await this.db.query(`SELECT ${FOUND} ${FROM} AND p.account_id = $2`, [
      scope,
      accountId,
    ]);
    return rows[0] ?? null;
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { byGivenName } from './given-name.js';
import type { Person } from './person.js';
import type { Candidate } from './person-match.policy.js';

const PERSON = `p.account_id AS "accountId", p.full_name AS "fullName", p.birth_date::text AS "birthDate",
  p.birth_year AS "birthYear", p.gender, p.contact_phone AS phone, p.contact_email AS email,
  p.job_title AS "jobTitle", p.unit_id AS "unitId"`;

export interface CandidateKeys {
  citizenIdHashes: Buffer[];
  phones: string[];
  names: string[];
}

@Injectable()
export class PersonRepository {
  constructor(private readonly db: DataSource) {}

  /** In the Vietnamese order of names. */
  async byIds(ids: readonly string[], tx: EntityManager = this.db.manager): Promise<Person[]> {
    return tx.query(
      `SELECT ${PERSON}, p.target_group AS "targetGroup", a.status,
         coalesce(a.phone, a.email, a.username) AS "signInName"
       FROM person p JOIN account a ON a.id = p.account_id
       WHERE p.account_id = ANY($1::uuid[]) ORDER BY ${byGivenName('p.full_name')}, p.account_id`,
      [ids],
    );
  }

  async names(ids: readonly string[]): Promise<{ id: string; name: string }[]> {
    return this.db.query(
      'SELECT account_id AS id, full_name AS name FROM person WHERE account_id = ANY($1::uuid[])',
      [ids],
    );
  }

  /** Everybody who may be one of these: same number, same phone, or same name in the same province. */
  async candidates(
    tx: EntityManager,
    keys: CandidateKeys,
    provincePaths: readonly string[],
  ): Promise<(Candidate & { citizenIdHash: Buffer | null })[]> {
    return tx.query(
      `SELECT ${PERSON}, p.citizen_id_hash AS "citizenIdHash" FROM person p WHERE p.citizen_id_hash = ANY($1::bytea[])
       UNION
       SELECT ${PERSON}, p.citizen_id_hash FROM person p WHERE p.contact_phone = ANY($2::text[])
       UNION
       SELECT ${PERSON}, p.citizen_id_hash
       FROM (SELECT DISTINCT search_text(n) AS name FROM unnest($3::text[]) n) given
       JOIN person p ON search_text(p.full_name) = given.name
       JOIN unit u ON u.id = p.unit_id AND u.path <@ ANY($4::ltree[])
       ORDER BY "accountId"`,
      [keys.citizenIdHashes, keys.phones, keys.names, provincePaths],
    );
  }
}

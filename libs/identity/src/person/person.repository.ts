import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { StoredCandidate } from './candidate-lookup.js';
import { byGivenName } from './given-name.js';
import type { Person } from './person.js';

const PERSON = `p.account_id AS "accountId", p.full_name AS "fullName", p.birth_date::text AS "birthDate",
  p.birth_year AS "birthYear", p.gender, p.contact_phone AS phone, p.contact_email AS email,
  p.job_title AS "jobTitle", p.unit_id AS "unitId"`;

export interface CandidateKeys {
  citizenIdHashes: Buffer[];
  phones: string[];
  named: { name: string; unit_id: string; birth_date: string | null }[];
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

  /** Everybody who may be one of these: same number, same phone, or same name in the unit or born that day nearby. */
  async candidates(
    tx: EntityManager,
    { citizenIdHashes, phones, named }: CandidateKeys,
    provincePaths: readonly string[],
  ): Promise<StoredCandidate[]> {
    return tx.query(
      `WITH given AS MATERIALIZED (
         SELECT DISTINCT search_text(g.name) AS name, g.unit_id, g.birth_date
         FROM jsonb_to_recordset($3) AS g(name text, unit_id uuid, birth_date date)
       ), found AS (
         SELECT account_id FROM person WHERE citizen_id_hash = ANY($1::bytea[])
         UNION
         SELECT account_id FROM person WHERE contact_phone = ANY($2::text[])
         UNION
         SELECT p.account_id FROM given
         JOIN person p ON search_text(p.full_name) = given.name AND p.unit_id = given.unit_id
         UNION
         SELECT p.account_id FROM given
         JOIN person p ON search_text(p.full_name) = given.name AND p.birth_date = given.birth_date
         JOIN unit u ON u.id = p.unit_id AND u.path <@ ANY($4::ltree[])
       )
       SELECT ${PERSON}, p.citizen_id_hash AS "citizenIdHash"
       FROM found JOIN person p USING (account_id) ORDER BY account_id`,
      [citizenIdHashes, phones, JSON.stringify(named), provincePaths],
    );
  }
}

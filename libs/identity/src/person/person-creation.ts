import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { newId } from '#platform/ids';
import { CitizenIds } from './citizen-id.js';
import type { HeldBy, PersonFacts } from './person.js';
import { freeUserNames } from './user-names.js';

/** Creating people by the hundred, and taking them back. */
@Injectable()
export class PersonCreation {
  constructor(
    private readonly citizenIds: CitizenIds,
    private readonly audit: Audit,
  ) {}

  async run(tx: EntityManager, people: readonly PersonFacts[], by: string | null): Promise<string[]> {
    if (people.length === 0) return [];
    const phones = await this.free(tx, people, 'phone');
    const emails = await this.free(tx, people, 'email');
    const nameless = people.flatMap((person, index) =>
      phones[index] || emails[index] ? [] : [{ index, name: person.fullName }],
    );
    const userNames = await freeUserNames(
      tx,
      nameless.map(({ name }) => name),
    );
    const userNameOf = new Map(nameless.map(({ index }, position) => [index, userNames[position]]));
    const rows = people.map((person, index) => {
      const id = newId();
      return {
        id,
        grant_id: newId(),
        username: userNameOf.get(index) ?? null,
        phone: phones[index] ?? null,
        email: emails[index] ?? null,
        full_name: person.fullName,
        birth_date: person.birthDate,
        birth_year: person.birthYear,
        gender: person.gender,
        citizen_id_cipher: bytes(person.citizenId && this.citizenIds.encrypt(person.citizenId, id)),
        citizen_id_hash: bytes(person.citizenId && this.citizenIds.hash(person.citizenId)),
        job_title: person.jobTitle,
        unit_id: person.unitId,
        target_group: person.targetGroup,
        contact_phone: person.phone,
        contact_email: person.email,
      };
    });
    const json = JSON.stringify(rows);
    await tx.query(INSERT_ACCOUNTS, [json]);
    await tx.query(INSERT_PERSONS, [json]);
    await tx.query(INSERT_GRANTS, [json, by]);
    await this.audit.record(tx, {
      actorId: by,
      action: 'identity.create-people',
      subjectType: 'account',
      subjectId: null,
      detail: { count: rows.length, first: rows[0]?.id ?? null, last: rows.at(-1)?.id ?? null },
    });
    return rows.map((row) => row.id);
  }

  async held(tx: EntityManager, ids: readonly string[]): Promise<Map<string, HeldBy>> {
    const rows: { id: string; by: HeldBy | null }[] = await tx.query(
      `SELECT a.id, CASE WHEN a.status <> 'pending' OR a.last_sign_in_at IS NOT NULL THEN 'activated'
         WHEN EXISTS (SELECT FROM role_grant g WHERE g.account_id = a.id AND g.role <> 'learner') THEN 'role' END AS by
       FROM account a WHERE a.id = ANY($1::uuid[]) ORDER BY a.id FOR UPDATE`,
      [ids],
    );
    return new Map(rows.flatMap(({ id, by }) => (by ? [[id, by] as const] : [])));
  }

  /** Those a later fact depends on stay: they are tried one by one when all at once is refused. */
  async undo(tx: EntityManager, ids: readonly string[], by: string | null): Promise<string[]> {
    const removed = await this.tryDelete(tx, ids);
    const gone = removed ?? [];
    if (removed === null) for (const id of ids) gone.push(...((await this.tryDelete(tx, [id])) ?? []));
    if (gone.length > 0)
      await this.audit.record(tx, {
        actorId: by,
        action: 'identity.remove-people',
        subjectType: 'account',
        subjectId: null,
        detail: { count: gone.length },
      });
    return gone;
  }

  private async tryDelete(tx: EntityManager, ids: readonly string[]): Promise<string[] | null> {
    await tx.query('SAVEPOINT remove_people');
    try {
      const [rows]: [{ id: string }[]] = await tx.query(
        `DELETE FROM account WHERE id = ANY($1::uuid[]) AND status = 'pending' AND last_sign_in_at IS NULL RETURNING id`,
        [ids],
      );
      await tx.query('RELEASE SAVEPOINT remove_people');
      return rows.map((row) => row.id);
    } catch (error) {
      if ((error as { code?: string }).code !== '23503') throw error;
      await tx.query('ROLLBACK TO SAVEPOINT remove_people');
      return null;
    }
  }

  /** What each person may sign in with: nobody else's, and only the first of those who share one. */
  private async free(
    tx: EntityManager,
    people: readonly PersonFacts[],
    kind: 'phone' | 'email',
  ): Promise<(string | null)[]> {
    const wanted = people.flatMap((person) => person[kind] ?? []);
    const taken: { value: string }[] = await tx.query(
      `SELECT ${kind} AS value FROM account WHERE ${kind} = ANY($1::text[])`,
      [wanted],
    );
    const used = new Set(taken.map((row) => row.value));
    return people.map(({ [kind]: value }) => {
      if (value === null || used.has(value)) return null;
      used.add(value);
      return value;
    });
  }
}

const bytes = (value: Buffer | null | ''): string | null => (value ? `\\x${value.toString('hex')}` : null);

const INSERT_ACCOUNTS = `
INSERT INTO account (id, username, phone, email)
SELECT g.id, g.username, g.phone, g.email
FROM jsonb_to_recordset($1) AS g(id uuid, username text, phone text, email text)`;

const INSERT_PERSONS = `
INSERT INTO person (account_id, full_name, birth_date, birth_year, gender, citizen_id_cipher, citizen_id_hash,
  job_title, unit_id, target_group, contact_phone, contact_email)
SELECT g.id, g.full_name, g.birth_date, g.birth_year, g.gender, g.citizen_id_cipher, g.citizen_id_hash,
  g.job_title, g.unit_id, g.target_group, g.contact_phone, g.contact_email
FROM jsonb_to_recordset($1) AS g(id uuid, full_name text, birth_date date, birth_year int, gender text,
  citizen_id_cipher bytea, citizen_id_hash bytea, job_title text, unit_id uuid, target_group text,
  contact_phone text, contact_email text)`;

const INSERT_GRANTS = `
INSERT INTO role_grant (id, account_id, role, unit_id, granted_by)
SELECT g.grant_id, g.id, 'learner', g.unit_id, $2::uuid
FROM jsonb_to_recordset($1) AS g(grant_id uuid, id uuid, unit_id uuid)`;

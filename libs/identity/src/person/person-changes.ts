import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { NotFound } from '#platform/errors';
import { CitizenIds } from './citizen-id.js';
import type { PersonFacts } from './person.js';
import { PersonState } from './person-state.js';

const FIELDS = [
  'fullName',
  'birthDate',
  'birthYear',
  'gender',
  'phone',
  'email',
  'jobTitle',
  'unitId',
  'targetGroup',
] as const satisfies (keyof PersonFacts)[];

/** Writing what is newly known about a person, with what follows from it. */
@Injectable()
export class PersonChanges {
  constructor(
    private readonly citizenIds: CitizenIds,
    private readonly state: PersonState,
    private readonly audit: Audit,
  ) {}

  async apply(
    tx: EntityManager,
    accountId: string,
    facts: Partial<PersonFacts>,
    by: string | null,
  ): Promise<void> {
    const fields = FIELDS.filter((field) => facts[field] !== undefined);
    const before = await this.lock(tx, accountId);
    for (const field of fields) await this.state.write(tx, accountId, field, facts[field] ?? null, by);
    if (facts.citizenId)
      await tx.query('UPDATE person SET citizen_id_cipher = $2, citizen_id_hash = $3 WHERE account_id = $1', [
        accountId,
        this.citizenIds.encrypt(facts.citizenId, accountId),
        this.citizenIds.hash(facts.citizenId),
      ]);
    if (facts.phone) await this.moveSignIn(tx, accountId, 'phone', before.phone, facts.phone);
    if (facts.email) await this.moveSignIn(tx, accountId, 'email', before.email, facts.email);
    // Learning goes with the person; what they manage elsewhere is for an administrator to decide.
    if (facts.unitId && facts.unitId !== before.unitId)
      await this.state.write(tx, accountId, 'learnerAt', facts.unitId, by);
    await this.audit.record(tx, {
      actorId: by,
      action: 'identity.update-person',
      subjectType: 'account',
      subjectId: accountId,
      detail: { fields: [...fields, ...(facts.citizenId ? ['citizenId'] : [])].join(',') },
    });
  }

  private async lock(tx: EntityManager, accountId: string) {
    const rows: { phone: string | null; email: string | null; unitId: string | null }[] = await tx.query(
      'SELECT contact_phone AS phone, contact_email AS email, unit_id AS "unitId" FROM person WHERE account_id = $1 FOR UPDATE',
      [accountId],
    );
    const [row] = rows;
    if (!row) throw new NotFound();
    return row;
  }

  /** The new one also signs in where the old one did, unless it is somebody else's way in. */
  private async moveSignIn(
    tx: EntityManager,
    accountId: string,
    kind: 'phone' | 'email',
    old: string | null,
    value: string,
  ): Promise<void> {
    await tx.query(
      `UPDATE account SET ${kind} = $3 WHERE id = $1 AND (${kind} IS NULL OR ${kind} = $2)
         AND NOT EXISTS (SELECT FROM account other WHERE other.${kind} = $3 AND other.id <> $1)`,
      [accountId, old, value],
    );
  }
}

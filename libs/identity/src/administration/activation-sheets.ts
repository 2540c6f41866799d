import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Unit, Units } from '#organisation';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import type { Actor } from '#platform/http';
import { type IssuedSecret, OneTimeSecrets } from '../one-time/one-time-secrets.js';
import type { Person } from '../person/person.js';
import { PersonRepository } from '../person/person.repository.js';
import { AdministrationRepository } from './administration.repository.js';
import { scopeOf } from './managed-accounts.js';

/** People on one sheet; what is beyond is printed next time, as those here then have a code. */
const MOST = 200;

export interface Slip {
  person: Person;
  unitName: string;
  secret: IssuedSecret;
}

@Injectable()
export class ActivationSheets {
  constructor(
    private readonly db: DataSource,
    private readonly repository: AdministrationRepository,
    private readonly persons: PersonRepository,
    private readonly secrets: OneTimeSecrets,
    private readonly units: Units,
    private readonly audit: Audit,
  ) {}

  /** New codes for the learners of the unit and below who wait for activation, by name. */
  async issue(actor: Actor, unit: Unit, withoutCode: boolean): Promise<{ slips: Slip[]; more: boolean }> {
    const scope = scopeOf(actor);
    const found = await this.repository.waiting(scope, unit.path, withoutCode, MOST + 1);
    const ids = found.slice(0, MOST);
    if (ids.length === 0) return { slips: [], more: false };
    const issued = await inTransaction(this.db, async (tx) => {
      await this.audit.record(tx, {
        actorId: actor.accountId,
        action: 'identity.print-codes',
        subjectType: 'unit',
        subjectId: unit.id,
        detail: { count: ids.length },
      });
      return this.secrets.issue(tx, ids, 'activation', actor.accountId);
    });
    const secretOf = new Map(issued.map((secret) => [secret.accountId, secret]));
    const persons = await this.persons.byIds(ids);
    const unitOf = await this.units.byIds([...new Set(persons.flatMap((person) => person.unitId ?? []))]);
    const slips = persons.flatMap((person): Slip[] => {
      const secret = secretOf.get(person.accountId);
      return secret ? [{ person, secret, unitName: unitOf.get(person.unitId ?? '')?.name ?? '' }] : [];
    });
    return { slips, more: found.length > MOST };
  }
}

import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '#platform/config';
import { deriveKey } from '../sealing/sealing.js';

export type PersonKeyKind = 'citizen-id' | 'phone' | 'account';

/** The strongest thing known by which one person is one. */
export interface PersonKey {
  kind: PersonKeyKind;
  /** The same for every account of that person within the scope; says nothing outside it. */
  key: Buffer;
}

/**
 * Tells people apart where each may do a thing once: by the citizen number where it is known, else by the telephone
 * (for signing in, else for contact), else by the account. Keyed and bound to a scope, so that keys of two scopes
 * cannot be compared and no number can be counted out.
 */
@Injectable()
export class PersonKeys {
  private readonly secret: Buffer;

  constructor(
    private readonly db: DataSource,
    @Inject(CONFIG) config: Config,
  ) {
    this.secret = deriveKey(config.secret, 'person-key');
  }

  async strongest(accountId: string, scope: string): Promise<PersonKey> {
    const [person] = (await this.db.query(
      `SELECT encode(p.citizen_id_hash, 'hex') AS "citizenId", coalesce(a.phone, p.contact_phone) AS phone
         FROM account a LEFT JOIN person p ON p.account_id = a.id WHERE a.id = $1`,
      [accountId],
    )) as { citizenId: string | null; phone: string | null }[];
    if (person?.citizenId) return this.of('citizen-id', person.citizenId, scope);
    if (person?.phone) return this.of('phone', person.phone, scope);
    return this.of('account', accountId, scope);
  }

  private of(kind: PersonKeyKind, value: string, scope: string): PersonKey {
    return { kind, key: createHmac('sha256', this.secret).update(`${scope}\n${kind}\n${value}`).digest() };
  }
}

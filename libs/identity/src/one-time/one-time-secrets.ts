import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '#platform/clock';
import { CONFIG, type Config } from '#platform/config';
import { hashToken, newId, newToken } from '#platform/ids';
import { newCode, parseCode } from './one-time-code.js';
import { OneTimeSecret, type SecretPurpose } from './one-time-secret.entity.js';

const DAY_MS = 24 * 3600_000;
/** Printed slips travel through offices; a reset is needed today. */
const LASTS: Record<SecretPurpose, number> = { activation: 30 * DAY_MS, 'password-reset': DAY_MS };

const PAGES: Record<SecretPurpose, string> = { activation: 'activate', 'password-reset': 'password-reset' };

export interface IssuedSecret {
  accountId: string;
  /** Address that holds the token; whoever opens it chooses the password. */
  link: string;
  /** Address of the page where the code is typed. */
  page: string;
  /** For paper, without dashes. */
  code: string;
  expiresAt: Date;
}

/** Issuing and finding one-time links and codes. */
@Injectable()
export class OneTimeSecrets {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** One for each account; earlier ones of the same purpose stop working. What is returned is kept nowhere. */
  async issue(
    tx: EntityManager,
    accountIds: readonly string[],
    purpose: SecretPurpose,
    by: string | null,
  ): Promise<IssuedSecret[]> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + LASTS[purpose]);
    const page = `${this.config.publicUrl}/${PAGES[purpose]}`;
    const issued = accountIds.map((accountId) => ({
      accountId,
      token: newToken(),
      code: newCode(),
      expiresAt,
    }));
    await tx.query(
      `UPDATE one_time_secret SET expires_at = created_at
       WHERE account_id = ANY($1::uuid[]) AND purpose = $2 AND used_at IS NULL AND expires_at > created_at`,
      [accountIds, purpose],
    );
    for (let from = 0; from < issued.length; from += 500)
      await tx.insert(
        OneTimeSecret,
        issued.slice(from, from + 500).map(({ accountId, token, code }) => ({
          id: newId(),
          accountId,
          purpose,
          tokenHash: hashToken(token),
          codeHash: this.codeHash(code),
          issuedBy: by,
          createdAt: now,
          expiresAt,
        })),
      );
    return issued.map(({ token, ...rest }) => ({ ...rest, page, link: `${page}/${token}` }));
  }

  /** By a link's token or a typed code; null when it never existed. */
  async find(
    given: string,
    tx: EntityManager = this.db.manager,
    lock = false,
  ): Promise<OneTimeSecret | null> {
    const code = parseCode(given);
    const where = code ? { codeHash: this.codeHash(code) } : { tokenHash: hashToken(given) };
    const options = lock ? { lock: { mode: 'pessimistic_write' as const } } : {};
    return tx.findOne(OneTimeSecret, { where, ...options });
  }

  /** A code is short enough to be tried out against a stolen table; with the key outside the table it is not. */
  private codeHash(code: string): Buffer {
    return createHmac('sha256', this.config.secret).update(`one-time-code:${code}`).digest();
  }
}

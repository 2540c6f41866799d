import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newOneTimeCode, parseOneTimeCode } from '#identity';
import { CONFIG, type Config } from '#platform/config';
import { hashToken, newId, newToken } from '#platform/ids';

/** How long a slip may travel home and back. */
const DAYS = 60;

export interface Invitation {
  id: string;
  accountId: string;
  /** `used`: consent was given by it; it still shows what is in force and withdraws it. */
  state: 'valid' | 'used' | 'expired';
}

/** What a slip says; kept nowhere. */
export interface Slip {
  accountId: string;
  code: string;
  page: string;
  link: string;
  expiresAt: Date;
}

/** One-time links and printed codes by which guardians answer. Only hashes are kept. */
@Injectable()
export class GuardianInvitations {
  constructor(
    private readonly db: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** One for each pupil; earlier ones that were not used stop working. */
  async issue(tx: EntityManager, accountIds: readonly string[], by: string): Promise<Slip[]> {
    const page = `${this.config.publicUrl}/guardian-consent`;
    const made = accountIds.map((accountId) => ({ accountId, token: newToken(), code: newOneTimeCode() }));
    await tx.query(
      `UPDATE guardian_invitation SET expires_at = now()
       WHERE account_id = ANY ($1::uuid[]) AND used_at IS NULL AND expires_at > now()`,
      [accountIds],
    );
    const rows: { expiresAt: Date }[] = await tx.query(
      `INSERT INTO guardian_invitation (id, account_id, token_hash, code_hash, issued_by, expires_at)
       SELECT n.id, n.account_id, decode(n.token, 'hex'), decode(n.code, 'hex'), $5, now() + $6 * interval '1 day'
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS n (id, account_id, token, code)
       RETURNING expires_at AS "expiresAt"`,
      [
        made.map(newId),
        accountIds,
        made.map(({ token }) => hashToken(token).toString('hex')),
        made.map(({ code }) => this.codeHash(code).toString('hex')),
        by,
        DAYS,
      ],
    );
    return made.map(({ accountId, token, code }) => ({
      accountId,
      code,
      page,
      link: `${page}/${token}`,
      expiresAt: rows[0]!.expiresAt,
    }));
  }

  /** By a link's token or a typed code; null when there never was one. */
  async find(
    given: string,
    tx: EntityManager = this.db.manager,
    lock: '' | 'FOR UPDATE' = '',
  ): Promise<Invitation | null> {
    const code = parseOneTimeCode(given);
    const [column, hash] = code ? ['code_hash', this.codeHash(code)] : ['token_hash', hashToken(given)];
    const rows: Invitation[] = await tx.query(
      `SELECT id, account_id AS "accountId",
              CASE WHEN used_at IS NOT NULL THEN 'used' WHEN expires_at > now() THEN 'valid' ELSE 'expired' END AS state
       FROM guardian_invitation WHERE ${column} = $1 ${lock}`,
      [hash],
    );
    return rows[0] ?? null;
  }

  async use(tx: EntityManager, id: string): Promise<void> {
    await tx.query('UPDATE guardian_invitation SET used_at = now() WHERE id = $1', [id]);
  }

  /** With the key outside the table, a stolen table does not give the codes away. */
  private codeHash(code: string): Buffer {
    return createHmac('sha256', this.config.secret).update(`guardian-code:${code}`).digest();
  }
}

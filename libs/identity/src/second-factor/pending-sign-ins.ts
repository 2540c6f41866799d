import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#platform/clock';
import { hashToken, newToken } from '#platform/ids';

/** Seconds between the password and the code. */
export const PATIENCE = 10 * 60;
/** Wrong codes after which the password is asked again. */
const MOST_MISSES = 5;

export interface PendingSignIn {
  accountId: string;
  device: string;
  /** How the person proved who they are so far. */
  way: string;
}

/** Somebody who has proved half of who they are. This is no session: nothing opens with it but the page of the code. */
@Injectable()
export class PendingSignIns {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Returns the token for the browser; only its hash is kept. */
  async begin({ accountId, device, way }: PendingSignIn): Promise<string> {
    const token = newToken();
    const expiresAt = new Date(this.clock.now().getTime() + PATIENCE * 1000);
    await this.db.query(
      'INSERT INTO pending_sign_in (token_hash, account_id, device, way, expires_at) VALUES ($1, $2, $3, $4, $5)',
      [hashToken(token), accountId, device, way, expiresAt],
    );
    return token;
  }

  async find(token: string): Promise<PendingSignIn | null> {
    const [row]: PendingSignIn[] = await this.db.query(
      `SELECT p.account_id AS "accountId", p.device, p.way FROM pending_sign_in p JOIN account a ON a.id = p.account_id
       WHERE p.token_hash = $1 AND p.expires_at > $2 AND p.misses < $3 AND a.status = 'active'`,
      [hashToken(token), this.clock.now(), MOST_MISSES],
    );
    return row ?? null;
  }

  async miss(token: string): Promise<void> {
    await this.db.query('UPDATE pending_sign_in SET misses = misses + 1 WHERE token_hash = $1', [
      hashToken(token),
    ]);
  }

  /** Ends the waiting. False when somebody else already did: one password opens one session. */
  async end(token: string): Promise<boolean> {
    const [, ended]: [unknown, number] = await this.db.query(
      'DELETE FROM pending_sign_in WHERE token_hash = $1',
      [hashToken(token)],
    );
    return ended === 1;
  }
}

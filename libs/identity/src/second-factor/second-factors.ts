import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { Clock } from '#platform/clock';
import { CONFIG, type Config } from '#platform/config';
import { DomainError } from '#platform/errors';
import { Sealing } from '../sealing/sealing.js';
import { RecoveryCodes } from './recovery-codes.js';
import { newSharedSecret, stepOfCode } from './totp.js';

/** `begun`: the secret is shown and waits for a first code. */
export type FactorState = 'none' | 'begun' | 'on';

interface Stored {
  sealed: Buffer;
  confirmedAt: Date | null;
}

/** The code generator of an account: a shared secret, sealed, whose codes work once each. */
@Injectable()
export class SecondFactors {
  private readonly sealing: Sealing;

  constructor(
    private readonly db: DataSource,
    private readonly recovery: RecoveryCodes,
    private readonly audit: Audit,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.sealing = new Sealing(config.secret, 'second-factor/encryption');
  }

  async stateOf(accountId: string): Promise<FactorState> {
    const stored = await this.stored(this.db.manager, accountId);
    if (!stored) return 'none';
    return stored.confirmedAt ? 'on' : 'begun';
  }

  /** The secret while it is being set up; afterwards nobody sees it again. */
  async secretToShow(accountId: string): Promise<string | null> {
    const stored = await this.stored(this.db.manager, accountId);
    return stored && !stored.confirmedAt ? this.sealing.open(stored.sealed, accountId) : null;
  }

  /** A new secret, unless one is in use already. */
  async begin(accountId: string): Promise<void> {
    const sealed = this.sealing.seal(newSharedSecret(), accountId);
    const begun: unknown[] = await this.db.query(
      `INSERT INTO second_factor (account_id, secret_cipher) VALUES ($1, $2)
       ON CONFLICT (account_id) DO UPDATE SET secret_cipher = excluded.secret_cipher, last_step = NULL
         WHERE second_factor.confirmed_at IS NULL
       RETURNING account_id`,
      [accountId, sealed],
    );
    if (begun.length === 0) throw new DomainError('identity.second-factor-on');
  }

  /** Whether a typed code is right; it is used up by this. A code counts only after those that came before it. */
  async takeCode(tx: EntityManager, accountId: string, typed: string): Promise<boolean> {
    const stored = await this.stored(tx, accountId);
    const code = typed.normalize('NFKC').replace(/\s/g, '');
    if (!stored || !/^\d{6}$/.test(code)) return false;
    const step = stepOfCode(this.sealing.open(stored.sealed, accountId), code, this.clock.now());
    if (step === null) return false;
    const [, taken]: [unknown, number] = await tx.query(
      'UPDATE second_factor SET last_step = $2 WHERE account_id = $1 AND (last_step IS NULL OR last_step < $2)',
      [accountId, step],
    );
    return taken === 1;
  }

  /** The first right code turns the second factor on. Returns the recovery codes, to be shown once. */
  async confirm(tx: EntityManager, accountId: string): Promise<string[]> {
    await tx.query(
      'UPDATE second_factor SET confirmed_at = $2 WHERE account_id = $1 AND confirmed_at IS NULL',
      [accountId, this.clock.now()],
    );
    await this.record(tx, accountId, 'identity.set-up-second-factor');
    return this.recovery.issue(tx, accountId);
  }

  async renewRecoveryCodes(tx: EntityManager, accountId: string): Promise<string[]> {
    await this.record(tx, accountId, 'identity.renew-recovery-codes');
    return this.recovery.issue(tx, accountId);
  }

  /** True when there was one. Whoever waits at the door with a password starts again. */
  async remove(tx: EntityManager, accountId: string): Promise<boolean> {
    const [, removed]: [unknown, number] = await tx.query('DELETE FROM second_factor WHERE account_id = $1', [
      accountId,
    ]);
    await tx.query('DELETE FROM pending_sign_in WHERE account_id = $1', [accountId]);
    return removed === 1;
  }

  async removeOwn(tx: EntityManager, accountId: string): Promise<void> {
    await this.remove(tx, accountId);
    await this.record(tx, accountId, 'identity.remove-second-factor');
  }

  recoveryCodesLeft(accountId: string): Promise<number> {
    return this.recovery.left(this.db, accountId);
  }

  private record(tx: EntityManager, accountId: string, action: string): Promise<void> {
    return this.audit.record(tx, {
      actorId: accountId,
      action,
      subjectType: 'account',
      subjectId: accountId,
    });
  }

  private async stored(tx: EntityManager, accountId: string): Promise<Stored | null> {
    const [row]: Stored[] = await tx.query(
      'SELECT secret_cipher AS sealed, confirmed_at AS "confirmedAt" FROM second_factor WHERE account_id = $1',
      [accountId],
    );
    return row ?? null;
  }
}

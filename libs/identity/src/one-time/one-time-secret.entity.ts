import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DomainError } from '#platform/errors';

export type SecretPurpose = 'activation' | 'password-reset';

/** A link and a printed code that let their holder choose a password, once. Only hashes are kept. */
@Entity('one_time_secret')
export class OneTimeSecret {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'account_id' })
  accountId: string;

  @Column('text')
  purpose: SecretPurpose;

  @Column('bytea', { name: 'token_hash', unique: true })
  tokenHash: Buffer;

  @Column('bytea', { name: 'code_hash', nullable: true, unique: true })
  codeHash: Buffer | null;

  @Column('uuid', { name: 'issued_by', nullable: true })
  issuedBy: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt: Date | null;

  stateAt(now: Date): 'valid' | 'used' | 'expired' {
    if (this.usedAt) return 'used';
    return this.expiresAt > now ? 'valid' : 'expired';
  }

  use(now: Date): void {
    const state = this.stateAt(now);
    if (state !== 'valid') throw new DomainError(`identity.secret-${state}`, {}, 410);
    this.usedAt = now;
  }
}

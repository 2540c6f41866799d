import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import { DomainError } from '#platform/errors';
import type { Locale } from '#platform/i18n';

export type AccountStatus = 'pending' | 'active' | 'disabled';

/** The means of signing in. Who it belongs to is the person of the same id. */
@Entity('account')
export class Account {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { nullable: true, unique: true })
  username: string | null;

  @Column('text', { nullable: true, unique: true })
  phone: string | null;

  @Column('text', { nullable: true, unique: true })
  email: string | null;

  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash: string | null;

  @Column('text', { default: 'pending' })
  status: AccountStatus;

  @Column('text', { default: 'vi' })
  locale: Locale;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'last_sign_in_at', nullable: true })
  lastSignInAt: Date | null;

  /** A password chosen by its owner opens a waiting account; it never reopens a disabled one. */
  choosePassword(hash: string): void {
    if (this.status === 'disabled') throw new DomainError('identity.account-disabled', {}, 403);
    this.passwordHash = hash;
    this.status = 'active';
  }

  disable(): void {
    if (this.status === 'disabled') throw new DomainError('identity.already-disabled');
    this.status = 'disabled';
  }

  /** Back to what it was: waiting for activation when it never had a password. */
  enable(): void {
    if (this.status !== 'disabled') throw new DomainError('identity.not-disabled');
    this.status = this.passwordHash ? 'active' : 'pending';
  }
}

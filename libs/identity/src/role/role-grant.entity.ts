import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DomainError } from '#platform/errors';
import type { Role } from '#platform/http';

/** A role given to an account at a unit: it covers the unit and everything below. Kept after it is revoked. */
@Entity('role_grant')
export class RoleGrant {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'account_id' })
  accountId: string;

  @Column('text')
  role: Role;

  @Column('uuid', { name: 'unit_id' })
  unitId: string;

  @Column('uuid', { name: 'granted_by', nullable: true })
  grantedBy: string | null;

  @Column('timestamptz', { name: 'granted_at', default: () => 'now()' })
  grantedAt: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;

  revoke(at: Date): void {
    if (this.revokedAt) throw new DomainError('identity.role-already-revoked');
    this.revokedAt = at;
  }
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DomainError } from '#platform/errors';

/** What lasts from version to version: its address, its code and who looks after it. */
@Entity('course')
export class Course {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  slug: string;

  @Column('text')
  code: string;

  @Column('uuid', { name: 'owner_unit_id' })
  ownerUnitId: string;

  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt: Date | null;

  @Column('uuid', { name: 'archived_by', nullable: true })
  archivedBy: string | null;

  archive(at: Date, by: string): void {
    if (this.archivedAt) throw new DomainError('course.already-archived');
    this.archivedAt = at;
    this.archivedBy = by;
  }

  restore(): void {
    if (!this.archivedAt) throw new DomainError('course.not-archived');
    this.archivedAt = null;
    this.archivedBy = null;
  }
}

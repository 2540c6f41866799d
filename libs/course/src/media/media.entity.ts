import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file of a course. Its address always means the same bytes. */
@Entity('media')
export class Media {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'course_id' })
  courseId: string;

  @Column('text', { name: 'storage_key' })
  storageKey: string;

  /** What the sender called it; shown, never a path. */
  @Column('text')
  name: string;

  /** By content, never by name. */
  @Column('text')
  type: string;

  @Column('integer')
  bytes: number;

  @Column('bytea')
  sha256: Buffer;

  @Column('integer', { nullable: true })
  width: number | null;

  @Column('integer', { nullable: true })
  height: number | null;

  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}

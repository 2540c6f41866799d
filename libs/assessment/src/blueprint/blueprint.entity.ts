import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId } from '#platform/ids';
import type { BlueprintRow } from './blueprint.input.js';

/** What a form is made of: so many questions of each skill, level and difficulty. */
@Entity('blueprint')
export class Blueprint {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'bank_id' })
  bankId: string;

  @Column('text')
  title: string;

  @Column('jsonb')
  rows: BlueprintRow[];

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  static of(bankId: string, title: string, rows: BlueprintRow[], now: Date): Blueprint {
    return Object.assign(new Blueprint(), { id: newId(), bankId, title, rows, createdAt: now });
  }
}

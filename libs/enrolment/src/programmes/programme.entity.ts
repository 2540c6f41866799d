import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Closable } from '../classes/closable.js';
import type { TargetGroup } from '../classes/training-class.entity.js';

/** What a person edits of a programme. Days are `YYYY-MM-DD`. */
export interface ProgrammeDetails {
  code: string;
  title: string;
  year: number;
  goal: string | null;
  /** Null, both of them: the whole year. */
  startsOn: string | null;
  endsOn: string | null;
  /** How many are to complete. */
  targetPeople: number | null;
  /** Empty: everybody. */
  targetGroups: TargetGroup[];
}

/** A training programme of one year, owned by the unit that runs it. */
@Entity('programme')
export class Programme extends Closable implements ProgrammeDetails {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  title: string;

  @Column('integer')
  year: number;

  @Column('uuid', { name: 'owner_unit_id' })
  ownerUnitId: string;

  @Column('text', { nullable: true })
  goal: string | null;

  @Column('date', { name: 'starts_on', nullable: true })
  startsOn: string | null;

  @Column('date', { name: 'ends_on', nullable: true })
  endsOn: string | null;

  @Column('integer', { name: 'target_people', nullable: true })
  targetPeople: number | null;

  @Column('text', { name: 'target_groups', array: true, default: () => "'{}'" })
  targetGroups: TargetGroup[];

  change(details: ProgrammeDetails): void {
    Object.assign(this, details);
    this.revision += 1;
  }

  /** Both days of a class lie in the days of the programme, where it has any. */
  spans(startsOn: string, endsOn: string): boolean {
    return (!this.startsOn || startsOn >= this.startsOn) && (!this.endsOn || endsOn <= this.endsOn);
  }

  isFor(group: TargetGroup): boolean {
    return this.targetGroups.length === 0 || this.targetGroups.includes(group);
  }
}

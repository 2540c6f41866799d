import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DomainError } from '#platform/errors';

export type ClassForm = 'online' | 'in-person' | 'hybrid';
export type TargetGroup = 'official' | 'citizen' | 'student' | 'worker';
/** Where a class stands on a given day. */
export type ClassPhase = 'ahead' | 'open' | 'over';

/** One run of a course for a group of people. Days are calendar days in Viet Nam, written `YYYY-MM-DD`. */
@Entity('training_class')
export class TrainingClass {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'programme_id' })
  programmeId: string;

  @Column('text')
  code: string;

  @Column('text')
  title: string;

  @Column('uuid', { name: 'course_id' })
  courseId: string;

  @Column('text')
  form: ClassForm;

  @Column('text', { name: 'target_group' })
  targetGroup: TargetGroup;

  @Column('date', { name: 'starts_on' })
  startsOn: string;

  @Column('date', { name: 'ends_on' })
  endsOn: string;

  @Column('integer', { nullable: true })
  capacity: number | null;

  @Column('boolean', { name: 'self_enrolment', default: false })
  selfEnrolment: boolean;

  /** Both the first and the last day belong to the class. */
  phaseOn(day: string): ClassPhase {
    if (day < this.startsOn) return 'ahead';
    return day > this.endsOn ? 'over' : 'open';
  }

  /** Learning is recorded and examinations start only while the class is open. */
  assertOpen(day: string): void {
    const phase = this.phaseOn(day);
    if (phase === 'ahead') throw new DomainError('enrolment.class-ahead', { date: shown(this.startsOn) });
    if (phase === 'over') throw new DomainError('enrolment.class-over', { date: shown(this.endsOn) });
  }

  /** A list may name people before the first day; people enrol themselves only while the class is open. */
  assertAdmits(source: 'list' | 'self', day: string): void {
    if (source === 'self' && !this.selfEnrolment) throw new DomainError('enrolment.list-only', {}, 403);
    if (source === 'self') this.assertOpen(day);
    else if (this.phaseOn(day) === 'over')
      throw new DomainError('enrolment.class-over', { date: shown(this.endsOn) });
  }

  /** Places left when `taken` are taken; null when there is no limit. */
  placesLeft(taken: number): number | null {
    return this.capacity === null ? null : Math.max(0, this.capacity - taken);
  }

  assertRoomFor(added: number, taken: number): void {
    const left = this.placesLeft(taken);
    if (left !== null && added > left)
      throw new DomainError('enrolment.class-full', { capacity: this.capacity ?? 0, left });
  }
}

/** 2026-12-31 → 31/12/2026 */
const shown = (day: string): string => day.split('-').reverse().join('/');

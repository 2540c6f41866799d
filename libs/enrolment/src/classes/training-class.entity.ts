import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DomainError, type FieldError, InvalidInput } from '#platform/errors';
import { Closable } from './closable.js';

export type ClassForm = 'online' | 'in-person' | 'hybrid';
export type TargetGroup = 'official' | 'citizen' | 'student' | 'worker';
/** Where a class stands on a given day. */
export type ClassPhase = 'ahead' | 'open' | 'over';

export const CLASS_FORMS = ['online', 'in-person', 'hybrid'] as const satisfies ClassForm[];
export const TARGET_GROUPS = ['official', 'citizen', 'student', 'worker'] as const satisfies TargetGroup[];

/** What a person edits of a class. Days are `YYYY-MM-DD`. */
export interface ClassDetails {
  code: string;
  title: string;
  courseId: string;
  form: ClassForm;
  targetGroup: TargetGroup;
  startsOn: string;
  endsOn: string;
  capacity: number | null;
  selfEnrolment: boolean;
  hostUnitId: string | null;
  responsibleId: string | null;
}

/** One run of a course for a group of people. Days are calendar days in Viet Nam, written `YYYY-MM-DD`. */
@Entity('training_class')
export class TrainingClass extends Closable implements ClassDetails {
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

  /** Holds the class and runs it there; null: the unit of the programme alone. */
  @Column('uuid', { name: 'host_unit_id', nullable: true })
  hostUnitId: string | null;

  /** Account of the person to turn to. */
  @Column('uuid', { name: 'responsible_id', nullable: true })
  responsibleId: string | null;

  /**
   * What people already do in the class stays possible: their course, their places, and for those who have begun,
   * that the class is not ahead again. Throws {@link InvalidInput}. `today`: `YYYY-MM-DD`.
   */
  assertFits(
    details: ClassDetails,
    { enrolled, started }: { enrolled: number; started: number },
    today: string,
  ): void {
    const errors: FieldError[] = [];
    if (enrolled > 0 && details.courseId !== this.courseId)
      errors.push({ field: 'courseId', code: 'enrolment.course-in-use', params: { count: enrolled } });
    if (details.capacity !== null && details.capacity < enrolled)
      errors.push({ field: 'capacity', code: 'enrolment.capacity-too-small', params: { count: enrolled } });
    if (started > 0 && details.startsOn > today && details.startsOn !== this.startsOn)
      errors.push({ field: 'startsOn', code: 'enrolment.class-begun', params: { count: started } });
    if (errors.length > 0) throw new InvalidInput(errors);
  }

  change(details: ClassDetails): void {
    Object.assign(this, details);
    this.revision += 1;
  }

  /** Both the first and the last day belong to the class; one that was closed is over. */
  phaseOn(day: string): ClassPhase {
    if (this.closedOn) return 'over';
    if (day < this.startsOn) return 'ahead';
    return day > this.endsOn ? 'over' : 'open';
  }

  /** Learning is recorded and examinations start only while the class is open. */
  assertOpen(day: string): void {
    const phase = this.phaseOn(day);
    if (phase === 'ahead') throw new DomainError('enrolment.class-ahead', { date: shown(this.startsOn) });
    if (phase === 'over') throw this.over();
  }

  /** A list may name people before the first day; people enrol themselves only while the class is open. */
  assertAdmits(source: 'list' | 'self', day: string): void {
    if (source === 'self' && !this.selfEnrolment) throw new DomainError('enrolment.list-only', {}, 403);
    if (source === 'self') this.assertOpen(day);
    else if (this.phaseOn(day) === 'over') throw this.over();
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

  private over(): DomainError {
    const day = this.closedOn && this.closedOn < this.endsOn ? this.closedOn : this.endsOn;
    return new DomainError('enrolment.class-over', { date: shown(day) });
  }
}

/** 2026-12-31 → 31/12/2026 */
const shown = (day: string): string => day.split('-').reverse().join('/');

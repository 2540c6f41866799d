import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DomainError } from '#platform/errors';
import type { TargetGroup } from '../classes/training-class.entity.js';

export type EnrolmentSource = 'list' | 'self';
export type EnrolmentStatus = 'enrolled' | 'started' | 'completed' | 'withdrawn';

/** What grading says about the quizzes of an enrolment, by the grades that count now. */
export interface Scores {
  quizzesPassed: number;
  /** Result in the final examination, per ten thousand; null before the first grade. */
  bestScoreBp: number | null;
  /** When the last of the passed ones was passed. */
  passedAt: Date | null;
}

/**
 * One person in one class, with the version of the course they began. Lessons only grow, whatever arrives twice, late
 * or out of order; results are those of the grades that count, so that a regrade can also take a pass back.
 */
@Entity('enrolment')
export class Enrolment {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'class_id' })
  classId: string;

  @Column('uuid', { name: 'account_id' })
  accountId: string;

  @Column('uuid', { name: 'course_version_id' })
  courseVersionId: string;

  @Column('uuid', { name: 'unit_id', nullable: true })
  unitId: string | null;

  @Column('text', { name: 'target_group' })
  targetGroup: TargetGroup;

  @Column('text')
  source: EnrolmentSource;

  @Column('uuid', { name: 'import_id', nullable: true })
  importId: string | null;

  @Column('text', { default: 'enrolled' })
  status: EnrolmentStatus;

  @Column('timestamptz', { name: 'enrolled_at', default: () => 'now()' })
  enrolledAt: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt: Date | null;

  @Column('timestamptz', { name: 'passed_at', nullable: true })
  passedAt: Date | null;

  @Column('integer', { name: 'best_score_bp', nullable: true })
  bestScoreBp: number | null;

  @Column('integer', { name: 'lessons_done', default: 0 })
  lessonsDone: number;

  @Column('integer', { name: 'lessons_total' })
  lessonsTotal: number;

  @Column('integer', { name: 'quizzes_passed', default: 0 })
  quizzesPassed: number;

  @Column('integer', { name: 'quizzes_total', default: 1 })
  quizzesTotal: number;

  @Column('uuid', { name: 'last_lesson_key', nullable: true })
  lastLessonKey: string | null;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;

  /** True the first time; later it changes nothing. */
  start(at: Date): boolean {
    if (this.status === 'withdrawn') throw new DomainError('enrolment.withdrawn');
    if (this.startedAt) return false;
    this.status = 'started';
    this.startedAt = at;
    return true;
  }

  /** `done` is how many lessons have been completed so far, `key` the one the learner just finished. */
  completeLesson(key: string, done: number, at: Date): void {
    this.start(at);
    this.lessonsDone = Math.max(this.lessonsDone, Math.min(done, this.lessonsTotal));
    this.lastLessonKey = key;
  }

  /**
   * Takes the result that counts by the rules of its class, made from all grades as they are now: it may fall as well as
   * rise. `at`: when the last of them was graded. A completion that no longer holds
   * ends; whoever keeps the certificates decides about those.
   */
  score({ bestScoreBp, quizzesPassed, passedAt }: Scores, at: Date): void {
    this.start(at);
    this.bestScoreBp = bestScoreBp === null ? null : Math.min(bestScoreBp, 10_000);
    this.quizzesPassed = Math.min(quizzesPassed, this.quizzesTotal);
    const passed = this.quizzesTotal > 0 && this.quizzesPassed === this.quizzesTotal;
    this.passedAt = passed ? (passedAt ?? at) : null;
    if (this.status !== 'completed' || this.meetsCompletionRule) return;
    this.status = 'started';
    this.completedAt = null;
  }

  /** The completion rule: every lesson completed and every quiz passed. */
  get meetsCompletionRule(): boolean {
    const something = this.lessonsTotal + this.quizzesTotal > 0;
    return something && this.lessonsDone === this.lessonsTotal && this.quizzesPassed === this.quizzesTotal;
  }

  /** Marks the enrolment completed when the rule holds; true the one time it becomes so. */
  complete(at: Date): boolean {
    if (this.status === 'completed' || this.status === 'withdrawn' || !this.meetsCompletionRule) return false;
    this.start(at);
    this.status = 'completed';
    this.completedAt = at;
    return true;
  }

  /** Takes the person out again, which only works while they have not begun. */
  withdraw(at: Date): void {
    if (this.status === 'withdrawn') return;
    if (this.startedAt) throw new DomainError('enrolment.already-started');
    this.status = 'withdrawn';
    this.withdrawnAt = at;
  }

  /** Whole percent of lessons and quizzes together: 100 only when all is done. */
  get progressPercent(): number {
    const total = this.lessonsTotal + this.quizzesTotal;
    return total === 0 ? 0 : Math.floor((100 * (this.lessonsDone + this.quizzesPassed)) / total);
  }
}

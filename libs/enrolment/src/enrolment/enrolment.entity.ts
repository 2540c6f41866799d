import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DomainError } from '#platform/errors';
import type { TargetGroup } from '../classes/training-class.entity.js';

export type EnrolmentSource = 'list' | 'self';
export type EnrolmentStatus = 'enrolled' | 'started' | 'completed' | 'withdrawn';

/** What grading says about the quizzes of an enrolment at one moment. */
export interface Scores {
  quizzesPassed: number;
  /** Result in the final examination, per ten thousand; null before the first grade. */
  bestScoreBp: number | null;
}

/**
 * One person in one class, with the version of the course they began. Progress only grows: whatever arrives
 * twice, late or out of order, lessons and quizzes stay between 0 and their totals and never go back.
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
   * Takes the result that counts by the rules of its class, made from all grades so far: it may fall as well as
   * rise. What was passed stays passed. `at`: when the last of them was graded.
   */
  count({ scoreBp, passed }: { scoreBp: number; passed: boolean }, at: Date): void {
    this.start(at);
    this.score({ bestScoreBp: null, quizzesPassed: passed ? 1 : 0 }, at);
    this.bestScoreBp = scoreBp;
  }

  /** Takes what grading says; a better result stays when a worse one follows. `at`: when it was graded. */
  score(scores: Scores, at: Date): void {
    this.start(at);
    if (scores.bestScoreBp !== null)
      this.bestScoreBp = Math.max(this.bestScoreBp ?? 0, Math.min(scores.bestScoreBp, 10_000));
    this.quizzesPassed = Math.max(this.quizzesPassed, Math.min(scores.quizzesPassed, this.quizzesTotal));
    if (this.quizzesTotal > 0 && this.quizzesPassed === this.quizzesTotal) this.passedAt ??= at;
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

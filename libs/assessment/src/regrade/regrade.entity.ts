import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DomainError, Forbidden } from '#platform/errors';
import { newId } from '#platform/ids';
import type { RemedyKind } from '../grading/remedies.js';

export type RegradeStatus =
  | 'previewing'
  | 'proposed'
  | 'applying'
  | 'applied'
  | 'undoing'
  | 'undone'
  | 'discarded';

/** What the preview counted. People: learners with all their attempts at the quiz. */
export interface RegradePreview {
  /** Graded attempts that were given the question. */
  given: number;
  /** Of these, those whose mark changes, and which way. */
  changed: number;
  up: number;
  down: number;
  gains: number;
  loses: number;
}

export interface Proposal {
  quizId: string;
  questionVersionId: string;
  remedy: RemedyKind;
  keyVersionId: string | null;
  reason: string;
}

/** A remedy for one question version of a quiz: one person proposes it, another lets it take effect. */
@Entity('regrade')
export class Regrade {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'quiz_id' })
  quizId: string;

  @Column('uuid', { name: 'question_version_id' })
  questionVersionId: string;

  @Column('text')
  remedy: RemedyKind;

  @Column('uuid', { name: 'key_version_id', nullable: true })
  keyVersionId: string | null;

  @Column('text')
  reason: string;

  @Column('text')
  status: RegradeStatus;

  @Column('jsonb', { nullable: true })
  preview: RegradePreview | null;

  @Column('uuid', { name: 'task_id', nullable: true })
  taskId: string | null;

  @Column('uuid', { name: 'proposed_by' })
  proposedBy: string;

  @Column('timestamptz', { name: 'proposed_at' })
  proposedAt: Date;

  @Column('uuid', { name: 'applied_by', nullable: true })
  appliedBy: string | null;

  @Column('timestamptz', { name: 'applied_at', nullable: true })
  appliedAt: Date | null;

  @Column('uuid', { name: 'undone_by', nullable: true })
  undoneBy: string | null;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt: Date | null;

  static of(proposal: Proposal, by: string, now: Date): Regrade {
    return Object.assign(new Regrade(), proposal, {
      id: newId(),
      status: 'previewing',
      preview: null,
      taskId: null,
      proposedBy: by,
      proposedAt: now,
      ...{ appliedBy: null, appliedAt: null, undoneBy: null, undoneAt: null },
    });
  }

  /** From here on every grade of the quiz follows it. */
  apply(by: string, now: Date): void {
    if (this.status !== 'proposed') throw new DomainError('assessment.regrade-not-proposed');
    if (by === this.proposedBy) throw new Forbidden('assessment.regrade-second-person');
    this.status = 'applying';
    this.appliedBy = by;
    this.appliedAt = now;
  }

  /** From here on no grade of the quiz follows it; also when applying it stopped half-way. */
  undo(by: string, now: Date): void {
    if (this.status !== 'applied' && this.status !== 'applying')
      throw new DomainError('assessment.regrade-not-applied');
    this.status = 'undoing';
    this.undoneBy = by;
    this.undoneAt = now;
  }

  discard(): void {
    if (this.status !== 'proposed' && this.status !== 'previewing')
      throw new DomainError('assessment.regrade-not-proposed');
    this.status = 'discarded';
  }

  /** Looks again before anybody decides. */
  lookAgain(): void {
    if (this.status !== 'proposed' && this.status !== 'previewing')
      throw new DomainError('assessment.regrade-not-proposed');
    this.status = 'previewing';
  }
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DomainError } from '#platform/errors';
import { newId } from '#platform/ids';
import type { QuestionContent } from './question.input.js';
import { QuestionVersion } from './question-version.entity.js';

/** A question of a bank: it keeps its identity while its content moves on in versions. */
@Entity('question')
export class Question {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'bank_id' })
  bankId: string;

  @Column('text', { name: 'external_id' })
  externalId: string;

  @Column('text', { array: true })
  tags: string[];

  @Column('uuid', { name: 'folder_id', nullable: true })
  folderId: string | null;

  @Column('integer', { name: 'current_version' })
  currentVersion: number;

  /** The newest version that was reviewed: the one that quizzes frozen later draw. */
  @Column('integer', { name: 'reviewed_version', nullable: true })
  reviewedVersion: number | null;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  static of(bankId: string, externalId: string, tags: string[], now: Date): Question {
    return Object.assign(new Question(), {
      id: newId(),
      bankId,
      externalId,
      tags,
      folderId: null,
      currentVersion: 0,
      reviewedVersion: null,
      retiredAt: null,
      createdAt: now,
    });
  }

  /**
   * The next version; null when `content` says what the current version says already. It is reviewed as it is
   * saved, unless the bank wants somebody else to look at it.
   */
  revise(
    current: QuestionVersion | null,
    content: QuestionContent,
    saving: { now: Date; by: string | null; needsReview: boolean },
  ): QuestionVersion | null {
    if (current?.says(content)) return null;
    this.currentVersion += 1;
    if (!saving.needsReview) this.reviewedVersion = this.currentVersion;
    return QuestionVersion.of(this.id, this.currentVersion, content, saving);
  }

  /** New quizzes draw this version from now on, unless they draw a newer one already. */
  approve(version: number): void {
    this.reviewedVersion = Math.max(this.reviewedVersion ?? 0, version);
  }

  moveTo(folderId: string | null): boolean {
    if (this.folderId === folderId) return false;
    this.folderId = folderId;
    return true;
  }

  retag(tags: string[]): boolean {
    if (tags.join('\n') === this.tags.join('\n')) return false;
    this.tags = tags;
    return true;
  }

  /** Quizzes frozen later no longer draw it; those frozen before, and attempts, keep it. */
  retire(now: Date): void {
    if (this.retiredAt) throw new DomainError('assessment.already-retired');
    this.retiredAt = now;
  }

  restore(): void {
    if (!this.retiredAt) throw new DomainError('assessment.not-retired');
    this.retiredAt = null;
  }
}

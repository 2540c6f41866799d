import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DomainError } from '#platform/errors';
import { newId } from '#platform/ids';
import type { DrawRule, PoolPart } from '../attempt/draw.policy.js';
import type { Behaviour, FeedbackRelease, QuizSettings } from './quiz.input.js';

/** An examination, practice or survey: what is drawn, how long it lasts, what passes. Once frozen it never changes. */
@Entity('quiz')
export class Quiz {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'bank_id' })
  bankId: string;

  @Column('text')
  title: string;

  @Column('integer')
  minutes: number;

  @Column('integer', { name: 'attempts_allowed' })
  attemptsAllowed: number;

  @Column('integer', { name: 'pass_percent' })
  passPercent: number;

  /** Where the draw comes from, until it is frozen. */
  @Column('uuid', { name: 'blueprint_id', nullable: true })
  blueprintId: string | null;

  @Column('jsonb')
  draw: DrawRule[];

  @Column('jsonb', { nullable: true })
  pool: PoolPart[] | null;

  /** Question versions of which one at most is drawn. */
  @Column('jsonb', { nullable: true })
  enemies: string[][] | null;

  @Column('text', { name: 'feedback_release' })
  feedbackRelease: FeedbackRelease;

  @Column('text')
  behaviour: Behaviour;

  @Column('boolean', { name: 'try_again' })
  tryAgain: boolean;

  @Column('timestamptz', { name: 'frozen_at', nullable: true })
  frozenAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  static of(settings: QuizSettings, now: Date): Quiz {
    const blank = { id: newId(), pool: null, enemies: null, frozenAt: null, createdAt: now };
    return Object.assign(new Quiz(), blank, settings);
  }

  change(changes: Partial<QuizSettings>): void {
    if (this.frozenAt) throw new DomainError('assessment.quiz-frozen');
    Object.assign(this, changes);
  }

  /** A quiz of the same settings that may be changed again, for the next version of its course. */
  copy(now: Date): Quiz {
    const { bankId, title, minutes, attemptsAllowed, passPercent, blueprintId, draw } = this;
    const { feedbackRelease, behaviour, tryAgain } = this;
    return Quiz.of(
      {
        bankId,
        title,
        minutes,
        attemptsAllowed,
        passPercent,
        blueprintId,
        draw: draw.map((rule) => ({ ...rule })),
        feedbackRelease,
        behaviour,
        tryAgain,
      },
      now,
    );
  }

  /** Fixes what may be drawn. */
  freeze(pool: PoolPart[], enemies: string[][], now: Date): void {
    if (this.frozenAt) throw new DomainError('assessment.quiz-frozen');
    this.pool = pool;
    this.enemies = enemies;
    this.frozenAt = now;
  }
}

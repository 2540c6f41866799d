import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DomainError, InvalidInput } from '#platform/errors';
import { newId } from '#platform/ids';
import type { DrawRule, PoolPart } from '../attempt/draw.policy.js';
import {
  type Behaviour,
  type FeedbackRelease,
  MOST_QUESTIONS,
  type Navigation,
  type QuizSection,
  type QuizSettings,
} from './quiz.input.js';

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

  /** Empty: the quiz is one piece. */
  @Column('jsonb')
  sections: QuizSection[];

  @Column('text')
  navigation: Navigation;

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
    check(settings);
    return Object.assign(new Quiz(), blank, settings);
  }

  /**
   * Throws InvalidInput: at `minutes` when the sections would take longer than the quiz, at `minutes` or `behaviour`,
   * whichever changes, when a survey would time its sections, at `draw` when there are too many questions.
   */
  change(changes: Partial<QuizSettings>): void {
    if (this.frozenAt) throw new DomainError('assessment.quiz-frozen');
    check({ ...this, ...changes }, changes.sections ? 'minutes' : 'behaviour');
    Object.assign(this, changes);
  }

  /** A quiz of the same settings that may be changed again, for the next version of its course. */
  copy(now: Date): Quiz {
    const { bankId, title, minutes, attemptsAllowed, passPercent, blueprintId, draw } = this;
    const { feedbackRelease, behaviour, tryAgain, sections, navigation } = this;
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
        sections: sections.map((section) => ({ ...section })),
        navigation,
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

type Checked = Pick<QuizSettings, 'minutes' | 'sections' | 'behaviour' | 'draw'>;

function check({ minutes, sections, behaviour, draw }: Checked, surveyAt = 'minutes'): void {
  const together = sections.reduce((sum, section) => sum + (section.minutes ?? 0), 0);
  if (together > minutes)
    throw new InvalidInput([
      { field: 'minutes', code: 'assessment.sections-too-long', params: { sections: together, minutes } },
    ]);
  if (together > 0 && behaviour === 'survey')
    throw new InvalidInput([{ field: surveyAt, code: 'assessment.survey-untimed' }]);
  if (draw.reduce((sum, { count }) => sum + count, 0) > MOST_QUESTIONS)
    throw new InvalidInput([{ field: 'draw', code: 'assessment.draw-too-long' }]);
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A collection of questions from which quizzes draw. */
@Entity('question_bank')
export class QuestionBank {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  title: string;

  /** Whether what somebody wrote waits for somebody else's approval before new quizzes draw it. */
  @Column('boolean', { name: 'needs_review' })
  needsReview: boolean;
}

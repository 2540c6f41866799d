import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId } from '#platform/ids';
import type { QuestionContent } from './question.input.js';

export const VERSION_STATUSES = ['draft', 'in-review', 'reviewed'] as const;
export type VersionStatus = (typeof VERSION_STATUSES)[number];

/** What a question said at one time. Its content never changes: attempts refer to it. */
@Entity('question_version')
export class QuestionVersion {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'question_id' })
  questionId: string;

  @Column('integer')
  version: number;

  @Column('text')
  type: string;

  @Column('text')
  stem: string;

  /** What its type asks, with the key. */
  @Column('jsonb')
  body: object;

  @Column('text', { nullable: true })
  explanation: string | null;

  @Column('text', { name: 'component_code', nullable: true })
  componentCode: string | null;

  @Column('integer', { nullable: true })
  level: number | null;

  @Column('integer')
  difficulty: number;

  @Column('text', { name: 'lesson_slug', nullable: true })
  lessonSlug: string | null;

  @Column('text')
  status: VersionStatus;

  /** Who wrote it; null when it came in a file. */
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** What it says as the search knows it; the database keeps it. */
  @Column({ type: 'text', select: false, insert: false, update: false })
  words: string;

  static of(
    questionId: string,
    version: number,
    content: QuestionContent,
    saving: { now: Date; by: string | null; needsReview: boolean },
  ): QuestionVersion {
    const status: VersionStatus = saving.needsReview ? 'draft' : 'reviewed';
    return Object.assign(
      new QuestionVersion(),
      { id: newId(), questionId, version, status, createdBy: saving.by, createdAt: saving.now },
      content,
    );
  }

  /** Whether this version has exactly this content. */
  says(content: QuestionContent): boolean {
    return fingerprint(this) === fingerprint(content);
  }
}

const fingerprint = (content: QuestionContent): string =>
  JSON.stringify([
    content.type,
    content.stem,
    sorted(content.body),
    content.explanation,
    content.componentCode,
    content.level,
    content.difficulty,
    content.lessonSlug,
  ]);

/** The database keeps the keys of an object in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, each]) => [key, sorted(each)]);
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId } from '#platform/ids';
import { Block, type BlockContent } from './block.entity.js';
import type { Skill, Source } from './course-facts.js';
import { type Direction, indexOf, moveOne, removeOne, renumber } from './order.js';

export interface LessonDetails {
  title: string;
  summary: string;
  minutes: number;
  skills: Skill[];
  sources: Source[];
}

/** `quiz` is the examination, `activity` practice or a survey; both hold a quiz of assessment. */
export type LessonKind = 'lesson' | 'quiz' | 'activity';

/** A lesson, or a quiz placed among the lessons. */
@Entity('lesson')
export class Lesson {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'version_id' })
  versionId: string;

  @Column('uuid', { name: 'section_id' })
  sectionId: string;

  @Column('integer')
  position: number;

  /** The same lesson in every version of its course: progress hangs on it. */
  @Column('uuid', { name: 'lesson_key' })
  key: string;

  @Column('text')
  kind: LessonKind;

  @Column('text')
  slug: string;

  @Column('text')
  title: string;

  @Column('text')
  summary: string;

  @Column('integer')
  minutes: number;

  @Column('jsonb')
  skills: Skill[];

  @Column('jsonb')
  sources: Source[];

  @Column('uuid', { name: 'quiz_id', nullable: true })
  quizId: string | null;

  /** Counts the saves of the lesson page, so that a save made from an older page is noticed. */
  @Column('integer')
  revision: number;

  @Column('timestamptz', { name: 'edited_at' })
  editedAt: Date;

  @Column('uuid', { name: 'edited_by', nullable: true })
  editedBy: string | null;

  blocks: Block[];

  static of(
    given: Pick<Lesson, 'versionId' | 'sectionId' | 'slug'> & LessonDetails & Partial<Lesson>,
  ): Lesson {
    const fresh = {
      id: newId(),
      position: 0,
      kind: 'lesson',
      quizId: null,
      revision: 0,
      editedAt: new Date(),
    };
    return Object.assign(new Lesson(), { key: newId(), editedBy: null, blocks: [] }, fresh, given);
  }

  edit(details: Partial<LessonDetails>, at: Date, by: string): void {
    Object.assign(this, details);
    this.revision += 1;
    this.editedAt = at;
    this.editedBy = by;
  }

  block(id: string): Block {
    return this.blocks[indexOf(this.blocks, id)] as Block;
  }

  addBlock(content: BlockContent): Block {
    const block = Block.of(this.id, content);
    this.blocks.push(block);
    renumber(this.blocks);
    return block;
  }

  moveBlock(id: string, direction: Direction): void {
    moveOne(this.blocks, id, direction);
  }

  removeBlock(id: string): void {
    removeOne(this.blocks, id);
  }

  /** Whoever saves says which state they saw; false when somebody else saved in between. */
  isAsSeen(revision: number): boolean {
    return this.revision === revision;
  }
}

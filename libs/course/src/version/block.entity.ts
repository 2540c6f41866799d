import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId } from '#platform/ids';

export const BLOCK_KINDS = ['text', 'picture', 'video', 'file'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** What a block holds, apart from its place. `html` has been sanitised by whoever hands it over. */
export interface BlockContent {
  kind: BlockKind;
  html?: string;
  mediaId?: string | null;
  url?: string | null;
  alt?: string;
  caption?: string;
}

/** One piece of a lesson: rich text, a picture, a video (a file of ours or a link), or a PDF. */
@Entity('block')
export class Block {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'lesson_id' })
  lessonId: string;

  @Column('integer')
  position: number;

  @Column('text')
  kind: BlockKind;

  /** Of a text block: sanitised before it gets here, and again when it is shown. */
  @Column('text')
  html: string;

  @Column('uuid', { name: 'media_id', nullable: true })
  mediaId: string | null;

  @Column('text', { nullable: true })
  url: string | null;

  /** What a picture shows, in words; the title of a video or a file. */
  @Column('text')
  alt: string;

  @Column('text')
  caption: string;

  static of(lessonId: string, content: BlockContent): Block {
    const empty = { html: '', mediaId: null, url: null, alt: '', caption: '' };
    return Object.assign(new Block(), { id: newId(), lessonId, position: 0, ...empty, ...content });
  }
}

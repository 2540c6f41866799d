import { Column, Entity, PrimaryColumn } from 'typeorm';
import { newId } from '#platform/ids';
import type { Lesson } from './lesson.entity.js';

@Entity('section')
export class Section {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'version_id' })
  versionId: string;

  @Column('integer')
  position: number;

  @Column('text')
  title: string;

  @Column('text')
  summary: string;

  lessons: Lesson[];

  static of(versionId: string, title: string, summary: string): Section {
    return Object.assign(new Section(), { id: newId(), versionId, position: 0, title, summary, lessons: [] });
  }
}

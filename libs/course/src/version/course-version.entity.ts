import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DomainError, NotFound } from '#platform/errors';
import { newId } from '#platform/ids';
import type { Audience, CourseDetails, Skill, Source } from './course-facts.js';
import { Lesson, type LessonDetails } from './lesson.entity.js';
import { type Direction, indexOf, moveOne, removeOne, renumber } from './order.js';
import { gapsOf, type PublishingGap } from './publishing.policy.js';
import { Section } from './section.entity.js';
import { freeSlug } from './slug.js';

export type VersionStatus = 'draft' | 'published' | 'superseded';

/** A course as it is at one moment. Only a draft changes; what learners started never does. */
@Entity('course_version')
export class CourseVersion implements CourseDetails {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'course_id' })
  courseId: string;

  @Column('integer')
  number: number;

  @Column('text')
  status: VersionStatus;

  @Column('text')
  title: string;

  @Column('text')
  summary: string;

  @Column('text', { array: true })
  audience: Audience[];

  @Column('integer')
  tiet: number;

  @Column('jsonb')
  outcomes: string[];

  @Column('jsonb')
  skills: Skill[];

  @Column('jsonb')
  sources: Source[];

  @Column('uuid', { name: 'cover_media_id', nullable: true })
  coverMediaId: string | null;

  @Column('integer')
  revision: number;

  @Column('timestamptz', { name: 'edited_at' })
  editedAt: Date;

  @Column('uuid', { name: 'edited_by', nullable: true })
  editedBy: string | null;

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt: Date | null;

  @Column('uuid', { name: 'published_by', nullable: true })
  publishedBy: string | null;

  @Column('text', { name: 'change_note' })
  changeNote: string;

  @Column('bytea', { name: 'seed_sha256', nullable: true })
  seedSha256: Buffer | null;

  sections: Section[];

  /** An empty draft. */
  static draft(courseId: string, number: number, details: CourseDetails): CourseVersion {
    const state = {
      id: newId(),
      courseId,
      number,
      status: 'draft',
      coverMediaId: null,
      revision: 0,
      sections: [],
    };
    const history = { editedAt: new Date(), editedBy: null, publishedAt: null, publishedBy: null };
    return Object.assign(new CourseVersion(), state, history, { changeNote: '', seedSha256: null }, details);
  }

  get lessons(): Lesson[] {
    return this.sections.flatMap((section) => section.lessons);
  }

  requireDraft(): void {
    if (this.status !== 'draft') throw new DomainError('course.version-published');
  }

  edit(details: Partial<CourseDetails>): void {
    this.requireDraft();
    Object.assign(this, details);
    this.revision += 1;
  }

  /** False when somebody else saved the details after the page with this revision was shown. */
  isAsSeen(revision: number): boolean {
    return this.revision === revision;
  }

  section(id: string): Section {
    return this.sections[indexOf(this.sections, id)] as Section;
  }

  lesson(id: string): Lesson {
    const found = this.lessons.find((lesson) => lesson.id === id);
    if (!found) throw new NotFound();
    return found;
  }

  addSection(title: string, summary = ''): Section {
    this.requireDraft();
    const section = Section.of(this.id, title, summary);
    this.sections.push(section);
    renumber(this.sections);
    return section;
  }

  editSection(id: string, title: string, summary: string): void {
    this.requireDraft();
    Object.assign(this.section(id), { title, summary });
  }

  moveSection(id: string, direction: Direction): void {
    this.requireDraft();
    moveOne(this.sections, id, direction);
  }

  removeSection(id: string): void {
    this.requireDraft();
    removeOne(this.sections, id);
  }

  /** At the end of a section; its address is made of its title unless one is given. */
  addLesson(sectionId: string, details: LessonDetails, given: Partial<Lesson> = {}): Lesson {
    this.requireDraft();
    const section = this.section(sectionId);
    const slug = freeSlug(given.slug ?? details.title, new Set(this.lessons.map((lesson) => lesson.slug)));
    const lesson = Lesson.of({ ...details, ...given, versionId: this.id, sectionId, slug });
    section.lessons.push(lesson);
    renumber(section.lessons);
    return lesson;
  }

  /** By one place; beyond the end of its section it goes on into the neighbouring one. */
  moveLesson(id: string, direction: Direction): void {
    this.requireDraft();
    const from = this.section(this.lesson(id).sectionId);
    const at = indexOf(from.lessons, id);
    const atEnd = direction === 'up' ? at === 0 : at === from.lessons.length - 1;
    const neighbour = this.sections[indexOf(this.sections, from.id) + (direction === 'up' ? -1 : 1)];
    if (!atEnd) moveOne(from.lessons, id, direction);
    else if (neighbour) {
      const [lesson] = from.lessons.splice(at, 1) as [Lesson];
      lesson.sectionId = neighbour.id;
      neighbour.lessons.splice(direction === 'up' ? neighbour.lessons.length : 0, 0, lesson);
      renumber(from.lessons);
      renumber(neighbour.lessons);
    }
  }

  removeLesson(id: string): void {
    this.requireDraft();
    removeOne(this.section(this.lesson(id).sectionId).lessons, id);
  }

  /** What still keeps it from being published; empty when nothing does. */
  gaps(): PublishingGap[] {
    return gapsOf(this);
  }

  publish(at: Date, by: string | null, note = ''): void {
    this.requireDraft();
    if (this.gaps().length > 0) throw new DomainError('course.not-ready');
    this.status = 'published';
    this.publishedAt = at;
    this.publishedBy = by;
    this.changeNote = note;
  }

  /** A newer version takes its place in the catalogue; whoever started this one keeps it. */
  supersede(): void {
    if (this.status !== 'published') throw new DomainError('course.version-not-published');
    this.status = 'superseded';
  }
}

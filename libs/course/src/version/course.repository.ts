import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { NotFound } from '#platform/errors';
import { Block } from './block.entity.js';
import { Course } from './course.entity.js';
import { CourseVersion } from './course-version.entity.js';
import { Lesson } from './lesson.entity.js';
import { Section } from './section.entity.js';

/** Loads and saves a version whole: a course has some dozens of rows, and they are decided on together. */
@Injectable()
export class CourseRepository {
  /** The course, locked until the transaction ends: two authors change it one after the other. */
  async lock(tx: EntityManager, courseId: string): Promise<Course> {
    const course = await tx.findOne(Course, { where: { id: courseId }, lock: { mode: 'pessimistic_write' } });
    if (!course) throw new NotFound();
    return course;
  }

  async version(tx: EntityManager, versionId: string): Promise<CourseVersion | null> {
    const version = await tx.findOneBy(CourseVersion, { id: versionId });
    return version && this.filled(tx, version);
  }

  async draft(tx: EntityManager, courseId: string): Promise<CourseVersion | null> {
    const version = await tx.findOneBy(CourseVersion, { courseId, status: 'draft' });
    return version && this.filled(tx, version);
  }

  async published(tx: EntityManager, courseId: string): Promise<CourseVersion | null> {
    const version = await tx.findOneBy(CourseVersion, { courseId, status: 'published' });
    return version && this.filled(tx, version);
  }

  async nextNumber(tx: EntityManager, courseId: string): Promise<number> {
    const last = await tx.findOne(CourseVersion, { where: { courseId }, order: { number: 'DESC' } });
    return (last?.number ?? 0) + 1;
  }

  /**
   * Writes a draft with all its parts; parts that are no longer in it are deleted. The order matters: a lesson
   * leaves its section before the section goes.
   */
  async save(tx: EntityManager, version: CourseVersion): Promise<void> {
    const { id, sections, lessons } = version;
    const blocks = lessons.flatMap((lesson) => lesson.blocks);
    await tx.save(CourseVersion, version);
    await tx.save(Section, sections);
    await tx.query(DELETE_OTHER_BLOCKS, [id, idsOf(blocks)]);
    await tx.query('DELETE FROM lesson WHERE version_id = $1 AND id <> ALL ($2::uuid[])', [
      id,
      idsOf(lessons),
    ]);
    await tx.save(Lesson, lessons);
    await tx.query('DELETE FROM section WHERE version_id = $1 AND id <> ALL ($2::uuid[])', [
      id,
      idsOf(sections),
    ]);
    await tx.save(Block, blocks);
  }

  /** Writes only the version's own row: after publishing its parts may not be touched. */
  async saveStatus(tx: EntityManager, version: CourseVersion): Promise<void> {
    await tx.save(CourseVersion, version);
  }

  async discard(tx: EntityManager, version: CourseVersion): Promise<void> {
    version.requireDraft();
    await tx.delete(CourseVersion, { id: version.id });
  }

  private async filled(tx: EntityManager, version: CourseVersion): Promise<CourseVersion> {
    const order = { position: 'ASC' } as const;
    version.sections = await tx.find(Section, { where: { versionId: version.id }, order });
    const lessons = await tx.find(Lesson, { where: { versionId: version.id }, order });
    const ids = lessons.map((lesson) => lesson.id);
    const blocks = await tx.find(Block, { where: { lessonId: In(ids) }, order });
    for (const lesson of lessons) lesson.blocks = blocks.filter((block) => block.lessonId === lesson.id);
    for (const section of version.sections)
      section.lessons = lessons.filter((lesson) => lesson.sectionId === section.id);
    return version;
  }
}

const DELETE_OTHER_BLOCKS = `DELETE FROM block b USING lesson l
  WHERE b.lesson_id = l.id AND l.version_id = $1 AND b.id <> ALL ($2::uuid[])`;

const idsOf = (items: { id: string }[]): string[] => items.map((item) => item.id);

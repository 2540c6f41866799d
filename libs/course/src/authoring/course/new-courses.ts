import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { InvalidInput } from '#platform/errors';
import type { Actor } from '#platform/http';
import { newId } from '#platform/ids';
import { Course } from '../../version/course.entity.js';
import { CourseRepository } from '../../version/course.repository.js';
import type { Audience } from '../../version/course-facts.js';
import { CourseVersion } from '../../version/course-version.entity.js';
import { freeSlug, slugOf } from '../../version/slug.js';
import { AuthorScope } from '../draft/author-scope.js';

export interface NewCourse {
  title: string;
  code: string;
  ownerUnitId: string;
  audience: Audience[];
  tiet: number;
}

/** Begins a course: its lasting part and an empty draft. */
@Injectable()
export class NewCourses {
  constructor(
    private readonly db: DataSource,
    private readonly scope: AuthorScope,
    private readonly repository: CourseRepository,
    private readonly clock: Clock,
  ) {}

  /** Its id. Throws InvalidInput when the code is taken or the unit is not one of the author's. */
  async create(actor: Actor, given: NewCourse): Promise<string> {
    const units = await this.scope.units(actor);
    if (!units.some((unit) => unit.id === given.ownerUnitId))
      throw new InvalidInput([{ field: 'ownerUnitId', code: 'course.unit-unknown' }]);
    return inTransaction(this.db, (tx) => this.insert(tx, actor, given));
  }

  private async insert(
    tx: EntityManager,
    actor: Actor,
    { title, code, ...given }: NewCourse,
  ): Promise<string> {
    // One new course at a time: the address and the code found free stay free until the commit.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('course.create'))`);
    if (await tx.existsBy(Course, { code }))
      throw new InvalidInput([{ field: 'code', code: 'course.code-taken', params: { code } }]);
    const taken: { slug: string }[] = await tx.query(`SELECT slug FROM course WHERE slug LIKE $1 || '%'`, [
      slugOf(title),
    ]);
    const course = Object.assign(new Course(), {
      id: newId(),
      slug: freeSlug(title, new Set(taken.map((row) => row.slug))),
      code,
      ownerUnitId: given.ownerUnitId,
      createdBy: actor.accountId,
      createdAt: this.clock.now(),
      archivedAt: null,
      archivedBy: null,
    });
    await tx.save(Course, course);
    const empty = { summary: '', outcomes: [], skills: [], sources: [] };
    const draft = CourseVersion.draft(course.id, 1, {
      ...empty,
      title,
      audience: given.audience,
      tiet: given.tiet,
    });
    draft.editedBy = actor.accountId;
    draft.editedAt = this.clock.now();
    await this.repository.save(tx, draft);
    return course.id;
  }
}

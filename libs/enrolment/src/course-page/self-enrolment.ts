import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CourseReader } from '#course';
import { inTransaction } from '#platform/database';
import { NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import { Classes } from '../classes/classes.js';
import { type Enrolled, Enrolments } from '../enrolment/enrolments.js';

/** A person joins a class of a course by themselves. */
@Injectable()
export class SelfEnrolment {
  constructor(
    private readonly db: DataSource,
    private readonly courses: CourseReader,
    private readonly classes: Classes,
    private readonly enrolments: Enrolments,
  ) {}

  /** Throws NotFound when the class is not one of this course, else what {@link Enrolments.enrol} refuses. */
  async enrol(accountId: string, slug: string, classId: string): Promise<Enrolled> {
    const facts = await this.courses.publishedBySlug(slug);
    if (!facts || !isUuid(classId)) throw new NotFound();
    return inTransaction(this.db, async (tx) => {
      const training = await this.classes.get(classId, tx);
      if (training.courseId !== facts.courseId) throw new NotFound();
      return this.enrolments.enrol(tx, { classId, accountId, source: 'self' });
    });
  }
}

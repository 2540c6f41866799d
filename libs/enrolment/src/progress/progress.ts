import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '#platform/database';
import { NotFound } from '#platform/errors';
import { Classes } from '../classes/classes.js';
import type { Enrolment } from '../enrolment/enrolment.entity.js';
import { EnrolmentChanges } from '../enrolment/enrolment-changes.js';
import { CourseSheets } from '../learning/course-sheets.js';
import { MyEnrolments } from '../learning/my-enrolments.js';

/** What a learner does: begins, and finishes lessons. Only in their own enrolment, only while the class is open. */
@Injectable()
export class Progress {
  constructor(
    private readonly db: DataSource,
    private readonly classes: Classes,
    private readonly mine: MyEnrolments,
    private readonly sheets: CourseSheets,
    private readonly changes: EnrolmentChanges,
  ) {}

  /** Safe to repeat: the first time counts. */
  async begin(accountId: string, enrolmentId: string): Promise<void> {
    const { classId } = await this.mine.get(accountId, enrolmentId);
    await inTransaction(this.db, async (tx) => {
      const at = await this.openNow(tx, classId);
      await this.changes.apply(tx, [enrolmentId], (enrolment) => enrolment.start(at));
    });
  }

  /** Safe to repeat. Returns whether everything is done now. Throws NotFound for a lesson that is not in the version. */
  async completeLesson(accountId: string, enrolmentId: string, slug: string): Promise<Enrolment> {
    const { classId, versionId } = await this.mine.get(accountId, enrolmentId);
    const { lessons } = await this.sheets.get(versionId);
    const lesson = lessons.find((each) => each.slug === slug);
    if (!lesson) throw new NotFound();
    return inTransaction(this.db, async (tx) => {
      const at = await this.openNow(tx, classId);
      // The enrolment first: whoever finishes two lessons at once is counted one after the other.
      await tx.query('SELECT 1 FROM enrolment WHERE id = $1 FOR UPDATE', [enrolmentId]);
      await tx.query(
        `INSERT INTO lesson_progress (enrolment_id, lesson_key, completed_at) VALUES ($1, $2, now())
         ON CONFLICT (enrolment_id, lesson_key)
         DO UPDATE SET completed_at = coalesce(lesson_progress.completed_at, excluded.completed_at)`,
        [enrolmentId, lesson.key],
      );
      const [row] = (await tx.query(
        `SELECT count(*)::int AS done FROM lesson_progress
         WHERE enrolment_id = $1 AND completed_at IS NOT NULL AND lesson_key = ANY($2::uuid[])`,
        [enrolmentId, lessons.map((each) => each.key)],
      )) as { done: number }[];
      const { changed } = await this.changes.apply(tx, [enrolmentId], (enrolment) => {
        enrolment.completeLesson(lesson.key, row!.done, at);
        enrolment.complete(at);
      });
      return changed[0]!;
    });
  }

  private async openNow(tx: EntityManager, classId: string): Promise<Date> {
    const training = await this.classes.get(classId, tx);
    training.assertOpen(await this.classes.today(tx));
    const [row] = (await tx.query('SELECT now() AS at')) as { at: Date }[];
    return row!.at;
  }
}

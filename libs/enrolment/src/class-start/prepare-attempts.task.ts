import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PreparedAttempts } from '#assessment';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { CourseSheets } from '../learning/course-sheets.js';
import { PREPARE_ATTEMPTS } from './preparations.js';
import { CONFIRMED } from './start-sql.js';

const BATCH = 500;

interface Checkpoint {
  /** The last enrolment of the batches that are done. */
  after?: string;
  seen?: number;
  prepared?: number;
}

/** Draws the forms of a class, a batch a statement; run again it draws for those who still lack one. */
@Injectable()
@RunsTask(PREPARE_ATTEMPTS)
export class PrepareAttempts implements TaskRunner {
  constructor(
    private readonly db: DataSource,
    private readonly sheets: CourseSheets,
    private readonly forms: PreparedAttempts,
  ) {}

  async run({ task, progress }: TaskRun): Promise<TaskResult> {
    const { classId } = task.params as { classId: string };
    let { after, seen = 0, prepared = 0 } = (task.checkpoint ?? {}) as Checkpoint;
    const [{ total }] = (await this.db.query(
      `SELECT count(*)::int AS total FROM enrolment e WHERE e.class_id = $1 AND ${CONFIRMED}`,
      [classId],
    )) as [{ total: number }];
    for (;;) {
      const batch: { id: string; versionId: string }[] = await this.db.query(
        `SELECT e.id, e.course_version_id AS "versionId" FROM enrolment e
          WHERE e.class_id = $1 AND ${CONFIRMED} AND ($2::uuid IS NULL OR e.id > $2) ORDER BY e.id LIMIT ${BATCH}`,
        [classId, after],
      );
      if (batch.length === 0) break;
      prepared += await this.prepare(batch);
      seen += batch.length;
      after = batch.at(-1)!.id;
      await progress(seen, Math.max(total, seen), { after, seen, prepared });
    }
    return { href: `/classes/${classId}/start`, counts: { prepared } };
  }

  private async prepare(batch: { id: string; versionId: string }[]): Promise<number> {
    const sitters: { enrolmentId: string; quizId: string }[] = [];
    for (const { id, versionId } of batch) {
      const { exam } = await this.sheets.get(versionId);
      if (exam) sitters.push({ enrolmentId: id, quizId: exam.quiz.id });
    }
    return this.forms.prepare(sitters);
  }
}

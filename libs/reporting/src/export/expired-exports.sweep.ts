import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Sweep, Sweeps } from '#platform/jobs';
import { STORAGE, type Storage } from '#platform/storage';
import { EXAM_EXPORT_TASK } from '../exams/exam-export.task.js';
import { EXPORT_TASK } from './export.task.js';

const DAYS_KEPT = 7;

/** Lists of people are not left lying about: a week after it was made, an export can only be made again. */
@Injectable()
@Sweeps('reporting.expired-exports')
export class ExpiredExports implements Sweep {
  constructor(
    private readonly db: DataSource,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  async sweep(): Promise<number> {
    const expired: { id: string; key: string }[] = await this.db.query(
      `SELECT id, result -> 'file' ->> 'key' AS key FROM task
       WHERE kind = ANY($1::text[]) AND finished_at < now() - make_interval(days => $2) AND result -> 'file' IS NOT NULL LIMIT 500`,
      [[EXPORT_TASK, EXAM_EXPORT_TASK], DAYS_KEPT],
    );
    for (const { key } of expired) await this.storage.remove(key);
    await this.db.query(`UPDATE task SET result = result - 'file' WHERE id = ANY($1::uuid[])`, [
      expired.map(({ id }) => id),
    ]);
    return expired.length;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Sweep, Sweeps } from '#platform/jobs';
import { STORAGE, type Storage } from '#platform/storage';
import { MAKE_LIST } from './make-list.task.js';

const DAYS_KEPT = 1;

/** Lists of citizen numbers are not left lying about: a day after it was made, one can only be made again. */
@Injectable()
@Sweeps('recognition.expired-lists')
export class ExpiredLists implements Sweep {
  constructor(
    private readonly db: DataSource,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  async sweep(): Promise<number> {
    const expired: { id: string; key: string }[] = await this.db.query(
      `SELECT id, result -> 'file' ->> 'key' AS key FROM task
       WHERE kind = $1 AND finished_at < now() - make_interval(days => $2) AND result -> 'file' IS NOT NULL LIMIT 100`,
      [MAKE_LIST, DAYS_KEPT],
    );
    for (const { key } of expired) await this.storage.remove(key);
    await this.db.query(`UPDATE task SET result = result - 'file' WHERE id = ANY($1::uuid[])`, [
      expired.map(({ id }) => id),
    ]);
    return expired.length;
  }
}

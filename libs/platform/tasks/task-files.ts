import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { STORAGE, type Storage } from '#platform/storage';

const AT_ONCE = 500;

/** Files that tasks made for those who asked for them. */
@Injectable()
export class TaskFiles {
  constructor(
    private readonly db: DataSource,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** Removes files of tasks of these kinds that ended so many days ago, up to 500; returns how many. */
  async expire(kinds: string[], days: number): Promise<number> {
    const expired: { id: string; key: string }[] = await this.db.query(
      `SELECT id, result -> 'file' ->> 'key' AS key FROM task
        WHERE kind = ANY($1::text[]) AND finished_at < now() - make_interval(days => $2)
          AND result -> 'file' IS NOT NULL LIMIT ${AT_ONCE}`,
      [kinds, days],
    );
    for (const { key } of expired) await this.storage.remove(key);
    await this.db.query(`UPDATE task SET result = result - 'file' WHERE id = ANY($1::uuid[])`, [
      expired.map(({ id }) => id),
    ]);
    return expired.length;
  }
}

import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, localDay } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { STORAGE, type Storage } from '#platform/storage';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { Deciders } from '../decision/deciders.js';
import { type Handover, Handovers } from './handovers.js';
import { LIST_WRITERS } from './list-format.js';
import { ListSource, type SourceRow } from './list-source.js';

export const MAKE_LIST = 'recognition.make-list';
const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json' } as const;

/** Writes the list; run again after a crash it begins anew, for nothing of it was given to anybody. */
@RunsTask(MAKE_LIST)
@Injectable()
export class MakeListTask implements TaskRunner {
  constructor(
    private readonly db: DataSource,
    private readonly source: ListSource,
    private readonly handovers: Handovers,
    private readonly deciders: Deciders,
    private readonly clock: Clock,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  async run(run: TaskRun): Promise<TaskResult> {
    const { handoverId } = run.task.params as { handoverId: string };
    // What they may see now, not when they asked.
    const scope = await this.deciders.scopeOf(run.task.requestedBy as string, 'programme-admin');
    const handover = await this.handovers.find(handoverId, scope);
    if (!handover) throw new NotFound();
    await this.db.query('DELETE FROM recognition_handover_row WHERE handover_id = $1', [handoverId]);
    const { content, told, withoutNumber } = await this.write(run, handover);
    const key = `exports/${run.task.id}.${handover.format}`;
    const bytes = await this.storage.put(key, content);
    await this.db.query(
      'UPDATE recognition_handover SET made_at = now(), rows = $2, without_number = $3, sha256 = $4 WHERE id = $1',
      [handoverId, told, withoutNumber, createHash('sha256').update(content).digest()],
    );
    const day = localDay(this.clock.now());
    return {
      file: { key, name: `xac-nhan-pho-cap-${day}.${handover.format}`, type: TYPES[handover.format], bytes },
      href: `/recognitions/handovers/${handoverId}`,
      counts: { rows: told, withoutNumber },
    };
  }

  private async write(run: TaskRun, { id, unitPath, content, format, purpose }: Handover) {
    const writer = LIST_WRITERS[format];
    const parts = [writer.begin({ id, purpose, madeAt: this.clock.now() })];
    const total = await this.source.count(unitPath, content);
    let [lastId, seen, told] = [BEFORE_ALL, 0, 0];
    for (;;) {
      const batch = await this.source.batch(unitPath, content, lastId, BATCH);
      if (batch.seen === 0) break;
      parts.push(writer.rows(batch.rows, told === 0));
      await this.remember(id, batch.rows);
      [lastId, seen, told] = [batch.lastId, seen + batch.seen, told + batch.rows.length];
      await run.progress(seen, Math.max(seen, total));
    }
    parts.push(writer.end());
    return { content: Buffer.from(parts.join('')), told, withoutNumber: seen - told };
  }

  private async remember(handoverId: string, rows: readonly SourceRow[]): Promise<void> {
    await this.db.query(
      `INSERT INTO recognition_handover_row (handover_id, recognition_id, state)
       SELECT $1, id, state FROM unnest($2::uuid[], $3::text[]) AS r (id, state)`,
      [handoverId, rows.map((row) => row.id), rows.map((row) => row.state)],
    );
  }
}

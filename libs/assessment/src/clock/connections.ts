import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { newId } from '#platform/ids';
import { LOGGER, type Logger } from '#platform/logging';

const WRITE_MS = 2000;
const ALIVE_MS = 10_000;

/**
 * Writes down which attempts have a page that is connected to this process, for those who watch an examination.
 * Only changes are written, many at once, so that a page turned within two seconds is no change.
 */
@Injectable()
export class Connections {
  private readonly processId = newId();
  private readonly connected = new Map<string, boolean>();
  private changed = new Set<string>();
  private writing: ReturnType<typeof setInterval> | null = null;
  private toldAt = 0;

  constructor(
    private readonly db: DataSource,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  came(attemptId: string): void {
    this.change(attemptId, true);
    this.writing ??= setInterval(() => void this.write(), WRITE_MS).unref();
  }

  left(attemptId: string): void {
    this.change(attemptId, false);
  }

  async write(): Promise<void> {
    const ids = [...this.changed];
    this.changed = new Set();
    try {
      if (ids.length > 0) await this.save(ids);
      if (performance.now() - this.toldAt > ALIVE_MS) await this.stayAlive();
    } catch (error) {
      for (const id of ids) this.changed.add(id);
      this.logger.warn({ err: error }, 'connections of attempts could not be written');
    }
  }

  async close(): Promise<void> {
    if (!this.writing) return;
    clearInterval(this.writing);
    await this.write();
  }

  private change(attemptId: string, connected: boolean): void {
    this.connected.set(attemptId, connected);
    this.changed.add(attemptId);
  }

  /** One who went on at another process has not gone. */
  private async save(ids: string[]): Promise<void> {
    await this.stayAlive();
    await this.db.query(
      `INSERT INTO attempt_connection AS c (attempt_id, process_id, connected)
       SELECT id, $1, connected FROM unnest($2::uuid[], $3::boolean[]) AS changed (id, connected) ORDER BY id
       ON CONFLICT (attempt_id) DO UPDATE
         SET process_id = excluded.process_id, connected = excluded.connected, changed_at = now()
       WHERE excluded.connected OR c.process_id = excluded.process_id`,
      [this.processId, ids, ids.map((id) => this.connected.get(id) ?? false)],
    );
    for (const id of ids) if (this.connected.get(id) === false) this.connected.delete(id);
  }

  private async stayAlive(): Promise<void> {
    await this.db.query(
      `INSERT INTO attempt_watch (process_id, alive_at) VALUES ($1, now())
       ON CONFLICT (process_id) DO UPDATE SET alive_at = now()`,
      [this.processId],
    );
    this.toldAt = performance.now();
  }
}

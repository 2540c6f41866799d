import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { Observable, type Subscriber } from 'rxjs';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '#platform/config';
import { Listener, runPrepared, type Statement } from '#platform/database';
import { LOGGER, type Logger } from '#platform/logging';
import type { AttemptStatus } from '../attempt/attempt.repository.js';
import { DEADLINE } from '../attempt/deadline.js';
import { CLOCK_CHANNEL } from './clock-channel.js';
import { Connections } from './connections.js';

/** How the clock of an attempt stands, by the database's clock. */
export interface ClockState {
  status: AttemptStatus;
  now: Date;
  /** While paused it moves on with the time. */
  endsAt: Date;
  paused: boolean;
  /** Of the sections that were begun and have a time of their own; null when there are none. */
  sections: { number: number; endsAt: string }[] | null;
}

const READ: Statement = {
  name: 'assessment-clocks',
  text: `SELECT id, status, now() AS now, ${DEADLINE} AS "endsAt", paused_at IS NOT NULL AS paused,
                (SELECT json_agg(json_build_object('number', s.number, 'endsAt', s.deadline_at
                          + CASE WHEN s.deadline_at >= paused_at THEN now() - paused_at ELSE interval '0' END))
                   FROM attempt_section s WHERE s.attempt_id = attempt.id AND s.deadline_at IS NOT NULL) AS sections
           FROM attempt WHERE id = ANY ($1::uuid[])`,
};

const LOOK_AGAIN_MS = 1000;

/** Tells the open pages of this process what happens to the clocks of their attempts. */
@Injectable()
export class AttemptClocks implements BeforeApplicationShutdown {
  private readonly followers = new Map<string, Set<Subscriber<ClockState>>>();
  private readonly listener: Listener;
  private looking: ReturnType<typeof setInterval> | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly connections: Connections,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.listener = new Listener({
      databaseUrl: config.databaseUrl,
      name: 'hocvuso-web-clocks',
      channel: CLOCK_CHANNEL,
      heard: (payload) => void this.tell(payload.split(',').filter((id) => this.followers.has(id))),
    });
  }

  /** Now, and whenever it changes, until the reader leaves or the process ends. */
  changes(attemptId: string): Observable<ClockState> {
    return new Observable((follower) => {
      const others = this.followers.get(attemptId) ?? new Set();
      this.followers.set(attemptId, others.add(follower));
      this.connections.came(attemptId);
      this.looking ??= setInterval(() => void this.listen([]), LOOK_AGAIN_MS).unref();
      void this.listen([attemptId]);
      return () => {
        others.delete(follower);
        if (others.size > 0) return;
        this.followers.delete(attemptId);
        this.connections.left(attemptId);
      };
    });
  }

  async now(attemptId: string): Promise<ClockState> {
    return (await this.read([attemptId]))[0]![1];
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.looking) clearInterval(this.looking);
    for (const followers of this.followers.values()) for (const follower of followers) follower.complete();
    await this.listener.close();
    await this.connections.close();
  }

  /** Hears the channel, and tells these; all, when something may have been missed. */
  private async listen(attemptIds: string[]): Promise<void> {
    const missed = await this.listener.ensure().catch((error: unknown) => {
      this.logger.warn({ err: error }, 'changes of clocks are not heard; trying again');
      return false;
    });
    await this.tell(missed ? [...this.followers.keys()] : attemptIds);
  }

  private async tell(attemptIds: string[]): Promise<void> {
    if (attemptIds.length === 0) return;
    try {
      for (const [id, state] of await this.read(attemptIds))
        for (const follower of this.followers.get(id) ?? []) follower.next(state);
    } catch (error) {
      this.logger.warn({ err: error }, 'clocks could not be read');
    }
  }

  private async read(attemptIds: string[]): Promise<[string, ClockState][]> {
    const rows = await runPrepared<ClockState & { id: string }>(this.db, READ, [attemptIds]);
    return rows.map(({ id, ...state }) => [id, state]);
  }
}

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Config } from '#platform/config';
import { CoreModule } from '#platform/core';
import { newId } from '#platform/ids';
import { createLogger } from '#platform/logging';
import { MetricsModule } from '#platform/metrics';
import { TasksWorkerModule } from '#platform/tasks';
import { testInstallation } from '#platform/testing';
import {
  defineJob,
  defineReaction,
  Handles,
  type JobHandler,
  JobQueue,
  JobWorkers,
  JobWorkersModule,
  Outbox,
  OutboxRelay,
  type Sweep,
  Sweeper,
  Sweeps,
} from './index.js';

const Greet = defineJob('test.greet', z.object({ who: z.uuid() }));
const Fail = defineJob('test.fail', z.object({ id: z.uuid() }));
const React = defineReaction('test.react', ['ThingHappened', 'OtherHappened']);

const seen: { greeted: string[]; reacted: string[]; failed: number; swept: number } = {
  greeted: [],
  reacted: [],
  failed: 0,
  swept: 0,
};

@Handles(Greet)
class GreetJob implements JobHandler<{ who: string }> {
  async run({ who }: { who: string }) {
    seen.greeted.push(who);
  }
}

@Handles(Fail)
class FailJob implements JobHandler<{ id: string }> {
  async run() {
    seen.failed++;
    throw new Error('always broken\nwith details that stay out');
  }
}

@Handles(React)
class ReactJob implements JobHandler<{ ids: string[] }> {
  async run({ ids }: { ids: string[] }) {
    seen.reacted.push(...ids);
  }
}

@Sweeps('test')
class TestSweep implements Sweep {
  async sweep() {
    return ++seen.swept;
  }
}

@Module({ providers: [GreetJob, FailJob, ReactJob, TestSweep] })
class TestJobsModule {}

async function until(condition: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
  for (let waited = 0; waited < seconds * 1000; waited += 20) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It did not happen in time');
}

/** The same promises on every queue backend. `redisUrl` null: PostgreSQL. */
export function jobsSuite(backend: 'postgres' | 'redis', redisUrl: () => string | null): void {
  describe(`jobs on ${backend}`, () => {
    let app: INestApplicationContext;
    let db: DataSource;
    let cleanUp: () => Promise<void>;

    beforeAll(async () => {
      const installation = await testInstallation({ redisUrl: redisUrl() } as Partial<Config>);
      cleanUp = installation.cleanUp;
      @Module({
        imports: [
          CoreModule.forProcess('test', installation.config, createLogger('silent', 'test')),
          MetricsModule,
          JobWorkersModule,
          TasksWorkerModule,
          TestJobsModule,
        ],
      })
      class TestModule {}
      app = await NestFactory.createApplicationContext(TestModule, { logger: false });
      db = app.get(DataSource);
      app.get(JobWorkers).start();
    });

    afterAll(async () => {
      await app?.close();
      await cleanUp?.();
    });

    test('uses the backend that was meant', () => {
      expect(app.get(JobQueue).connection.kind).toBe(backend);
    });

    test('runs a job with its payload', async () => {
      const who = newId();
      await app.get(JobQueue).enqueue(Greet, { who });
      await until(() => seen.greeted.includes(who));
    });

    test('refuses a payload that breaks the contract', async () => {
      await expect(app.get(JobQueue).enqueue(Greet, { who: 'not an id' })).rejects.toThrow();
    });

    test('the same key twice is one job', async () => {
      const who = newId();
      await Promise.all([1, 2, 3].map(() => app.get(JobQueue).enqueue(Greet, { who }, who)));
      await until(() => seen.greeted.includes(who));
      await app.get(JobQueue).enqueue(Greet, { who }, who);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(seen.greeted.filter((each) => each === who)).toHaveLength(1);
    });

    test('tells events of a committed transaction, in batches, and marks them sent', async () => {
      const ids = Array.from({ length: 250 }, newId);
      await db.transaction((tx) => app.get(Outbox).write(tx, 'ThingHappened', ...ids));
      await until(() => ids.every((id) => seen.reacted.includes(id)));
      await until(async () => {
        const [row] = await db.query('SELECT count(*)::int AS n FROM outbox WHERE sent_at IS NULL');
        return row.n === 0;
      });
    });

    test('does not tell events of a transaction that was rolled back', async () => {
      const [kept, lost] = [newId(), newId()];
      await db
        .transaction(async (tx) => {
          await app.get(Outbox).write(tx, 'ThingHappened', lost as string);
          throw new Error('rolled back');
        })
        .catch(() => {});
      await app.get(Outbox).write(db.manager, 'OtherHappened', kept as string);
      await until(() => seen.reacted.includes(kept as string));
      expect(seen.reacted).not.toContain(lost);
    });

    test('an event written twice is one event', async () => {
      const id = newId();
      await app.get(Outbox).write(db.manager, 'ThingHappened', id);
      await app.get(Outbox).write(db.manager, 'ThingHappened', id);
      const [row] = await db.query('SELECT count(*)::int AS n FROM outbox WHERE aggregate_id = $1', [id]);
      expect(row.n).toBe(1);
    });

    test('relays once under concurrent relays', async () => {
      const ids = Array.from({ length: 40 }, newId);
      await app.get(Outbox).write(db.manager, 'OtherHappened', ...ids);
      await Promise.all([1, 2, 3, 4].map(() => app.get(OutboxRelay).relayBatch()));
      await until(() => ids.every((id) => seen.reacted.includes(id)));
      expect(ids.map((id) => seen.reacted.filter((each) => each === id).length)).toEqual(ids.map(() => 1));
    });

    test('a job that keeps failing waits among the dead letters, without its details', async () => {
      const id = newId();
      const queue = app.get(JobQueue).of('interactive');
      await queue.add(Fail.name, { id }, { attempts: 2, backoff: { type: 'fixed', delay: 10 } });
      await until(async () => (await db.query('SELECT 1 FROM dead_letter')).length === 1);
      const [letter] = await db.query('SELECT name, payload, error FROM dead_letter');
      expect(letter).toEqual({ name: 'test.fail', payload: { id }, error: 'always broken' });
      expect(seen.failed).toBe(2);
    });

    test('the sweeper runs each sweep, one process at a time', async () => {
      const before = seen.swept;
      const runs = await Promise.all([app.get(Sweeper).sweepAll(), app.get(Sweeper).sweepAll()]);
      const ran = runs.filter((run) => 'test' in run).length;
      expect(ran).toBeGreaterThanOrEqual(1);
      expect(seen.swept - before).toBe(ran);
    });
  });
}

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
  DeadLetters,
  defineJob,
  defineReaction,
  Handles,
  type JobContract,
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

const seen = {
  greeted: [] as string[],
  reacted: [] as string[],
  failed: [] as string[],
  succeeded: [] as string[],
  mended: false,
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
  async run({ id }: { id: string }) {
    if (seen.mended) return void seen.succeeded.push(id);
    seen.failed.push(id);
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

    test.each([2, 12])('takes %i jobs together, and twice those of the same keys once', async (count) => {
      const many = Array.from({ length: count }, () => newId());
      const jobs = many.map((who) => ({ contract: Greet as JobContract, payload: { who }, key: who }));
      await app.get(JobQueue).enqueueAll(jobs);
      await app.get(JobQueue).enqueueAll(jobs);
      await until(() => many.every((who) => seen.greeted.includes(who)));
      expect(seen.greeted.filter((who) => many.includes(who)).sort()).toEqual(many.sort());
    });

    test('the same key twice is one job', async () => {
      const who = newId();
      await Promise.all([1, 2, 3].map(() => app.get(JobQueue).enqueue(Greet, { who }, who)));
      await until(() => seen.greeted.includes(who));
      await app.get(JobQueue).enqueue(Greet, { who }, who);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(seen.greeted.filter((each) => each === who)).toHaveLength(1);
    });

    test('done jobs are kept for a minute and then forgotten, those that wait never', async () => {
      const queue = app.get(JobQueue);
      const [done, later] = [newId(), newId()];
      const ids = async () => (await queue.of('interactive').getJobs()).map((job) => job.data.who);
      await queue.enqueue(Greet, { who: later }, later, 60_000);
      await queue.enqueue(Greet, { who: done }, done);
      await until(() => seen.greeted.includes(done));
      await until(async () => (await queue.of('interactive').getActiveCount()) === 0);
      await queue.forgetDone();
      expect(await ids()).toEqual(expect.arrayContaining([done, later]));
      await new Promise((resolve) => setTimeout(resolve, 5));
      await queue.forgetDone(1);
      expect(await ids()).toEqual([later]);
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

    describe('a job that keeps failing', () => {
      const actor = newId();
      const letters = () => app.get(DeadLetters);
      const audited = async (id: string) =>
        (await db.query(
          'SELECT action, actor_id AS "actorId", detail FROM audit_entry WHERE subject_id = $1',
          [id],
        )) as object[];

      /** Fails all its attempts, quickly, and becomes a dead letter. */
      const stopped = async (id = newId()) => {
        seen.mended = false;
        const queue = app.get(JobQueue).of('interactive');
        await queue.add(
          Fail.name,
          { id },
          { jobId: `fail-${id}`, attempts: 2, backoff: { type: 'fixed', delay: 10 } },
        );
        return (await waiting(id))!;
      };
      const waiting = async (id: string) => {
        const find = async () =>
          (await letters().list(Fail.name, 100, 0)).find((each) => payloadId(each) === id);
        await until(async () => (await find()) !== undefined);
        return find();
      };
      const payloadId = (letter: { payload: object }) => (letter.payload as { id: string }).id;
      const runsOf = (id: string) => seen.failed.filter((each) => each === id).length;

      test('waits among the dead letters after its attempts, without the details of its error', async () => {
        const letter = await stopped();
        expect(letter).toMatchObject({
          name: 'test.fail',
          queue: 'interactive',
          attempts: 2,
          error: 'always broken',
        });
        expect(runsOf(payloadId(letter))).toBe(2);
        expect(await letters().kinds()).toEqual([{ name: 'test.fail', count: 1 }]);
        await letters().discard(letter.id, actor);
      });

      test('sent back by two people at once runs once more, and the record names who did it', async () => {
        const letter = await stopped();
        seen.mended = true;
        const sent = await Promise.all([
          letters().retry(letter.id, actor),
          letters().retry(letter.id, actor),
        ]);
        expect(sent.sort()).toEqual([false, true]);
        await until(() => seen.succeeded.includes(payloadId(letter)));
        expect(await letters().list(null, 10, 0)).toEqual([]);
        expect(seen.succeeded.filter((each) => each === payloadId(letter))).toHaveLength(1);
        expect(await audited(letter.id)).toEqual([
          { action: 'jobs.retry', actorId: actor, detail: { job: 'test.fail', error: 'always broken' } },
        ]);
      });

      test('sent back too early it fails all its attempts again, and waits again', async () => {
        const letter = await stopped();
        await letters().retry(letter.id, actor);
        expect((await waiting(payloadId(letter)))?.id).toBe(letter.id);
        expect(runsOf(payloadId(letter))).toBe(4);
        await letters().discard(letter.id, actor);
      });

      test('runs again although its queue has forgotten it', async () => {
        const letter = await stopped();
        await app.get(JobQueue).of('interactive').remove(letter.jobId);
        seen.mended = true;
        await letters().retry(letter.id, actor);
        await until(() => seen.succeeded.includes(payloadId(letter)));
      });

      test('discarded it never runs again, and the same work can be asked for anew', async () => {
        const letter = await stopped();
        expect(await letters().discard(letter.id, actor)).toBe(true);
        expect(await letters().find(letter.id)).toBeNull();
        expect(await letters().retry(letter.id, actor)).toBe(false);
        expect(await letters().discard(letter.id, actor)).toBe(false);
        expect(runsOf(payloadId(letter))).toBe(2);
        expect(await audited(letter.id)).toEqual([
          { action: 'jobs.discard', actorId: actor, detail: { job: 'test.fail', error: 'always broken' } },
        ]);
        seen.mended = true;
        await app.get(JobQueue).of('interactive').add(Fail.name, letter.payload, { jobId: letter.jobId });
        await until(() => seen.succeeded.includes(payloadId(letter)));
      });

      test('all of a name are sent back in portions, and those that stop later are left waiting', async () => {
        const ids = Array.from({ length: 5 }, newId);
        for (const id of ids) await stopped(id);
        // By the clock that wrote when they stopped.
        const [{ now }] = await db.query('SELECT now() AS now');
        const late = await stopped();
        await db.query(`UPDATE dead_letter SET failed_at = now() + interval '1 hour' WHERE id = $1`, [
          late.id,
        ]);
        seen.mended = true;
        expect(await letters().retryNext('test.other', now, 3)).toBe(0);
        expect(await letters().retryNext(Fail.name, now, 3)).toBe(3);
        expect(await letters().retryNext(Fail.name, now, 3)).toBe(2);
        expect(await letters().retryNext(Fail.name, now, 3)).toBe(0);
        await until(() => ids.every((id) => seen.succeeded.includes(id)));
        expect((await letters().list(Fail.name, 10, 0)).map((each) => each.id)).toEqual([late.id]);
        await letters().discard(late.id, actor);
      });
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

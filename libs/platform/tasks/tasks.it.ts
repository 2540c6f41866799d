import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { CoreModule } from '#platform/core';
import { DomainError } from '#platform/errors';
import { newId } from '#platform/ids';
import { JobWorkersModule } from '#platform/jobs';
import { createLogger } from '#platform/logging';
import { MetricsModule } from '#platform/metrics';
import { testInstallation } from '#platform/testing';
import { RunsTask, TaskRepository, type TaskRun, type TaskRunner, TasksWorkerModule } from './index.js';
import { RunTaskJob } from './task-jobs.js';

/** Counts to ten; can be told to break or to be interrupted at a step. */
const script = { breakAt: 0, cancelAt: 0, steps: [] as number[], refuse: false };

@RunsTask('test.count')
class CountToTen implements TaskRunner {
  constructor(private readonly tasks: TaskRepository) {}
  async run(run: TaskRun) {
    if (script.refuse) throw new DomainError('tasks.failed');
    for (let step = Number(run.task.checkpoint?.['step'] ?? 0) + 1; step <= 10; step++) {
      if (step === script.breakAt) throw new Error('crash');
      if (step === script.cancelAt) await this.tasks.requestCancellation(run.task.id);
      script.steps.push(step);
      await run.progress(step, 10, { step });
    }
    return { counts: { counted: 10 } };
  }
}

@Module({ imports: [TasksWorkerModule], providers: [CountToTen] })
class CountModule {}

describe('tasks', () => {
  let app: INestApplicationContext;
  let tasks: TaskRepository;
  let db: DataSource;
  let cleanUp: () => Promise<void>;
  const run = (taskId: string) => app.get(RunTaskJob).run({ taskId });

  beforeAll(async () => {
    const installation = await testInstallation();
    cleanUp = installation.cleanUp;
    @Module({
      imports: [
        CoreModule.forProcess('test', installation.config, createLogger('silent', 'test')),
        MetricsModule,
        JobWorkersModule,
        TasksWorkerModule,
        CountModule,
      ],
    })
    class TestModule {}
    app = await NestFactory.createApplicationContext(TestModule, { logger: false });
    tasks = app.get(TaskRepository);
    db = app.get(DataSource);
  });
  afterAll(async () => {
    await app?.close();
    await cleanUp?.();
  });
  beforeEach(() => {
    Object.assign(script, { breakAt: 0, cancelAt: 0, steps: [], refuse: false });
  });

  test('run to the end and keep their result', async () => {
    const id = await tasks.start('test.count', {}, newId());
    await run(id);
    expect(await tasks.find(id)).toMatchObject({
      status: 'done',
      done: 10,
      total: 10,
      result: { counts: { counted: 10 } },
    });
  });

  test('an ended task does not run again', async () => {
    const id = await tasks.start('test.count', {}, null);
    await run(id);
    await run(id);
    expect(script.steps).toHaveLength(10);
  });

  test('go on after a failure from where they stopped, repeating nothing', async () => {
    const id = await tasks.start('test.count', {}, null);
    script.breakAt = 6;
    await run(id);
    expect(await tasks.find(id)).toMatchObject({ status: 'failed', done: 5, errorCode: 'tasks.failed' });
    script.breakAt = 0;
    await tasks.resume(id);
    await run(id);
    expect(await tasks.find(id)).toMatchObject({ status: 'done', done: 10 });
    expect(script.steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('stop soon after cancellation, and can go on', async () => {
    const id = await tasks.start('test.count', {}, null);
    script.cancelAt = 4;
    await run(id);
    expect(await tasks.find(id)).toMatchObject({ status: 'cancelled', done: 4 });
    script.cancelAt = 0;
    await tasks.resume(id);
    await run(id);
    expect(await tasks.find(id)).toMatchObject({ status: 'done' });
  });

  test('a waiting task is cancelled at once', async () => {
    const id = await tasks.start('test.count', {}, null);
    await tasks.requestCancellation(id);
    await run(id);
    expect(await tasks.find(id)).toMatchObject({ status: 'cancelled' });
    expect(script.steps).toEqual([]);
  });

  test('two runs at once: one works, the other leaves it alone', async () => {
    const id = await tasks.start('test.count', {}, null);
    await Promise.all([run(id), run(id)]);
    expect(script.steps).toHaveLength(10);
  });

  test('a run that died is found by its silence and taken over from its checkpoint', async () => {
    const id = await tasks.start('test.count', {}, null);
    await db.query(
      `UPDATE task SET status = 'running', owner = $2, heartbeat = now() - interval '5 minutes', checkpoint = '{"step":7}' WHERE id = $1`,
      [id, newId()],
    );
    expect(await tasks.requeueLost()).toBeGreaterThanOrEqual(1);
    await run(id);
    expect(script.steps).toEqual([8, 9, 10]);
    expect(await tasks.find(id)).toMatchObject({ status: 'done' });
  });
});

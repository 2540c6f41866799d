import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { CoreModule } from '#platform/core';
import { newId } from '#platform/ids';
import { createLogger } from '#platform/logging';
import { MetricsModule } from '#platform/metrics';
import { testInstallation } from '#platform/testing';
import { defineReaction, JobWorkersModule, Outbox, OutboxRelay } from './index.js';

defineReaction('test.answer', 'QuestionAsked', { waited: true });
defineReaction('test.count', 'PageTurned');

let app: INestApplicationContext;
let db: DataSource;
let cleanUp: () => Promise<void>;

beforeAll(async () => {
  const installation = await testInstallation();
  cleanUp = installation.cleanUp;
  @Module({
    imports: [
      CoreModule.forProcess('test', installation.config, createLogger('silent', 'test')),
      MetricsModule,
      JobWorkersModule,
    ],
  })
  class RelayModule {}
  app = await NestFactory.createApplicationContext(RelayModule, { logger: false });
  db = app.get(DataSource);
});
afterAll(async () => {
  await app?.close();
  await cleanUp?.();
});
beforeEach(() => db.query('DELETE FROM outbox'));

const write = (type: string, count: number) =>
  app.get(Outbox).write(db.manager, type, ...Array.from({ length: count }, newId));
const unsent = async (): Promise<string[]> => {
  const rows: { type: string }[] = await db.query(
    'SELECT DISTINCT type FROM outbox WHERE sent_at IS NULL ORDER BY 1',
  );
  return rows.map(({ type }) => type);
};

test('sends events of some types and leaves the others for later', async () => {
  await write('PageTurned', 2);
  await write('QuestionAsked', 3);
  expect(await app.get(OutboxRelay).relayBatch(['QuestionAsked'])).toBe(3);
  expect(await unsent()).toEqual(['PageTurned']);
  expect(await app.get(OutboxRelay).relayBatch()).toBe(2);
  expect(await unsent()).toEqual([]);
});

test('what somebody waits for never goes after what came before it and gathers', async () => {
  const relay = app.get(OutboxRelay);
  relay.start();
  try {
    await write('PageTurned', 30);
    await untilSent();
    await write('PageTurned', 1);
    await write('QuestionAsked', 1);
    await untilSent();
  } finally {
    await relay.stop();
  }
  const [{ first }] = await db.query(
    `SELECT max(sent_at) FILTER (WHERE type = 'QuestionAsked') <= max(sent_at) FILTER (WHERE type = 'PageTurned') AS first FROM outbox`,
  );
  expect(first).toBe(true);
});

async function untilSent(): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    if ((await unsent()).length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It was not sent in time');
}

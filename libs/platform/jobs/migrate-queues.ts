import { runMigrations } from 'bullmq';
import { Client } from 'pg';
import { BULLMQ_SCHEMA } from './connection.js';

/** BullMQ's own tables: a deploy step, since a worker without them retries in a tight loop. */
export async function migrateQueues(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client as unknown as Parameters<typeof runMigrations>[0], BULLMQ_SCHEMA);
  } finally {
    await client.end();
  }
}

import { type ConnectionOptions, createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import { Redis } from 'ioredis';
import type { Config } from '#platform/config';

export const BULLMQ_SCHEMA = 'bullmq';

export interface QueueConnection {
  kind: 'postgres' | 'redis';
  options: ConnectionOptions;
  close(): Promise<void>;
}

/** Redis when REDIS_URL is set, else PostgreSQL. Must run before any queue exists. */
export function connectQueues(config: Config, pool: number): QueueConnection {
  if (config.redisUrl) {
    setDefaultBackendFactory(undefined);
    const redis = new Redis(config.redisUrl, { maxRetriesPerRequest: null });
    return {
      kind: 'redis',
      options: redis as unknown as ConnectionOptions,
      close: async () => void (await redis.quit().catch(() => {})),
    };
  }
  setDefaultBackendFactory(createPostgresBackend);
  // BullMQ types every connection as Redis options; this is the one place that knows better.
  const options = { connectionString: config.databaseUrl, schema: BULLMQ_SCHEMA, max: pool };
  return { kind: 'postgres', options: options as unknown as ConnectionOptions, close: async () => {} };
}

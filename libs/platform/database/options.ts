import type { DataSourceOptions } from 'typeorm';

/** Connection settings shared by every process. `synchronize` stays off: the schema belongs to migrations. */
export function databaseOptions(url: string, pool: number, name: string, ofPool: object = {}) {
  return {
    type: 'postgres',
    url,
    synchronize: false,
    logging: false,
    applicationName: name,
    extra: { max: pool, idleTimeoutMillis: 30_000, statement_timeout: 60_000, ...ofPool },
  } as const satisfies DataSourceOptions;
}

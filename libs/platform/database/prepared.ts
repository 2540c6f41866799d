import type { Pool, QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** A statement of a hot path, planned once per connection under its name. */
export interface Statement {
  name: string;
  text: string;
}

/**
 * Runs one prepared statement outside any transaction. Values given as a function are read only when a
 * connection is at hand, so that what they measure includes the wait for it.
 */
export async function runPrepared<T extends QueryResultRow>(
  db: DataSource,
  statement: Statement,
  values: unknown[] | (() => unknown[]),
): Promise<T[]> {
  const client = await poolOf(db).connect();
  try {
    const result = await client.query<T>({
      ...statement,
      values: typeof values === 'function' ? values() : values,
    });
    return result.rows;
  } finally {
    client.release();
  }
}

const poolOf = (db: DataSource): Pool => (db.driver as PostgresDriver).master as Pool;

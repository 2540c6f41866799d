import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { databaseOptions } from '#platform/database';

const admin = () => process.env['TEST_DATABASE_ADMIN'] as string;

/** A database of its own for one test file: a clone of the migrated template. */
export class TestDatabase {
  private constructor(
    readonly url: string,
    readonly name: string,
  ) {}

  static async create(template = process.env['TEST_DATABASE_TEMPLATE'] as string): Promise<TestDatabase> {
    const name = `test_${randomBytes(6).toString('hex')}`;
    await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
    const url = new URL(admin());
    url.pathname = name;
    return new TestDatabase(url.href, name);
  }

  /** A connected data source, for tests without the whole application. Close it with `destroy()`. */
  async connect(entities: DataSourceOptions['entities'] = []): Promise<DataSource> {
    return new DataSource({ ...databaseOptions(this.url, 4, 'hocvuso-test'), entities }).initialize();
  }

  async drop(): Promise<void> {
    await asAdmin(`DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
  }
}

async function asAdmin(sql: string): Promise<void> {
  const client = new Client({ connectionString: admin() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

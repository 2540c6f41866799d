import { DataSource } from 'typeorm';
import { migrations } from '#migrations';
import { databaseOptions } from '#platform/database';
import { migrateQueues } from '#platform/jobs';
import type { Command } from '../command.js';

/** Applies what is missing, in order; `--down` takes back the last migration. */
export const migrate: Command = {
  name: 'migrate',
  summary: 'Bring the database schema up to date',
  usage: 'migrate [--down]',
  options: { down: { type: 'boolean' } },
  async run({ config, values }) {
    const db = new DataSource({ ...databaseOptions(config.databaseUrl, 2, 'hocvuso-migrate'), migrations });
    await db.initialize();
    try {
      if (values['down']) {
        await db.undoLastMigration({ transaction: 'each' });
        return { undone: true };
      }
      const applied = await db.runMigrations({ transaction: 'each' });
      await migrateQueues(config.databaseUrl);
      return { applied: applied.map((migration) => migration.name) };
    } finally {
      await db.destroy();
    }
  },
};

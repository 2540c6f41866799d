import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { databaseOptions } from '#platform/database';
import { projectRoot } from '#platform/i18n';
import { TestDatabase } from '#platform/testing';
import { migrations } from './index.js';

interface Column {
  table: string;
  column: string;
  nullable: boolean;
}

async function entityClasses(): Promise<(new () => object)[]> {
  const classes: (new () => object)[] = [];
  for (const entry of fs.readdirSync(path.join(projectRoot, 'libs'), {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!entry.name.endsWith('.entity.ts')) continue;
    const module = (await import(path.join(entry.parentPath, entry.name))) as Record<string, unknown>;
    classes.push(
      ...(Object.values(module).filter(
        (each) => typeof each === 'function' && /^class/.test(String(each)),
      ) as (new () => object)[]),
    );
  }
  return classes;
}

describe('migrations', () => {
  let empty: TestDatabase;
  beforeAll(async () => {
    empty = await TestDatabase.create('template0');
  });
  afterAll(() => empty.drop());

  const tablesOf = async (db: DataSource): Promise<Column[]> =>
    db.query(`SELECT table_name AS "table", column_name AS "column", is_nullable = 'YES' AS nullable
              FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations' ORDER BY 1, 2`);

  test('go up, all the way down, and up again to the same schema', async () => {
    const db = await new DataSource({ ...databaseOptions(empty.url, 2, 'test'), migrations }).initialize();
    try {
      await db.runMigrations({ transaction: 'each' });
      const first = await tablesOf(db);
      expect(first.length).toBeGreaterThan(100);
      for (const _ of migrations) await db.undoLastMigration({ transaction: 'each' });
      expect(await tablesOf(db)).toEqual([]);
      await db.runMigrations({ transaction: 'each' });
      expect(await tablesOf(db)).toEqual(first);
    } finally {
      await db.destroy();
    }
  });

  test('agree with the entities: the same columns, as nullable', async () => {
    const database = await TestDatabase.create();
    const db = await database.connect(await entityClasses());
    try {
      const columns = await tablesOf(db);
      const drift: string[] = [];
      expect(db.entityMetadatas.length).toBeGreaterThan(0);
      for (const entity of db.entityMetadatas) {
        const inDatabase = new Map(
          columns.filter((each) => each.table === entity.tableName).map((each) => [each.column, each]),
        );
        for (const column of entity.columns) {
          const found = inDatabase.get(column.databaseName);
          if (!found) drift.push(`${entity.tableName}.${column.databaseName} is not in the database`);
          else if (found.nullable !== column.isNullable)
            drift.push(`${entity.tableName}.${column.databaseName}: nullable differs`);
          inDatabase.delete(column.databaseName);
        }
        for (const name of inDatabase.keys()) drift.push(`${entity.tableName}.${name} is not in the entity`);
      }
      expect(drift).toEqual([]);
    } finally {
      await db.destroy();
      await database.drop();
    }
  });
});

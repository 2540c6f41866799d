import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { TestDatabase } from '#platform/testing';
import { ForgetOld } from './forget-old.sweep.js';

describe('forgetting what no longer works', () => {
  let database: TestDatabase;
  let db: DataSource;

  beforeAll(async () => {
    database = await TestDatabase.create();
    db = await database.connect();
    await db.query(`INSERT INTO account (id, username) VALUES (gen_random_uuid(), 'ai')`);
    const session = (name: string, expires: string, ended: string) =>
      db.query(
        `INSERT INTO session (id, token_hash, account_id, device, expires_at, ended_at)
         SELECT gen_random_uuid(), $1::text::bytea, id, $1, ${expires}, ${ended} FROM account`,
        [name],
      );
    await session('open', `now() + interval '1 day'`, 'NULL');
    await session('ended lately', `now() + interval '1 day'`, `now() - interval '89 days'`);
    await session('ended long ago', `now() + interval '1 day'`, `now() - interval '91 days'`);
    await session('expired long ago', `now() - interval '91 days'`, 'NULL');
    await db.query(`INSERT INTO one_time_secret (id, account_id, purpose, token_hash, expires_at)
      SELECT gen_random_uuid(), id, 'activation', 'a'::bytea, now() - interval '91 days' FROM account UNION ALL
      SELECT gen_random_uuid(), id, 'activation', 'b'::bytea, now() - interval '1 day' FROM account`);
    await db.query(`INSERT INTO sign_in_throttle (key, failures, window_started_at, locked_until) VALUES
      ('old', 9, now() - interval '3 hours', now() - interval '2 hours'), ('new', 9, now(), now() + interval '15 minutes')`);
    await new ForgetOld(db).sweep();
  });

  afterAll(async () => {
    await db?.destroy();
    await database?.drop();
  });

  test('keeps what still works or was used lately', async () => {
    const of = async (sql: string) => (await db.query(sql)).map((row: { name: string }) => row.name);
    expect(await of('SELECT device AS name FROM session ORDER BY 1')).toEqual(['ended lately', 'open']);
    expect(await of(`SELECT encode(token_hash, 'escape') AS name FROM one_time_secret`)).toEqual(['b']);
    expect(await of(`SELECT encode(key, 'escape') AS name FROM sign_in_throttle`)).toEqual(['new']);
  });
});

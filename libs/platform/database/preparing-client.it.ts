import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Pool } from 'pg';
import { testInstallation } from '#platform/testing';
import { PreparingClient } from './preparing-client.js';

let installation: Awaited<ReturnType<typeof testInstallation>>;
let pool: Pool;
beforeAll(async () => {
  installation = await testInstallation();
  // One connection, so that what it has prepared can be asked of it.
  pool = new Pool({
    connectionString: installation.config.databaseUrl,
    max: 1,
    ...{ Client: PreparingClient },
  });
}, 60_000);
afterAll(async () => {
  await pool?.end();
  await installation?.cleanUp();
});

const prepared = async (part: string): Promise<number> => {
  const { rows } = await pool.query('SELECT statement FROM pg_prepared_statements');
  return rows.filter(({ statement }) => statement.includes(part)).length;
};

test('a statement that comes again and again is prepared once, and answers as before', async () => {
  const text = 'SELECT $1::int + 1 AS often';
  for (let n = 0; n < 4; n++) expect((await pool.query(text, [n])).rows).toEqual([{ often: n + 1 }]);
  expect(await prepared('AS often')).toBe(0);
  for (let n = 0; n < 4; n++) expect((await pool.query(text, [n])).rows).toEqual([{ often: n + 1 }]);
  expect(await prepared('AS often')).toBe(1);
});

test('statements put together anew each time are not', async () => {
  for (let n = 0; n < 20; n++) await pool.query(`SELECT $1::int AS anew${n}`, [n]);
  expect(await prepared('AS anew')).toBe(0);
});

test('one with an optional filter looks up what is asked for, however often it was sent without', async () => {
  await pool.query('CREATE TABLE choosing AS SELECT id FROM generate_series(1, 20000) id');
  await pool.query('ALTER TABLE choosing ADD PRIMARY KEY (id)');
  await pool.query('ANALYZE choosing');
  const chosen = (id: number | null) =>
    pool.query('SELECT count(*)::int AS n FROM choosing WHERE ($1::int IS NULL OR id = $1)', [id]);
  for (let n = 0; n < 12; n++) expect((await chosen(null)).rows).toEqual([{ n: 20_000 }]);
  const readings = async (): Promise<number> => {
    const { rows } = await pool.query(`SELECT pg_stat_get_xact_numscans('choosing'::regclass)::int AS whole`);
    return rows[0].whole;
  };
  await pool.query('BEGIN');
  const before = await readings();
  expect((await chosen(7)).rows).toEqual([{ n: 1 }]);
  expect(await readings()).toBe(before);
  await pool.query('COMMIT');
});

test('one that fails fails alike each time, also within a transaction, and the connection goes on', async () => {
  const text = 'SELECT 1 / $1::int AS divided';
  for (let n = 0; n < 8; n++) {
    await pool.query('BEGIN');
    await expect(pool.query(text, [0])).rejects.toMatchObject({ code: '22012' });
    await pool.query('ROLLBACK');
    expect((await pool.query(text, [1])).rows).toEqual([{ divided: 1 }]);
  }
});

test('one goes on after its tables changed', async () => {
  await pool.query('CREATE TABLE changing (id int, note text)');
  const put = () => pool.query('INSERT INTO changing (id) VALUES ($1) RETURNING id', [1]);
  for (let n = 0; n < 7; n++) await put();
  await pool.query('ALTER TABLE changing DROP COLUMN note, ADD COLUMN more int DEFAULT 2');
  expect((await put()).rows).toEqual([{ id: 1 }]);
});

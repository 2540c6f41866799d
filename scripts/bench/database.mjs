import pg from 'pg';

/** A few connections, so that the checks beside a measured path do not queue behind each other. */
export async function connect(url) {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  await pool.query('SELECT 1');
  return pool;
}

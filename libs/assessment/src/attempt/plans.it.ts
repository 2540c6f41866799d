import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inTransaction } from '#platform/database';
import { ExamWorld } from '../testing/exam-world.js';
import { SAVE } from './answer-journal.repository.js';
import { SUBMIT } from './submissions.service.js';

let world: ExamWorld;
beforeAll(async () => {
  world = await ExamWorld.open();
}, 120_000);
afterAll(() => world.close());

/** Statistics of before the rush: many start within a minute, and only then does PostgreSQL count again. */
const planAfterRush = (statement: string): Promise<string> =>
  inTransaction(world.db, async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`);
    await tx.query(
      `INSERT INTO attempt (id, quiz_id, account_id, enrolment_id, number, items, seed, deadline_at)
       SELECT uuidv7(), uuidv7(), uuidv7(), uuidv7(), 1, '[]', '', now() FROM generate_series(1, 3000)`,
    );
    const rows = await tx.query(`EXPLAIN (GENERIC_PLAN) ${statement}`);
    await tx.query('DELETE FROM attempt');
    return rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n');
  });

test.each([
  ['a save', SAVE.text],
  ['a submission', SUBMIT.text],
])(
  '%s looks the attempt up by its key, also while the planner takes the table for empty',
  async (_, text) => {
    await world.db.query('ANALYZE attempt');
    const plan = await planAfterRush(text);
    expect(plan).toContain('attempt_pkey');
    expect(plan).not.toMatch(/attempt_due|attempt_one_open|Seq Scan on attempt/);
  },
);

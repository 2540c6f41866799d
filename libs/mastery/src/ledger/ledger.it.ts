import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { AwardRules } from '../rule/award-rules.js';
import { MasteryWorld } from '../testing/mastery-world.js';
import { Ledger } from './ledger.js';
import { LedgerRecompute } from './ledger-recompute.js';
import { SkillSweep } from './record-skills.job.js';

let world: MasteryWorld;
let ruleId: string;

beforeAll(async () => {
  world = await MasteryWorld.open();
  ruleId = await world.rule();
}, 60_000);
afterAll(() => world?.close());

const entries = async (enrolmentId: string): Promise<string[]> => {
  const rows: { line: string }[] = await world.db.query(
    `SELECT concat_ws(' ', e.kind, e.component_code, e.level, e.cause, 'v' || w.version, r.code, e.questions) AS line
     FROM skill_entry e JOIN framework_version w ON w.id = e.framework_version_id JOIN award_rule r ON r.id = e.rule_id
     WHERE e.enrolment_id = $1 ORDER BY e.happened_at, e.kind, r.code`,
    [enrolmentId],
  );
  return rows.map((row) => row.line);
};
const standing = async (accountId: string) => {
  const rows: { component_code: string; level: number }[] = await world.db.query(
    `SELECT component_code, level FROM skill_standing WHERE account_id = $1 AND framework_id IS NOT NULL ORDER BY 1`,
    [accountId],
  );
  return rows.map((row) => `${row.component_code}=${row.level}`);
};
/** The counts told by the standings themselves. */
const rollupIsTrue = async () => {
  const [{ wrong }] = await world.db.query(
    `SELECT count(*)::int AS wrong FROM (
       SELECT unit_id, target_group, framework_id, component_code, level, count(*)::int FROM skill_standing GROUP BY 1, 2, 3, 4, 5
       EXCEPT SELECT unit_id, target_group, framework_id, component_code, level, people FROM skill_rollup) missing`,
  );
  const [{ spare }] = await world.db.query(
    `SELECT coalesce(sum(people), 0)::int - (SELECT count(*)::int FROM skill_standing) AS spare FROM skill_rollup`,
  );
  expect([wrong, spare]).toEqual([0, 0]);
};

describe('a level is recorded when an approved rule says so', () => {
  test('on the marks of the component alone, pointing to grade, rule and version of the framework', async () => {
    const account = await world.learner();
    const enrolment = await world.enrolment(account);
    const { gradeId } = await world.attempt(enrolment, 1, [100, 50, 0], '2026-05-01T03:00:00Z');
    await world.tell(gradeId);
    expect(await entries(enrolment)).toEqual(['reached 4.1 3 v2025 qt-thu 2']);
    const [entry] = await world.db.query('SELECT * FROM skill_entry WHERE enrolment_id = $1', [enrolment]);
    expect(entry).toMatchObject({
      grade_id: gradeId,
      rule_id: ruleId,
      account_id: account,
      units: 207_900,
      max_units: 277_200,
    });
    expect(entry.happened_at.toISOString()).toBe('2026-05-01T03:00:00.000Z');
    expect(await standing(account)).toEqual(['4.1=3']);
    await rollupIsTrue();
  });

  test('one unit below the threshold it is not', async () => {
    const account = await world.learner();
    const enrolment = await world.enrolment(account);
    const { gradeId } = await world.attempt(enrolment, 1, [100, 49, 100], '2026-05-01T03:00:00Z');
    await world.tell(gradeId);
    expect([await entries(enrolment), await standing(account)]).toEqual([[], []]);
  });

  test('telling it again, or twice at once, changes nothing', async () => {
    const enrolment = await world.enrolment(await world.learner());
    const { gradeId } = await world.attempt(enrolment, 1, [100, 100, 0], '2026-05-01T03:00:00Z');
    await Promise.all([world.tell(gradeId), world.tell(enrolment), world.tell(gradeId)]);
    expect((await entries(enrolment)).length).toBe(1);
    expect(await world.get(Ledger).record([enrolment])).toBe(0);
    await rollupIsTrue();
  });

  test('a draft awards nothing', async () => {
    const draft = await world.get(AwardRules).propose(
      {
        ...{
          code: 'qt-nhap',
          title: 'Nháp',
          legalBasis: 'Chưa có',
          courseId: world.courseId,
          basis: 'completion',
        },
        ...{ percent: null, minQuestions: null, component: 'tt02-2025/4.3', level: 8 },
      },
      null,
    );
    const enrolment = await world.enrolment(await world.learner());
    await world.complete(enrolment, '2026-05-02T03:00:00Z');
    await world.tell(enrolment, draft);
    expect(await entries(enrolment)).toEqual([]);
  });
});

describe('what changes later flows through', () => {
  test('a regrade takes the level back, and a second one gives it again on the new grade', async () => {
    const account = await world.learner();
    const enrolment = await world.enrolment(account);
    const { attemptId, gradeId } = await world.attempt(enrolment, 1, [100, 100, 0], '2026-05-01T03:00:00Z');
    await world.tell(gradeId);
    await world.tell(await world.grade(attemptId, 2, [0, 100, 100], '2026-05-03T03:00:00Z'));
    expect([await entries(enrolment), await standing(account)]).toEqual([
      ['reached 4.1 3 v2025 qt-thu 2', 'withdrawn 4.1 3 regraded v2025 qt-thu 2'],
      [],
    ]);
    await rollupIsTrue();
    await world.tell(await world.grade(attemptId, 3, [100, 90, 100], '2026-05-05T03:00:00Z'));
    expect([(await entries(enrolment)).length, await standing(account)]).toEqual([3, ['4.1=3']]);
    await rollupIsTrue();
  });

  test('whoever leaves the class loses what they showed in it, and is no longer counted', async () => {
    const account = await world.learner();
    const enrolment = await world.enrolment(account);
    const { gradeId } = await world.attempt(enrolment, 1, [100, 100, 0], '2026-05-01T03:00:00Z');
    await world.tell(gradeId);
    await world.leave(enrolment, '2026-05-04T03:00:00Z');
    await world.tell(enrolment);
    expect(await entries(enrolment)).toEqual([
      'reached 4.1 3 v2025 qt-thu 2',
      'withdrawn 4.1 3 left v2025 qt-thu 2',
    ]);
    const [{ n }] = await world.db.query(
      'SELECT count(*)::int AS n FROM skill_standing WHERE account_id = $1',
      [account],
    );
    expect(n).toBe(0);
    await rollupIsTrue();
  });

  test('the best of several attempts counts, and moves with the learner to another unit', async () => {
    const account = await world.learner();
    const first = await world.enrolment(account);
    await world.attempt(first, 1, [100, 100, 0], '2026-05-01T03:00:00Z');
    await world.attempt(first, 2, [0, 0, 0], '2026-05-02T03:00:00Z');
    await world.tell(first);
    expect(await standing(account)).toEqual(['4.1=3']);
    await world.db.query(
      `UPDATE enrolment SET unit_id = (SELECT id FROM unit WHERE code = '31') WHERE id = $1`,
      [first],
    );
    await world.tell(first);
    const [{ code }] = await world.db.query(
      `SELECT DISTINCT u.code FROM skill_standing s JOIN unit u ON u.id = s.unit_id WHERE s.account_id = $1`,
      [account],
    );
    expect(code).toBe('31');
    await rollupIsTrue();
  });

  test('a rule approved later counts for what was shown before; once retired, for nothing shown since', async () => {
    const [before, after] = [
      await world.enrolment(await world.learner()),
      await world.enrolment(await world.learner()),
    ];
    await world.complete(before, '2026-05-02T03:00:00Z');
    const rule = await world.rule({
      ...{ code: 'qt-xong', basis: 'completion', percent: null, minQuestions: null },
      ...{ component: 'tt02-2025/4.2', level: 1 },
    });
    await world.tell(rule);
    expect(await entries(before)).toEqual(['reached 4.2 1 v2025 qt-xong']);
    await world.get(AwardRules).retire(rule, null);
    await world.complete(after, '2099-01-01T03:00:00Z');
    await world.tell(after, rule);
    expect([await entries(before), await entries(after)]).toEqual([['reached 4.2 1 v2025 qt-xong'], []]);
  });

  test('the sweep finds what no event told', async () => {
    const account = await world.learner();
    await world.attempt(await world.enrolment(account), 1, [100, 100, 0], '2026-05-01T03:00:00Z');
    const sweep = new SkillSweep(world.db, world.get(Ledger));
    expect(await sweep.sweep()).toBeGreaterThan(0);
    expect(await standing(account)).toEqual(['4.1=3']);
    expect(await sweep.sweep()).toBe(0);
  });
});

describe('the ledger', () => {
  test.each([
    'UPDATE skill_entry SET level = 8',
    'DELETE FROM skill_entry',
    'TRUNCATE skill_entry CASCADE',
    `UPDATE award_rule SET percent = 1 WHERE status = 'approved'`,
    `UPDATE award_rule SET status = 'draft', approved_at = NULL WHERE status = 'approved'`,
    `DELETE FROM award_rule WHERE status = 'retired'`,
  ])('%s is refused by the database', async (sql) => {
    await expect(world.db.query(sql)).rejects.toThrow(/append-only|approved/);
  });

  test('computed again from nothing it is the same, row for row', async () => {
    const answer = await world.get(LedgerRecompute).run();
    expect(answer).toMatchObject({ added: 0, differing: 0 });
    expect(answer.entries).toBeGreaterThan(8);
    const before = await world.db.query('SELECT * FROM skill_entry ORDER BY id');
    await world.db.query('ALTER TABLE skill_entry DISABLE TRIGGER skill_entry_append_only');
    await world.db.query('DELETE FROM skill_standing');
    await world.db.query('DELETE FROM skill_rollup');
    await world.db.query('DELETE FROM skill_entry WHERE withdraws IS NOT NULL');
    await world.db.query('DELETE FROM skill_entry');
    await world.db.query('ALTER TABLE skill_entry ENABLE TRIGGER skill_entry_append_only');
    expect(await world.get(LedgerRecompute).run()).toMatchObject({ added: before.length, differing: 0 });
    expect(await world.db.query('SELECT * FROM skill_entry ORDER BY id')).toEqual(before);
    await rollupIsTrue();
  });

  test('a row that nothing gives, or that was changed behind its back, is found', async () => {
    await world.db.query('ALTER TABLE skill_entry DISABLE TRIGGER skill_entry_append_only');
    const [row] = await world.db.query(`SELECT id FROM skill_entry WHERE kind = 'reached' LIMIT 1`);
    await world.db.query('UPDATE skill_entry SET level = 8 WHERE id = $1', [row.id]);
    await world.db.query(
      `INSERT INTO skill_entry (id, kind, account_id, enrolment_id, rule_id, framework_version_id, component_code, level, happened_at)
       SELECT $2, 'reached', account_id, enrolment_id, rule_id, framework_version_id, '6.1', 8, now() FROM skill_entry WHERE id = $1`,
      [row.id, newId()],
    );
    expect((await world.get(LedgerRecompute).run()).differing).toBe(2);
  });
});

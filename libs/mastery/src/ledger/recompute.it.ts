import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { FrameworkExchange, MappingSources } from '#competency';
import { inTransaction } from '#platform/database';
import { newId } from '#platform/ids';
import { AwardRules } from '../rule/award-rules.js';
import { MasteryWorld } from '../testing/mastery-world.js';
import { EvidenceRevocations } from './evidence-revocations.js';
import { Ledger } from './ledger.js';
import { LedgerRecompute } from './ledger-recompute.js';
import { SkillSweep } from './record-skills.job.js';

jest.setTimeout(60_000);
let world: MasteryWorld;
beforeAll(async () => {
  world = await MasteryWorld.open();
  await world.rule();
  await world.rule({ code: 'qt-hai', component: 'tt02-2025/4.2', level: 1, minQuestions: 1 });
}, 60_000);
afterAll(() => world?.close());

const all = (sql: string): Promise<object[]> => world.db.query(sql);
const LEDGER = 'SELECT * FROM skill_entry ORDER BY id';
const STANDINGS = 'SELECT * FROM skill_standing ORDER BY account_id, framework_id, component_code';
const ROLLUP = `SELECT unit_id, target_group, framework_id, component_code, level, people FROM skill_rollup
  WHERE people <> 0 ORDER BY 1, 2, 3, 4, 5`;

/** All that was recorded bit by bit is what rules and evidence give when they are looked at once, from nothing. */
async function isWhatItWouldBe(): Promise<void> {
  expect(await world.get(LedgerRecompute).run()).toMatchObject({ added: 0, differing: 0 });
  const stored = [await all(LEDGER), await all(STANDINGS), await all(ROLLUP)];
  await all('ALTER TABLE skill_entry DISABLE TRIGGER skill_entry_append_only');
  for (const table of ['skill_standing', 'skill_rollup']) await all(`DELETE FROM ${table}`);
  await all('DELETE FROM skill_entry WHERE withdraws IS NOT NULL');
  await all('DELETE FROM skill_entry');
  await all('ALTER TABLE skill_entry ENABLE TRIGGER skill_entry_append_only');
  await world.get(LedgerRecompute).run();
  expect([await all(LEDGER), await all(STANDINGS), await all(ROLLUP)]).toEqual(stored);
}

const STEPS = ['retake', 'regrade', 'revoke', 'complete', 'leave', 'rule'] as const;
type Step = { what: (typeof STEPS)[number]; marks: number[]; told: boolean };
const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom(...STEPS),
  marks: fc.array(fc.constantFrom(0, 50, 75, 100), { minLength: 3, maxLength: 3 }),
  told: fc.boolean(),
});

/** One learner goes through the steps, a day each; of some nobody tells. */
async function walk(steps: Step[]): Promise<void> {
  const enrolment = await world.enrolment(await world.learner());
  const done = new Set<string>();
  let [attempts, attemptId, revision] = [0, '', 0];
  for (const [index, { what, marks, told }] of steps.entries()) {
    const at = `2026-05-${String(index + 1).padStart(2, '0')}T03:00:00Z`;
    const once = async (work: () => Promise<unknown>) => {
      if (!done.has(what)) await work();
      done.add(what);
    };
    if (what === 'retake' || attemptId === '') {
      attempts += 1;
      ({ attemptId } = await world.attempt(enrolment, attempts, marks, at));
      revision = 1;
    } else if (what === 'regrade') await world.grade(attemptId, ++revision, marks, at);
    else if (what === 'revoke')
      await inTransaction(world.db, (tx) =>
        world.get(EvidenceRevocations).revoke(tx, newId(), enrolment, new Date(at)),
      );
    // Who has left completes nothing any more.
    else if (what === 'complete' && !done.has('leave')) await once(() => world.complete(enrolment, at));
    else if (what === 'leave') await once(() => world.leave(enrolment, at));
    else if (what === 'rule')
      await world.rule({ code: 'qt-doi', component: 'tt02-2025/4.2', level: 2, minQuestions: 1 });
    if (told) await world.tell(enrolment);
  }
}

describe('the ledger that was written bit by bit is the one computed from nothing', () => {
  test('after any order of retakes, regrades, revocations, completions, leavings and new rules', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), walk), {
      ...{ numRuns: 10, endOnFailure: true },
    });
    await new SkillSweep(world.db, world.get(Ledger)).sweep();
    await isWhatItWouldBe();
  });

  test('and once two components became one: no row changes, and nobody is counted twice', async () => {
    const learner = await world.learner();
    const enrolment = await world.enrolment(learner);
    const { gradeId } = await world.attempt(enrolment, 1, [100, 100, 100], '2026-05-01T03:00:00Z');
    await world.tell(gradeId);
    const standing = async () => {
      const rows: { line: string }[] = await world.db.query(
        `SELECT component_code || '=' || level AS line FROM skill_standing
         WHERE account_id = $1 AND framework_id IS NOT NULL ORDER BY 1`,
        [learner],
      );
      return rows.map(({ line }) => line);
    };
    expect((await standing())[0]).toBe('4.1=3');
    const before = await all(LEDGER);

    const usage = await world.get(MappingSources).usage('tt02-2025');
    expect(usage.get('4.1')?.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['rules', 'levels']));
    const exchange = world.get(FrameworkExchange);
    const { content } = await exchange.export(await exchange.version('tt02-2025'), 'json', 'vi');
    const document = JSON.parse(content.toString());
    const gone = new Set(['4.1', '4.2']);
    document.framework.version = '2027';
    const [one] = document.components.filter((each: { code: string }) => gone.has(each.code));
    const kept = (key: string) => (each: Record<string, string>) => !gone.has(each[key] ?? '');
    document.components = [
      ...document.components.filter(kept('code')),
      { ...one, code: '4.9', replaces: ['4.1', '4.2'] },
    ];
    document.indicators = document.indicators.filter(kept('component'));
    await exchange.import(Buffer.from(JSON.stringify(document)), null);
    await exchange.publish('tt02-2025', '2027', null);
    await new SkillSweep(world.db, world.get(Ledger)).sweep();

    expect(await standing()).toEqual(['4.9=3']);
    expect(await all(LEDGER)).toEqual(before);
    const [{ people, holders }] = await world.db.query(
      `SELECT (SELECT sum(people)::int FROM skill_rollup WHERE component_code = '4.9') AS people,
         (SELECT count(DISTINCT account_id)::int FROM skill_standing WHERE component_code LIKE '4.%') AS holders`,
    );
    expect(people).toBe(holders);
    const rules = await world.get(AwardRules).list();
    expect(rules.find(({ code }) => code === 'qt-thu')).toMatchObject({
      component: '4.1',
      status: 'approved',
    });
    await isWhatItWouldBe();
  });
});

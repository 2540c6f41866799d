import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { newId } from '#platform/ids';
import { TestDatabase } from '#platform/testing';
import { TrainingFactory } from '../testing/training.factory.js';
import { RecountEnrolmentsJob, RollupSweep } from './recount.job.js';
import { RollupRebuild } from './rollup-rebuild.js';
import { Rollups } from './rollups.js';

let database: TestDatabase;
let db: DataSource;
let make: TrainingFactory;
let rollups: Rollups;
let units: string[];
let classId: string;

beforeAll(async () => {
  database = await TestDatabase.create();
  db = await database.connect();
  make = new TrainingFactory(db);
  rollups = new Rollups(db);
  await make.unit('vn', 'Việt Nam', 'country');
  await make.unit('vn.31', 'Thành phố Hải Phòng', 'province');
  units = [await make.unit('vn.31.11308', 'Xã Tân Minh'), await make.unit('vn.31.11311', 'Xã Vĩnh Am')];
  classId = await make.trainingClass(units[0]!);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** The counts told by the enrolments themselves, in words of its own: shares nothing with the rollup's SQL. */
async function truth() {
  const rows = await db.query(`
    SELECT e.unit_id, count(*)::int AS enrolled, count(e.started_at)::int AS started, count(e.passed_at)::int AS passed,
           count(e.completed_at)::int AS completed,
           (count(*) FILTER (WHERE EXISTS (SELECT FROM certificate c WHERE c.enrolment_id = e.id AND c.status = 'valid')))::int AS certified,
           coalesce(sum(e.best_score_bp), 0)::int AS score_sum, count(e.best_score_bp)::int AS score_count
    FROM enrolment e WHERE e.status <> 'withdrawn' GROUP BY e.unit_id ORDER BY e.unit_id`);
  return rows as object[];
}

const counted = async (): Promise<object[]> =>
  db.query(`
    SELECT unit_id, sum(enrolled)::int AS enrolled, sum(started)::int AS started, sum(passed)::int AS passed,
           sum(completed)::int AS completed, sum(certified)::int AS certified, sum(score_sum)::int AS score_sum,
           sum(score_count)::int AS score_count
    FROM completion_rollup GROUP BY unit_id HAVING sum(enrolled) <> 0 ORDER BY unit_id`);

const days = async (enrolmentUnit: string | null): Promise<object[]> =>
  db.query(
    `SELECT day::text, enrolled, started, passed, completed, certified, score_sum::int, score_count FROM completion_rollup
     WHERE unit_id IS NOT DISTINCT FROM $1 AND enrolled + started + passed + completed + certified + score_count > 0 ORDER BY day`,
    [enrolmentUnit],
  );

describe('counting enrolments', () => {
  test('each happening counts on its day in Vietnam, the score on the day it was first reached', async () => {
    const enrolment = await make.enrolment(await make.person('Trần Thị Bích'), classId, units[0]!, {
      enrolledAt: '2026-04-06T16:59:59Z',
      startedAt: '2026-04-06T17:00:00Z',
      passedAt: '2026-05-02T03:00:00Z',
      completedAt: '2026-05-03T03:00:00Z',
      bestScoreBp: 9458,
    });
    await make.grade(enrolment, 1, 6000, '2026-04-20T03:00:00Z');
    await make.grade(enrolment, 2, 9458, '2026-05-02T03:00:00Z');
    await make.grade(enrolment, 3, 9458, '2026-05-09T03:00:00Z');
    await make.certificate(enrolment, '2026-05-04T18:30:00Z');
    await rollups.recount([enrolment]);

    const none = {
      enrolled: 0,
      started: 0,
      passed: 0,
      completed: 0,
      certified: 0,
      score_sum: 0,
      score_count: 0,
    };
    expect(await days(units[0]!)).toEqual([
      { ...none, day: '2026-04-06', enrolled: 1 },
      { ...none, day: '2026-04-07', started: 1 },
      { ...none, day: '2026-05-02', passed: 1, score_sum: 9458, score_count: 1 },
      { ...none, day: '2026-05-03', completed: 1 },
      { ...none, day: '2026-05-05', certified: 1 },
    ]);
  });

  test('telling it again changes nothing', async () => {
    const before = await counted();
    const [{ enrolment_id: id }] = await db.query('SELECT enrolment_id FROM counted_enrolment LIMIT 1');
    expect(await rollups.recount([id, id])).toBe(0);
    expect(await counted()).toEqual(before);
  });

  test('people without a unit are counted', async () => {
    const enrolment = await make.enrolment(await make.person('Lò Văn Ín'), classId, null);
    await rollups.recount([enrolment]);
    expect(await days(null)).toMatchObject([{ day: '2026-04-06', enrolled: 1 }]);
  });

  test('who is withdrawn leaves the counts, and so does a revoked certificate', async () => {
    const leaver = await make.enrolment(await make.person('Người Rút'), classId, units[1]!);
    const other = await make.enrolment(await make.person('Người Ở Lại'), classId, units[1]!, {
      startedAt: '2026-04-08T03:00:00Z',
    });
    const paper = await make.certificate(other, '2026-05-01T03:00:00Z');
    await rollups.recount([leaver, other]);
    await db.query(`UPDATE enrolment SET status = 'withdrawn', withdrawn_at = now() WHERE id = $1`, [leaver]);
    await make.revoke(paper);
    expect(await rollups.recount([leaver, other])).toBe(2);
    expect((await days(units[1]!)).at(-1)).toMatchObject({ day: '2026-04-08', certified: 0 });
    expect(await counted()).toEqual(await truth());
  });

  test('a person moved to another unit moves with all their counts', async () => {
    const mover = await make.enrolment(await make.person('Người Chuyển'), classId, units[0]!, {
      startedAt: '2026-04-08T03:00:00Z',
    });
    await rollups.recount([mover]);
    await db.query('UPDATE enrolment SET unit_id = $2 WHERE id = $1', [mover, units[1]]);
    await rollups.recount([mover]);
    expect(await counted()).toEqual(await truth());
  });

  test('an event leads to its enrolment: its own id, a grade of its attempts, its certificate', async () => {
    const enrolment = await make.enrolment(await make.person('Người Thi'), classId, units[0]!);
    const grade = await make.grade(enrolment, 1, 8000, '2026-05-02T03:00:00Z');
    const paper = await make.certificate(enrolment, '2026-05-04T03:00:00Z');
    for (const id of [enrolment, grade, paper]) expect(await rollups.enrolmentsOf([id])).toEqual([enrolment]);
    expect(await rollups.enrolmentsOf([newId()])).toEqual([]);
    await new RecountEnrolmentsJob(rollups).run({ ids: [grade, paper] });
    expect(await counted()).toEqual(await truth());
  });
});

describe('whatever happens, in whatever order it is told', () => {
  const change = fc.record({
    who: fc.nat(7),
    what: fc.constantFrom('start', 'score', 'pass', 'complete', 'certify', 'revoke', 'withdraw', 'move'),
    day: fc.integer({ min: 1, max: 28 }),
    told: fc.boolean(),
  });

  test('the sums are those of the rows once every change has been told, twice and by two workers at a time', async () => {
    const people = await Promise.all(
      Array.from({ length: 8 }, async (_, index) =>
        make.enrolment(await make.person(`Học Viên ${index}`), classId, units[index % 2]!),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 25 }),
        fc.array(fc.nat(7), { maxLength: 20 }),
        async (changes, order) => {
          for (const { who, what, day, told } of changes) {
            await happen(people[who]!, what, `2026-05-${String(day).padStart(2, '0')}T03:00:00Z`);
            if (told) await rollups.recount([people[who]!]);
          }
          const shuffled = order.map((who) => people[who]!);
          await Promise.all([
            rollups.recount(people),
            rollups.recount([...people].reverse()),
            rollups.recount(shuffled),
            rollups.recount(shuffled.slice(3)),
          ]);
          expect(await counted()).toEqual(await truth());
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  async function happen(id: string, what: string, at: string): Promise<void> {
    const set = (column: string) => db.query(`UPDATE enrolment SET ${column} = $2 WHERE id = $1`, [id, at]);
    if (what === 'start') await set('started_at');
    if (what === 'pass') await set('passed_at');
    if (what === 'complete') await set('completed_at');
    if (what === 'score')
      await db.query(
        'UPDATE enrolment SET best_score_bp = (extract(day FROM $2::timestamptz) * 300)::int WHERE id = $1',
        [id, at],
      );
    if (what === 'move')
      await db.query(
        'UPDATE enrolment SET unit_id = (CASE WHEN unit_id = $2 THEN $3 ELSE $2 END)::uuid WHERE id = $1',
        [id, ...units],
      );
    if (what === 'withdraw')
      await db.query(
        `UPDATE enrolment SET status = CASE WHEN status = 'withdrawn' THEN 'enrolled' ELSE 'withdrawn' END,
         withdrawn_at = CASE WHEN status = 'withdrawn' THEN NULL ELSE now() END WHERE id = $1`,
        [id],
      );
    if (what === 'revoke')
      await db.query(`UPDATE certificate SET status = 'revoked' WHERE enrolment_id = $1`, [id]);
    if (what === 'certify') {
      const [valid] = await db.query(
        `SELECT 1 FROM certificate WHERE enrolment_id = $1 AND status = 'valid'`,
        [id],
      );
      if (!valid) await make.certificate(id, at);
    }
  }
});

describe('repairing', () => {
  test('the sweep counts what no event told, in stretches, and then finds nothing', async () => {
    const silent = await make.enrolment(await make.person('Người Lặng Lẽ'), classId, units[0]!);
    const sweep = new RollupSweep(rollups);
    expect(await sweep.sweep()).toBe(1);
    expect(await sweep.sweep()).toBe(0);
    expect(await rollups.uncounted(silent, 10)).toEqual({ ids: [], last: null });
    expect(await counted()).toEqual(await truth());
  });

  test('the sweep takes back the counts of rows that are gone', async () => {
    const gone = await make.enrolment(await make.person('Người Bị Xóa'), classId, units[0]!);
    await rollups.recount([gone]);
    await db.query('DELETE FROM enrolment WHERE id = $1', [gone]);
    expect(await new RollupSweep(rollups).sweep()).toBe(1);
    expect(await counted()).toEqual(await truth());
  });

  test('a rebuild mends wrong cells and wrong rows, says how many, and then finds nothing', async () => {
    const [first] = await db.query(
      'SELECT enrolment_id FROM counted_enrolment WHERE started_on IS NOT NULL LIMIT 1',
    );
    await db.query('UPDATE completion_rollup SET enrolled = enrolled + 5 WHERE unit_id = $1 AND day = $2', [
      units[0],
      '2026-04-06',
    ]);
    await db.query(
      `INSERT INTO completion_rollup (class_id, unit_id, target_group, day, passed) VALUES ($1, $2, 'citizen', '2026-01-01', 3)`,
      [classId, units[1]],
    );
    await db.query('UPDATE counted_enrolment SET started_on = NULL WHERE enrolment_id = $1', [
      first.enrolment_id,
    ]);
    const rebuild = new RollupRebuild(db);
    expect((await rebuild.run()).differences).toEqual({ enrolments: 1, cells: 2 });
    expect(await counted()).toEqual(await truth());
    const again = await rebuild.run();
    expect(again.differences).toEqual({ enrolments: 0, cells: 0 });
    const [row] = await db.query(`SELECT count(*)::int AS n FROM enrolment WHERE status <> 'withdrawn'`);
    expect(again.enrolments).toBe(row.n);
  });
});

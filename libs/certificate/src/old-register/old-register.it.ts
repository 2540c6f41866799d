import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localYear } from '#platform/clock';
import { STORAGE, type Storage } from '#platform/storage';
import { RunTaskJob, TaskRepository } from '#platform/tasks';
import { ChainAudit } from '../chain/chain-audit.service.js';
import { Checkpoints } from '../checkpoint/checkpoints.service.js';
import { RegisterCheck } from '../checkpoint/register-check.service.js';
import { Issuing } from '../issuing/issuing.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { oldRegisterSample, sampleCsv, sampleXlsx } from '../testing/old-register-sample.js';
import { ExpiredOldImports } from './expired-imports.sweep.js';
import type { OldChoices } from './old-import.js';
import { OldImportRows } from './old-imports.repository.js';
import { OldImports } from './old-imports.service.js';
import { Recording } from './recording.service.js';

const THIS_YEAR = localYear(new Date());

describe('an older register', () => {
  let world: CertificateWorld;
  let registrarId: string;
  beforeAll(async () => {
    world = await CertificateWorld.open({ databasePool: 8 });
    registrarId = await world.rows.person({ name: 'Trần Quốc Hưng' });
  }, 120_000);
  afterAll(() => world?.close());

  const rows = () => world.get(OldImportRows);
  const imports = () => world.get(OldImports);
  const count = async (sql: string, values: unknown[] = []): Promise<number> =>
    Number((await world.db.query(sql, values))[0].n);

  /** Sent and checked, by the worker when it is large. */
  async function send(content: Buffer, year: number, choices: OldChoices = {}): Promise<string> {
    const given = { issuerId: world.rows.issuerId, year, choices, by: registrarId };
    const { importId, taskId } = await imports().upload({ ...given, file: { name: 'so-cap.csv', content } });
    if (taskId) expect((await world.task(taskId)).status).toBe('done');
    return importId;
  }

  async function apply(importId: string): Promise<void> {
    const task = await world.task(await imports().apply(await rows().get(importId), registrarId));
    expect(task.status).toBe('done');
  }

  async function undo(importId: string): Promise<void> {
    await world.task(await imports().undo(await rows().get(importId), registrarId));
  }

  const csv = (...lines: string[]) =>
    Buffer.from(['Số vào sổ,Số hiệu,Họ và tên,Ngày sinh,Khóa học,Ngày cấp', ...lines].join('\n'));

  const outcomes = async (importId: string) => {
    const found: { row: number; outcome: string; messages: { code: string }[] }[] = await world.db.query(
      'SELECT row, outcome, messages FROM old_register_row WHERE import_id = $1 ORDER BY row',
      [importId],
    );
    return found.map(({ row, outcome, messages }) => [row, outcome, messages[0]?.code ?? null]);
  };

  test('of 2,500 rows with 25 bad ones: 2,475 are recorded, the 25 stay with their reasons', async () => {
    const sample = oldRegisterSample(2500, 25);
    const importId = await send(await sampleXlsx(sample), 2024);
    const checked = await rows().get(importId);
    expect(checked.refusal).toBeNull();
    expect(checked.summary.counts).toEqual({ accept: 0, warn: 2475, same: 0, reject: 25 });
    expect(checked.summary.numbers).toMatchObject({ first: 1, last: sample.last, next: sample.last + 1 });
    const refused = await rows().rows(importId, 'reject', 100, 0);
    expect(new Map(refused.map(({ row, messages }) => [row, messages[0]!.code]))).toEqual(sample.faults);
    expect(refused[0]!.cells).toHaveLength(9);

    // The worker dies after two batches; what is left is recorded by the next.
    const taskId = await imports().apply(checked, registrarId);
    await world.get(Recording).reserve(importId);
    for (let batch = 0; batch < 2; batch += 1) await world.get(Recording).next(importId);
    expect(await count('SELECT count(*) AS n FROM old_entry')).toBe(1000);
    const task = await world.task(taskId);
    expect(task).toMatchObject({ status: 'done', done: 2475, total: 2475 });
    expect(await count('SELECT count(DISTINCT (import_id, row)) AS n FROM old_entry')).toBe(2475);
    expect(await count(`SELECT count(*) AS n FROM issuing_log WHERE kind = 'imported'`)).toBe(2475);
    expect(await count('SELECT count(*) AS n FROM old_register_row WHERE import_id = $1', [importId])).toBe(
      25,
    );
    // The log has them in the order of the file.
    expect(
      await count(
        `SELECT count(*) AS n FROM (SELECT o.row, lag(o.row) OVER (ORDER BY l.seq) AS before FROM issuing_log l
           JOIN old_entry o ON o.id = l.old_entry_id) s WHERE before > row`,
      ),
    ).toBe(0);

    const report = await world.get(RegisterCheck).run();
    expect(report).toMatchObject({ ok: true, oldEntries: 2475, gaps: [], unlogged: 0 });
    const lost = report.importedGaps.flatMap(({ from, to }) =>
      Array.from({ length: to - from + 1 }, (_, index) => from + index),
    );
    for (const number of sample.missing) expect(lost).toContain(number);
    await imports()
      .apply(await rows().get(importId), registrarId)
      .catch(() => {});
    expect(await count('SELECT count(*) AS n FROM old_entry')).toBe(2475);

    await undo(importId);
    expect(
      await count(`SELECT count(*) AS n FROM old_entry WHERE facts IS NOT NULL OR status <> 'undone'`),
    ).toBe(0);
    expect(await count(`SELECT last_number AS n FROM register WHERE year = 2024`)).toBe(0);
    expect(await world.get(RegisterCheck).run()).toMatchObject({ ok: true, oldEntries: 0, importedGaps: [] });
  });

  test('is continued after its highest number, without gap or double, also while people issue', async () => {
    const importId = await send(
      csv(
        `1/${THIS_YEAR}/GCN-CNTTTT,,Lê Văn Một,1980,Khóa cũ,01/01/${THIS_YEAR}`,
        `7/${THIS_YEAR}/GCN-CNTTTT,,Lê Văn Bảy,1980,Khóa cũ,01/01/${THIS_YEAR}`,
      ),
      THIS_YEAR,
    );
    const before = await world.rows.enrolments(2);
    // Given while the file lay checked: number 1 is taken when it is recorded.
    await world.get(Issuing).issue([before[0]!]);
    const ids = await world.rows.enrolments(6);
    await Promise.all([apply(importId), ...ids.map((id) => world.get(Issuing).issue([id]))]);
    await world.get(Issuing).issue([before[1]!]);
    const report = await world.get(RegisterCheck).run();
    expect([report.gaps, report.duplicates, report.unlogged, report.chain.ok]).toEqual([[], [], 0, true]);
    expect((await outcomes(importId))[0]).toEqual([2, 'reject', 'taken-meanwhile']);
    expect(
      await count(
        `SELECT count(*) AS n FROM certificate c JOIN register r ON r.id = c.register_id
        WHERE r.year = $1 AND c.number > 7`,
        [THIS_YEAR],
      ),
    ).toBeGreaterThan(0);
    await expect(undo(importId)).rejects.toThrow('certificate.old-built-on');
  });

  test('is refused row by row for what the register, or the file itself, says otherwise', async () => {
    const first = await send(
      csv('1/2023/GCN-CNTTTT,HP23 0000001,Đặng Ngọc Ánh,14/08/1987,Khóa cũ,10/03/2023'),
      2023,
    );
    await apply(first);
    const lines = [
      '1/2023/GCN-CNTTTT,HP23 0000001,ĐẶNG NGỌC ÁNH,14/08/1987,Khóa cũ,10/03/2023',
      '1/2023/GCN-CNTTTT,,Người Khác,1990,Khóa cũ,10/03/2023',
      '2/2023/GCN-CNTTTT,,Trần Văn Hai,1990,Khóa cũ,10/03/2023',
      '2/2023/GCN-CNTTTT,,Trần Văn Ba,1990,Khóa cũ,10/03/2023',
      '4/2023/GCN-CNTTTT,HP23 0000001,Lê Thị Bốn,1990,Khóa cũ,10/03/2023',
      '5/2023/GCN-CNTTTT,,Lê Thị Năm,1990,Khóa cũ,03/01/2024',
    ];
    const second = await send(csv(...lines), 2023);
    expect(await outcomes(second)).toEqual([
      [2, 'same', 'course-unknown'],
      [3, 'reject', 'taken-before'],
      [4, 'reject', 'two-people'],
      [5, 'reject', 'two-people'],
      [6, 'reject', 'taken-before'],
      [7, 'warn', 'issued-year'],
    ]);
    const list = await rows().get(second);
    await imports().review(list, { ...list.choices, keepsDoubles: true, refusesCourses: true }, registrarId);
    expect((await outcomes(second)).map(([, outcome]) => outcome)).toEqual(Array(6).fill('reject'));
    await imports().review(list, { ...list.choices, keepsDoubles: true }, registrarId);
    await apply(second);
    const report = await world.get(RegisterCheck).run();
    expect(report.duplicates).toEqual([]);
    expect(report.importedDoubles.map(({ number, count: times }) => [number, times])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    // The first cannot be told from those that came on top, and goes all the same; theirs then covers its numbers.
    await undo(first);
    expect(await world.get(RegisterCheck).run()).toMatchObject({ gaps: [], chain: { ok: true } });
    expect(await count('SELECT last_number AS n FROM register WHERE year = 2023')).toBe(5);
  });

  test('that is changed in the tables breaks the chain; the checkpoint covers it', async () => {
    const importId = await send(csv('1/2022/GCN-CNTTTT,,Vũ Minh Khôi,1991,Khóa cũ,10/03/2022'), 2022);
    await apply(importId);
    const audit = world.get(ChainAudit);
    expect(await world.get(Checkpoints).publish()).toBe(true);
    const [{ seq }] = await world.db.query('SELECT max(seq)::int AS seq FROM issuing_log');
    await world.db.query(
      `UPDATE old_entry SET facts = jsonb_set(facts, '{holder,name}', '"Kẻ Mạo Danh"') WHERE import_id = $1`,
      [importId],
    );
    expect(await audit.run()).toMatchObject({ ok: false, broken: { seq, reason: 'record' } });
    await world.db.query(
      `UPDATE old_entry SET facts = NULL, salt = NULL, status = 'undone' WHERE import_id = $1`,
      [importId],
    );
    expect(await audit.run()).toMatchObject({ ok: false, broken: { seq, reason: 'record' } });
  });

  test('full of gaps hides no gap that is a fault', async () => {
    const line = (number: number) => `${number}/2019/GCN-CNTTTT,,Người Số ${number},1980,Khóa cũ,02/01/2019`;
    await apply(await send(csv(...Array.from({ length: 130 }, (_, index) => line(2 * index + 1))), 2019));
    const faults = async () => (await world.get(RegisterCheck).run()).gaps.map(({ from, to }) => [from, to]);
    expect(await faults()).toEqual([]);
    await world.db.query('UPDATE register SET last_number = last_number + 1 WHERE year = 2019');
    expect(await faults()).toEqual([[260, 260]]);
    await world.db.query('UPDATE register SET last_number = last_number - 1 WHERE year = 2019');
  });

  test('is stopped and gone on with by its task, and taken back half recorded', async () => {
    const sample = oldRegisterSample(600, 0, 2021);
    const importId = await send(sampleCsv(sample), 2021);
    const taskId = await imports().apply(await rows().get(importId), registrarId);
    const running = world.get(Recording);
    await running.reserve(importId);
    await running.next(importId);
    await world.get(TaskRepository).requestCancellation(taskId);
    await world.get(RunTaskJob).run({ taskId });
    expect((await rows().get(importId)).status).toBe('applying');
    await undo(importId);
    await world.get(TaskRepository).resume(taskId);
    await world.get(RunTaskJob).run({ taskId });
    expect(
      await count(`SELECT count(*) AS n FROM old_entry WHERE import_id = $1 AND status <> 'undone'`, [
        importId,
      ]),
    ).toBe(0);
    expect(await rows().get(importId)).toMatchObject({ status: 'undone', fileKey: null });
    expect(await count('SELECT last_number AS n FROM register WHERE year = 2021')).toBe(0);
  });

  test('lets go of the file and the refused rows when their time is over, not of what is recorded', async () => {
    const lines = [
      '1/2009/GCN-CNTTTT,,Lê Văn Giữ,1980,An toàn số,01/02/2009',
      '2/2009/GCN-CNTTTT,,,1981,An toàn số,01/02/2009',
    ];
    const [recorded, forgotten] = [await send(csv(...lines), 2009), await send(csv(...lines), 2008)];
    await apply(recorded);
    const entries = await count('SELECT count(*) AS n FROM old_entry WHERE import_id = $1', [recorded]);
    const { fileKey } = await rows().get(recorded);
    const age = (days: number) =>
      world.db.query(
        `UPDATE old_register_import SET created_at = now() - make_interval(days => $2),
           applied_at = CASE WHEN status = 'applied' THEN now() - make_interval(days => $2) END WHERE id = ANY($1)`,
        [[recorded, forgotten], days],
      );
    await age(29);
    expect(await world.get(ExpiredOldImports).sweep()).toBe(0);
    await age(31);
    expect(await world.get(ExpiredOldImports).sweep()).toBe(2);
    expect(await world.get(ExpiredOldImports).sweep()).toBe(0);
    expect(await rows().get(recorded)).toMatchObject({ status: 'applied', fileKey: null });
    expect(await rows().get(forgotten)).toMatchObject({ status: 'discarded', fileKey: null });
    expect(await world.get<Storage>(STORAGE).size(fileKey!)).toBeNull();
    const left = 'SELECT count(*) AS n FROM old_register_row WHERE import_id = ANY($1)';
    expect(await count(left, [[recorded, forgotten]])).toBe(0);
    expect(entries).toBe(1);
    expect(await count('SELECT count(*) AS n FROM old_entry WHERE import_id = $1', [recorded])).toBe(1);
  });
});

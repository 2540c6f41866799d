import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Issuing } from '../issuing/issuing.service.js';
import { Revocations } from '../revocation/revocations.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { Checkpoints } from './checkpoints.service.js';
import { PublishCheckpoint } from './publish-checkpoint.job.js';
import { RegisterCheck } from './register-check.service.js';
import { openCheckpoint } from './signed-note.js';

type Proof = {
  checkpoint: string;
  entries: { entry: string; index: number; inclusion: string[] }[];
  pending: number;
};

/** The page in docs/, which shares nothing with the code under test. */
function independentCheck(): (key: string, note: string, proof: string) => Promise<string[]> {
  const html = fs.readFileSync(path.resolve('docs/kiem-tra-doc-lap.html'), 'utf8');
  const script = /<script>([\s\S]*)<\/script>/.exec(html)![1]!;
  const context = vm.createContext({ crypto, TextEncoder, atob, Uint8Array });
  return vm.runInContext(`${script}; check`, context) as ReturnType<typeof independentCheck>;
}

describe('checkpoints of the issuing log', () => {
  let world: CertificateWorld;
  const check = independentCheck();
  beforeAll(async () => {
    world = await CertificateWorld.open();
  }, 120_000);
  afterAll(() => world?.close());

  async function issued(count: number): Promise<{ id: string; code: string; register_id: string }[]> {
    const ids = await world.rows.enrolments(count);
    await world.get(Issuing).issue(ids);
    return world.db.query(
      'SELECT id, code, register_id FROM certificate WHERE enrolment_id = ANY($1::uuid[])',
      [ids],
    );
  }
  /** As if the checkpoints had been made a day earlier. */
  async function nextDay(): Promise<void> {
    await world.db.query('ALTER TABLE checkpoint DISABLE TRIGGER checkpoint_append_only');
    await world.db.query(`UPDATE checkpoint SET day = day - 10000`);
    await world.db.query(`UPDATE checkpoint SET day = day + 9999`);
    await world.db.query('ALTER TABLE checkpoint ENABLE TRIGGER checkpoint_append_only');
  }
  const latest = async () =>
    (
      await world.db.query(
        'SELECT day::text, note, size::int, verifier_key FROM checkpoint ORDER BY day DESC',
      )
    )[0];
  const proofOf = async (code: string): Promise<Proof> => {
    const { status, body } = await world.visitor().json('GET', `/api/issuing-log/proof/${code}`);
    expect(status).toBe(200);
    return body as unknown as Proof;
  };

  test('there is none before the first certificate, and the page says so', async () => {
    await world.get(PublishCheckpoint).sweep();
    expect(await latest()).toBeUndefined();
    const visitor = world.visitor();
    await visitor.get('/issuing-log');
    expect(visitor.text('main')).toContain('Chưa có dấu kiểm nào');
    await visitor.get('/issuing-log/latest');
    expect(visitor.status).toBe(404);
    expect((await visitor.json('GET', '/api/issuing-log/proof/x')).status).toBe(404);
  });

  test('one a day is published, signed, listed and kept by whoever downloads it', async () => {
    const [first] = await issued(3);
    for (let turn = 0; turn < 3; turn++) await world.get(PublishCheckpoint).sweep();
    const [{ n }] = await world.db.query('SELECT count(*)::int AS n FROM checkpoint');
    expect(n).toBe(1);
    const { note, verifier_key, day } = await latest();
    expect(openCheckpoint(note, verifier_key)).toMatchObject({ size: 3 });
    const visitor = world.visitor();
    await visitor.get('/issuing-log');
    expect(visitor.text('main')).toContain(verifier_key);
    const answer = await visitor.inject({ method: 'GET', url: `/issuing-log/${day}` });
    expect([answer.body, answer.headers['content-type']]).toEqual([note, 'text/plain; charset=utf-8']);
    for (const wrong of ['2026-02-30', '2026-13-01', 'x', '1999-01-01']) {
      await visitor.get(`/issuing-log/${wrong}`);
      expect(visitor.status).toBe(404);
    }
    const lines = await check(verifier_key, note, JSON.stringify(await proofOf(first!.code)));
    expect(lines.join()).toMatch(/3 mục.*cấp.*nằm đúng chỗ/);
    await expect(world.db.query('DELETE FROM checkpoint')).rejects.toThrow();
  });

  test('a log over several blocks: proofs, revocations, consistency, all to the independent page', async () => {
    const before = await latest();
    const many = await issued(300);
    const ended = many[17]!;
    await world.get(Revocations).revoke({
      certificateId: ended.id,
      registerId: ended.register_id,
      reason: 'Cấp nhầm lớp',
      actorId: ended.id,
    });
    expect(await proofOf(ended.code)).toMatchObject({ entries: [], pending: 2 });
    await nextDay();
    expect(await world.get(Checkpoints).publish()).toBe(true);
    const after = await latest();
    expect(after.size).toBe(304);
    for (const { code } of [many[0]!, many[255]!, many[299]!, ended]) {
      const proof = await proofOf(code);
      const lines = await check(after.verifier_key, after.note, JSON.stringify(proof));
      expect(lines).toHaveLength(1 + proof.entries.length);
      const forged = structuredClone(proof);
      forged.entries[0]!.entry = forged.entries[0]!.entry.replace('issued', 'replaced');
      await expect(check(after.verifier_key, after.note, JSON.stringify(forged))).rejects.toThrow(
        'không nằm trong',
      );
    }
    const days = await world.db.query('SELECT day::text FROM checkpoint ORDER BY day');
    const url = `/api/issuing-log/consistency?from=${days[0].day}&to=${days[1].day}`;
    const { body } = await world.visitor().json('GET', url);
    const lines = await check(after.verifier_key, before.note, JSON.stringify(body));
    expect(lines.join()).toContain('304 mục nối tiếp nguyên vẹn dấu kiểm 3 mục');
    const bad = { ...body, proof: (body['proof'] as string[]).slice(1) };
    await expect(check(after.verifier_key, before.note, JSON.stringify(bad))).rejects.toThrow(
      'Lịch sử đã bị sửa',
    );
    await expect(check(after.verifier_key, before.note.replace('\n3\n', '\n4\n'), '')).rejects.toThrow(
      'Chữ ký',
    );
    expect((await world.visitor().json('GET', url.replace('to=2', 'to=1'))).status).toBe(404);
    expect((await world.visitor().json('GET', '/api/issuing-log/consistency?from=x&to=y')).status).toBe(422);
  });

  test('the entries are there to recompute everything, and say nothing about people', async () => {
    const visitor = world.visitor();
    const { body } = await visitor.inject({
      method: 'GET',
      url: '/api/issuing-log/entries?start=0&end=10000',
    });
    expect(body.trim().split('\n')).toHaveLength(304);
    expect(body).not.toContain('Người Học');
    for (const wrong of ['start=0&end=10001', 'start=5&end=5', 'start=-1&end=3', ''])
      expect(
        (await visitor.inject({ method: 'GET', url: `/api/issuing-log/entries?${wrong}` })).statusCode,
      ).toBe(422);
  });

  test('a code that was never issued has the same shape and no entries', async () => {
    const known = await proofOf((await world.db.query('SELECT code FROM certificate LIMIT 1'))[0].code);
    const unknown = await proofOf('0'.repeat(28));
    expect(Object.keys(unknown)).toEqual(Object.keys(known));
    expect(unknown.entries).toEqual([]);
  });

  test('register:check finds everything in order, then each thing that is not', async () => {
    const run = () => world.get(RegisterCheck).run();
    expect(await run()).toMatchObject({
      ok: true,
      registers: 1,
      certificates: 303,
      gaps: [],
      duplicates: [],
      unlogged: 0,
      chain: { ok: true, through: 304 },
      checkpoints: { count: 2, broken: [] },
    });
    await world.db.query('UPDATE register SET last_number = last_number + 2');
    expect(await run()).toMatchObject({ ok: false, gaps: [{ from: 304, to: 305 }] });
    await world.db.query('UPDATE register SET last_number = last_number - 3');
    expect(await run()).toMatchObject({ ok: false, contradictions: [{ number: 302, what: 'counter' }] });
    await world.db.query('UPDATE register SET last_number = last_number + 1');
    await world.db.query('UPDATE certificate SET number = 900 WHERE number = 7');
    expect((await run()).gaps).toEqual([
      expect.objectContaining({ from: 7, to: 7 }),
      expect.objectContaining({ from: 305, to: 899 }),
    ]);
    await world.db.query('UPDATE certificate SET number = 7 WHERE number = 900');
    await world.db.query(`UPDATE certificate SET issued_at = issued_at - interval '1 hour' WHERE number = 8`);
    expect(await run()).toMatchObject({
      ok: false,
      withoutFile: 1,
      contradictions: [{ number: 8, what: 'at' }],
    });
    await world.db.query(`UPDATE certificate SET issued_at = issued_at + interval '1 hour' WHERE number = 8`);
    expect((await run()).ok).toBe(true);
  });

  const swap = (one: number, other: number) => [
    `UPDATE certificate SET number = -1 WHERE number = ${one}`,
    `UPDATE certificate SET number = ${one} WHERE number = ${other}`,
    `UPDATE certificate SET number = ${other} WHERE number = -1`,
  ];
  const word = (path: string, value: string) =>
    `UPDATE certificate SET facts = jsonb_set(facts, '{${path}}', '"${value}"') WHERE number = 9`;
  const ended = `status = 'revoked'`;
  const damages: [string, string[], object][] = [
    ['swapped numbers', swap(11, 12), { contradictions: [{ number: 11, what: 'number' }] }],
    ['a position', [word('holder,position', 'Bộ trưởng')], { chain: { broken: { reason: 'record' } } }],
    ['a result', [word('study,result', 'Giỏi')], { chain: { broken: { reason: 'record' } } }],
    ['who signed', [word('signatory,name', 'Người Khác')], { chain: { broken: { reason: 'record' } } }],
    [
      'a revocation that nobody made',
      [`UPDATE certificate SET status = 'revoked', ended_at = now(), end_reason = 'x' WHERE number = 9`],
      { contradictions: [{ number: 9, what: 'status' }] },
    ],
    [
      'a revocation undone',
      [`UPDATE certificate SET status = 'valid', ended_at = NULL WHERE ${ended}`],
      { contradictions: [{ what: 'status' }] },
    ],
    [
      'the reason of a revocation',
      [`UPDATE certificate SET end_reason = 'Lý do khác' WHERE ${ended}`],
      { chain: { broken: { reason: 'record' } } },
    ],
    [
      'the day of a revocation',
      [`UPDATE certificate SET ended_at = ended_at - interval '1 year' WHERE ${ended}`],
      { contradictions: [{ what: 'ended' }] },
    ],
  ];

  test.each(damages)('register:check finds what was changed by SQL: %s', async (_, statements, found) => {
    const statement = async (...all: string[]) => {
      for (const each of all) await world.db.query(each);
    };
    await statement('CREATE TABLE kept AS TABLE certificate', ...statements);
    expect(await world.get(RegisterCheck).run()).toMatchObject({ ok: false, ...found });
    await statement(
      'UPDATE certificate SET number = -number - 1000',
      `UPDATE certificate c SET number = k.number, facts = k.facts, status = k.status, ended_at = k.ended_at,
         end_reason = k.end_reason FROM kept k WHERE k.id = c.id`,
      'DROP TABLE kept',
    );
    expect((await world.get(RegisterCheck).run()).ok).toBe(true);
  });

  test('whoever rewrites the log is found by its checkpoints, and no new one is signed', async () => {
    await world.db.query('ALTER TABLE issuing_log DISABLE TRIGGER issuing_log_append_only');
    // One owner of the database rewrites an entry and every hash after it: the chain alone would hold.
    await world.db.query(`UPDATE issuing_log SET at = at + interval '1 day' WHERE seq = 2`);
    const report = await world.get(RegisterCheck).run();
    expect(report.checkpoints.broken.map(({ problem }) => problem)).toEqual(['root', 'root']);
    expect(report.ok).toBe(false);
    await nextDay();
    await expect(world.get(Checkpoints).publish()).rejects.toThrow(/is not what the checkpoint/);
  });

  test('a certificate that went with its entry of the log is missed by everything', async () => {
    await world.db.query(`DELETE FROM issuing_log
      WHERE certificate_id = (SELECT id FROM certificate WHERE number = 9)`);
    await world.db.query('DELETE FROM certificate WHERE number = 9');
    const report = await world.get(RegisterCheck).run();
    expect(report).toMatchObject({
      ok: false,
      gaps: [{ from: 9, to: 9 }],
      chain: { broken: { reason: expect.stringMatching(/./) } },
    });
    expect(report.checkpoints.broken.map(({ problem }) => problem)).toContain('shorter');
  });
});

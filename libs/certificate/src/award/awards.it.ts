import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeUnit } from '#organisation/testing';
import type { BrowserSession } from '#platform/testing';
import { RegisterCheck } from '../checkpoint/register-check.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { type Counted, makeCountedRound, rankUnits } from '../testing/counted-round.js';

let world: CertificateWorld;
let adminId: string;
beforeAll(async () => {
  world = await CertificateWorld.open();
  adminId = await world.rows.person({ name: 'Trần Quốc Hưng' });
}, 120_000);
afterAll(() => world?.close());

const admin = (unitPath = 'vn.31') => world.signedIn(adminId, ['programme-admin', 'registrar'], unitPath);
const entrant = async (name: string, place: number, more: { tied?: boolean; birthDate?: string } = {}) => ({
  accountId: await world.rows.person({ name, ...(more.birthDate ? { birthDate: more.birthDate } : {}) }),
  ...{ unitId: world.rows.units.commune, place, tied: more.tied ?? false },
});
const round = (people: readonly Counted[]) => makeCountedRound(world.db, world.rows.units.province, people);
const order = async (browser: BrowserSession, roundId: string, given: Record<string, string>) => {
  await browser.get(`/admin/contest-rounds/${roundId}/awards`);
  await browser.post(`/admin/contest-rounds/${roundId}/awards`, { kind: '', template: '', ...given });
};
/** Orders awards and runs the task; its result. */
const award = async (roundId: string, given: Record<string, string>) => {
  const browser = admin();
  await order(browser, roundId, given);
  const [{ id }] = await world.db.query(
    `SELECT id FROM task WHERE kind = 'certificate.issue-awards' ORDER BY created_at DESC LIMIT 1`,
  );
  return (await world.task(id)).result?.counts;
};
const awards = async (roundId: string) =>
  world.db.query(
    `SELECT c.id, c.code, c.number, c.register_id, c.facts, c.kind, a.account_id, a.unit_id
       FROM contest_award a JOIN certificate c ON c.id = a.certificate_id WHERE a.round_id = $1 ORDER BY c.number`,
    [roundId],
  );
const named = async (roundId: string) =>
  (await awards(roundId)).map(
    ({
      facts,
    }: {
      facts: { holder: { name: string }; study: { result: string }; award: { tied: boolean } };
    }) => `${facts.study.result}${facts.award.tied ? ', đồng hạng' : ''}: ${facts.holder.name}`,
  );

test('who shares the last awarded place is awarded too, in the order of the standings; again nobody is', async () => {
  const { roundId } = await round([
    await entrant('Phạm Thị Hồng Nhung', 1),
    await entrant('Đặng Ngọc Ánh', 2, { tied: true }),
    await entrant('H’Hen Niê', 2, { tied: true }),
    await entrant('Nguyễn Văn An', 4),
  ]);
  expect(await award(roundId, { people: '2', units: '0' })).toEqual({ issued: 3, refused: 0 });
  expect(await named(roundId)).toEqual([
    'Hạng nhất: Phạm Thị Hồng Nhung',
    'Hạng nhì, đồng hạng: Đặng Ngọc Ánh',
    'Hạng nhì, đồng hạng: H’Hen Niê',
  ]);
  expect(await award(roundId, { people: '2', units: '0' })).toEqual({ issued: 0, refused: 0 });
  expect(await award(roundId, { people: '4', units: '0' })).toEqual({ issued: 1, refused: 0 });
  const rows = await awards(roundId);
  expect(rows.map((row: { number: number }) => row.number)).toEqual([1, 2, 3, 4]);
  expect(rows.at(-1).facts).toMatchObject({
    course: { name: 'Công dân số Hải Phòng' },
    award: { place: 4, of: 4, round: 'Vòng 1', revision: 1 },
  });
});

test('an award is a certificate like others: drawn, signed, in the wallet and the register, checked and revoked', async () => {
  const holder = await entrant('Lý Thị Mơ', 1);
  const { roundId } = await round([holder]);
  await award(roundId, { people: '1', units: '0' });
  const [{ id, code, register_id: book }] = await awards(roundId);
  await world.makeFiles([id]);
  const learner = world.signedIn(holder.accountId);
  await learner.get('/certificates');
  expect(learner.text('main')).toContain('Công dân số Hải Phòng');
  const badge = learner.page.querySelector('a[href$="/badge"]')?.getAttribute('href') as string;
  await learner.get(badge);
  await learner.post(badge);
  expect(learner.page.querySelector('main img')?.getAttribute('alt')).toBe(
    'Huy hiệu cuộc thi “Công dân số Hải Phòng”',
  );
  const token = (await world.visitor().inject({ method: 'GET', url: `/credentials/${code}` })).payload;
  const said = JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString());
  expect(said.credentialSubject.achievement).toMatchObject({
    achievementType: 'Award',
    description: expect.stringContaining(
      'Hạng nhất cuộc thi “Công dân số Hải Phòng”: Vòng 1, hạng 1 trên 1 bài',
    ),
  });
  const other = world.signedIn(adminId);
  await other.get(badge);
  expect(other.status).toBe(404);
  const file = await learner.inject({ method: 'GET', url: `/certificates/${id}/file` });
  expect(file.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  await learner.get(`/verify/${code}`);
  expect(learner.text('main')).toContain('Vòng 1, hạng 1 trên 1 bài dự thi');
  expect((await world.get(RegisterCheck).run()).ok).toBe(true);
  const browser = admin();
  const revocation = `/registers/${book}/certificates/${id}/revocation`;
  await browser.get(revocation);
  await browser.post(revocation, { reason: 'Bài dự thi bị loại sau khi công bố', levels: 'withdraw' });
  await learner.get(`/verify/${code}`);
  expect(learner.text('main')).toContain('Bài dự thi bị loại');
});

test('units are awarded by the standings of their kind', async () => {
  const { roundId, countId } = await round([await entrant('Vũ Minh Châu', 1)]);
  const [first, second] = [
    await makeUnit(world.db, { path: 'vn.31.20001', name: 'Xã Mao Điền' }),
    await makeUnit(world.db, { path: 'vn.31.20002', name: 'Phường Lê Chân' }),
  ];
  await rankUnits(world.db, countId, 'commune', [
    { unitId: first, place: 1 },
    { unitId: second, place: 1 },
    { unitId: world.rows.units.commune, place: 3 },
  ]);
  expect(await award(roundId, { people: '0', units: '2', kind: 'commune' })).toEqual({
    issued: 2,
    refused: 0,
  });
  expect(await named(roundId)).toEqual([
    'Hạng nhất, đồng hạng: Xã Mao Điền',
    'Hạng nhất, đồng hạng: Phường Lê Chân',
  ]);
  const [{ facts, account_id: account }] = await awards(roundId);
  expect([facts.award.of, facts.award.kind, account]).toEqual([3, 'commune', null]);
});

test('a child waits for a guardian, and whoever cannot be printed for nobody else', async () => {
  const child = await entrant('Phạm Gia Hân', 1, { birthDate: '2015-05-01' });
  const { roundId } = await round([child, await entrant('Nguyễn 你 An', 2), await entrant('Lê Y', 3)]);
  expect(await award(roundId, { people: '3', units: '0' })).toEqual({ issued: 1, refused: 2 });
  await world.db.query(
    `INSERT INTO guardian_consent (id, account_id, purpose, guardian_name, relation, channel, wording)
     VALUES (gen_random_uuid(), $1, 'issue', 'Phạm Văn Hùng', 'father', 'link', '1')`,
    [child.accountId],
  );
  expect(await award(roundId, { people: '3', units: '0' })).toEqual({ issued: 1, refused: 1 });
  const [, { code, facts }] = await awards(roundId);
  expect(facts.holder).toEqual({ name: 'Phạm Gia Hân', birth: { year: 2015 } });
  const { body } = await world.visitor().json('GET', `/api/verify/${code}`);
  expect(body).toMatchObject({ name: 'P. G. H.', award: null, valid: true });
});

test('not before the stated hour, not for nobody, not from another unit', async () => {
  const { roundId } = await round([await entrant('Lê Văn Tám', 1)]);
  const browser = admin();
  await order(browser, roundId, { people: '0', units: '0' });
  expect([browser.status, browser.text('.error-summary')]).toEqual([
    422,
    expect.stringContaining('Cần chọn'),
  ]);
  await order(browser, roundId, { people: '1', units: '1', kind: 'commune' });
  expect(browser.status).toBe(422);
  const stranger = admin('vn.75');
  await stranger.get(`/admin/contest-rounds/${roundId}/awards`);
  expect(stranger.status).toBe(404);
  await world.db.query(`UPDATE contest_round SET standings_at = now() + interval '1 hour' WHERE id = $1`, [
    roundId,
  ]);
  await browser.get(`/admin/contest-rounds/${roundId}/awards`);
  expect(browser.page.querySelector('main form')).toBeNull();
  await browser.post(`/admin/contest-rounds/${roundId}/awards`, {
    people: '1',
    units: '0',
    kind: '',
    template: '',
  });
  expect(browser.status).not.toBe(302);
  expect(await awards(roundId)).toEqual([]);
});

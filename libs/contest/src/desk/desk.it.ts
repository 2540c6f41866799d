import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { BrowserSession } from '#platform/testing';
import { Rounds } from '../plan/rounds.js';
import { Counting } from '../standing/counting.js';
import { ContestWorld } from '../testing/contest-world.js';

jest.setTimeout(60_000);

let world: ContestWorld;
let admin: BrowserSession;
beforeAll(async () => {
  world = await ContestWorld.open();
  admin = await world.staff('programme-admin', '31');
}, 120_000);
afterAll(() => world?.close());

const form = (more: Record<string, string> = {}) => ({
  ...{ title: 'Công dân số', slug: 'cong-dan-so', summary: 'Thi hằng tuần', conditions: '', unit: '31' },
  ...{
    bank: world.bank,
    tag: 'a',
    count: '10',
    minutes: '10',
    prediction: 'entrants',
    tieBreak: 'prediction',
  },
  ...{ opensAt: '2099-12-21T08:00', rounds: '3', days: '5', standingsAfter: '12', ...more },
});

describe('making a contest', () => {
  test.each([
    ['title', ''],
    ['slug', 'Có dấu'],
    ['unit', 'Thành phố Cần Thơ'],
    ['bank', ''],
    ['count', '0'],
    ['days', '8'],
    ['opensAt', ''],
    ['tieBreak', 'x'],
  ])('%s “%s” is refused at its field, what was typed stays', async (field, value) => {
    await admin.get('/admin/contests/new');
    await admin.post('/admin/contests', form({ [field]: value }));
    expect(admin.status).toBe(422);
    expect(
      admin.page.querySelector(`.error-summary a[href="#${field}"], [role=alert] a[href="#${field}"]`),
    ).not.toBeNull();
    if (field !== 'summary') expect(admin.page.querySelector('#summary')?.text).toContain('Thi hằng tuần');
  });

  test('beside the round that is open, the next ones come first, then the last ones', async () => {
    const { id, slug } = await world.contest({ rounds: '5' });
    const rounds: { id: string; ready: boolean }[] = await world.db.query(
      'SELECT id, ready_at IS NOT NULL AS ready FROM contest_round WHERE contest_id = $1 ORDER BY number',
      [id],
    );
    for (const [index, round] of rounds.entries()) {
      if (!round.ready) await world.get(Rounds).fix(round.id, null);
      await world.moveRound(round.id, (index - 2) * 100 - 30, (index - 2) * 100 + 30);
    }
    await admin.get(`/contests/${slug}`);
    const titles = admin.page.querySelectorAll('[aria-labelledby=rounds] .row-title');
    expect(titles.map(({ text }) => text)).toEqual(['Vòng 4', 'Vòng 5', 'Vòng 2', 'Vòng 1']);
  });

  test('weekly rounds, public only when the questions of one are fixed', async () => {
    await admin.get('/admin/contests/new');
    await admin.post('/admin/contests', form());
    const contest = admin.url;
    expect(
      admin.page
        .querySelectorAll('tbody tr')
        .map((row) => row.querySelectorAll('td')[0]?.text.replace(/\s/g, ' ')),
    ).toEqual(['08:00, 21/12/2099', '08:00, 28/12/2099', '08:00, 04/01/2100']);
    await admin.post(`${contest}/publication`);
    expect(admin.status).toBe(409);
    await admin.get(contest);
    const round = admin.page.querySelector('tbody a')!.getAttribute('href') as string;
    await admin.get(round);
    const change = { title: 'Vòng mở màn', opensAt: '2099-12-21T09:00', closesAt: '2099-12-22T09:00' };
    await admin.post(round, { ...change, standingsAt: '2099-12-22T09:14', tag: 'a', count: '10' });
    expect([admin.status, admin.text('.error-summary, [role=alert]')]).toEqual([
      422,
      expect.stringContaining('5 phút'),
    ]);
    await admin.post(round, { ...change, standingsAt: '2099-12-22T09:15', tag: 'a', count: '11' });
    await admin.post(`${round}/questions`);
    expect([admin.status, admin.text('main')]).toEqual([409, expect.stringContaining('11')]);
    await admin.get(round);
    await admin.post(round, { ...change, standingsAt: '2099-12-22T09:15', tag: 'a', count: '9' });
    await admin.post(`${round}/questions`);
    expect(admin.text('main')).toContain('9 câu, nhãn a');
    await admin.post(`${round}`, {
      ...change,
      standingsAt: '2099-12-22T09:15',
      tag: 'a',
      count: '8',
      _csrf: await token(),
    });
    expect(admin.status).toBe(409);
    await admin.get(contest);
    await admin.post(`${contest}/publication`);
    await admin.get('/contests/cong-dan-so');
    expect(admin.text('main')).toContain('Mở lúc 09:00, 21/12/2099');
    // Rounds whose questions are open are nobody's business yet.
    expect(admin.text('main')).not.toContain('Vòng 2');
    await admin.get('/admin/contests/new');
    await admin.post('/admin/contests', form());
    expect(admin.text('.error-summary, [role=alert]')).toContain('Địa chỉ này đã có');
  });
});

/** Of a page that has a form. */
async function token(): Promise<string> {
  await admin.get('/admin/contests/new');
  return admin.csrf();
}

test('says when standings no longer follow the marks and the disqualifications, until they are counted again', async () => {
  const contest = await world.contest();
  const accountId = await world.person('Đỗ Minh Quân');
  await world.sit(contest, accountId, 3, '1');
  await world.finish(contest);
  const desk = `/admin/contest-rounds/${contest.roundId}`;
  const told = async () => {
    await admin.get(desk);
    return admin.text('#counting + p ~ .callout') ?? '';
  };
  const recount = () => world.get(Counting).count(contest.roundId, { reason: 'x', actorId: accountId });
  expect(await told()).toBe('');

  const [{ id: entryId }] = await world.db.query('SELECT id FROM contest_entry WHERE round_id = $1', [
    contest.roundId,
  ]);
  await admin.post(`${desk}/entries/${entryId}/disqualification`, { reason: 'Thi hộ' });
  expect(await told()).toContain('không còn khớp');
  await recount();
  expect(await told()).toBe('');

  await world.db.query(
    `INSERT INTO grade (id, attempt_id, revision, mark_units, max_units, score_bp, passed, item_units)
     SELECT uuidv7(), attempt_id, 2, mark_units + 1, max_units, score_bp, passed, item_units
       FROM grade JOIN attempt a ON a.id = attempt_id WHERE a.entry_id = $1`,
    [entryId],
  );
  expect(await told()).toContain('không còn khớp');
});

test('others see theirs and change nothing: another province, an auditor, a learner', async () => {
  const { id, roundId } = await world.contest();
  const auditor = await world.staff('auditor', '31');
  await auditor.get(`/admin/contest-rounds/${roundId}`);
  expect(auditor.status).toBe(200);
  await auditor.post(`/admin/contests/${id}/publication`);
  expect(auditor.status).toBe(403);
  const other = await world.staff('programme-admin', '92');
  for (const url of [`/admin/contests/${id}`, `/admin/contest-rounds/${roundId}`]) {
    await other.get(url);
    expect(other.status).toBe(404);
  }
  await other.get('/admin/contests/new');
  await other.post(`/admin/contest-rounds/${roundId}/recounts`, { reason: 'x' });
  expect(other.status).toBe(404);
  await other.get('/admin/contests');
  expect(other.text('main')).toContain('Chưa có cuộc thi nào');
  const learner = await world.staff('learner', '31');
  await learner.get('/admin/contests');
  expect(learner.status).toBe(403);
});

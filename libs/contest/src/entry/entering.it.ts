import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ContestWorld, type TestContest } from '../testing/contest-world.js';

jest.setTimeout(60_000);

let world: ContestWorld;
beforeAll(async () => {
  world = await ContestWorld.open();
}, 120_000);
afterAll(() => world?.close());

const entriesOf = async ({ roundId }: TestContest) =>
  (await world.db.query('SELECT count(*)::int AS n FROM contest_entry WHERE round_id = $1', [roundId]))[0].n;
const addressOf = (contest: TestContest) => `/contests/${contest.slug}/rounds/1/entries`;

describe('one entry a person', () => {
  test('fifty tries at once by one account are one entry and one attempt', async () => {
    const contest = await world.contest();
    const account = await world.person('Trần Văn Một');
    const tries = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const browser = world.as(account);
        await browser.get(`/contests/${contest.slug}/rounds/1/entry`);
        const answer = await browser.inject({
          ...{ method: 'POST', url: addressOf(contest) },
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-csrf-token': browser.csrf() },
          payload: `unitCode=11311&_csrf=${encodeURIComponent(browser.csrf())}`,
        });
        return String(answer.headers.location);
      }),
    );
    expect(await entriesOf(contest)).toBe(1);
    const attempts = await world.db.query('SELECT id FROM attempt WHERE account_id = $1', [account]);
    expect(attempts).toHaveLength(1);
    expect(tries.filter((each) => each === `/attempts/${attempts[0].id}`).length).toBeLessThanOrEqual(1);
    expect(tries.every((each) => /^\/(attempts|contest-entries)\//.test(each))).toBe(true);
  });

  test('fifty accounts of one telephone are one person, until the citizen number tells them apart', async () => {
    const contest = await world.contest();
    const accounts = await Promise.all(Array.from({ length: 50 }, (_, n) => world.person(`Trần Văn ${n}`)));
    await world.db.query(
      `UPDATE person SET contact_phone = '0912345678' WHERE account_id = ANY ($1::uuid[])`,
      [accounts],
    );
    const browsers = await Promise.all(accounts.map((each) => world.enter(contest, each)));
    expect(await entriesOf(contest)).toBe(1);
    const refused = browsers.filter((each) => each.status === 409);
    expect(refused).toHaveLength(49);
    expect(refused[0]?.text()).toContain('Số điện thoại của anh/chị đã có bài dự thi');
    const outside = accounts[browsers.indexOf(refused[0]!)];
    await world.db.query('UPDATE person SET citizen_id_hash = $2 WHERE account_id = $1', [
      outside,
      Buffer.from(`other person ${contest.id}`),
    ]);
    await world.enter(contest, outside as string);
    expect(await entriesOf(contest)).toBe(2);
  });

  test('the next round is open to the same person again', async () => {
    const [first, second] = [await world.contest(), await world.contest()];
    const account = await world.person('Lê Thị Hai');
    await world.enter(first, account);
    const browser = await world.enter(second, account);
    expect(browser.url).toMatch(/^\/attempts\//);
  });
});

describe('the doors of a round', () => {
  test.each([
    ['not open yet', 5, 60],
    ['closed', -60, -1],
  ])('%s: the form leads back, and sending it enters nobody', async (_, opens, closes) => {
    const contest = await world.contest();
    const browser = world.as(await world.person('Phạm Thị Ba'));
    await browser.get(`/contests/${contest.slug}/rounds/1/entry`);
    const token = browser.csrf();
    await world.moveRound(contest.roundId, opens, closes);
    await browser.post(addressOf(contest), { unitCode: '11311', _csrf: token });
    expect([browser.status, await entriesOf(contest)]).toEqual([409, 0]);
    await browser.get(`/contests/${contest.slug}/rounds/1/entry`);
    await browser.get(`/contests/${contest.slug}`);
    expect(browser.page.querySelector('a[href$="/entry"]')).toBeNull();
  });

  test('a contest that is not public, and a round whose questions are open, are not there', async () => {
    const contest = await world.contest();
    await world.db.query('UPDATE contest_round SET ready_at = NULL WHERE id = $1', [contest.roundId]);
    const visitor = world.visitor();
    await visitor.get(`/contests/${contest.slug}/rounds/1`);
    expect(visitor.status).toBe(404);
    await world.db.query('UPDATE contest SET published_at = NULL WHERE id = $1', [contest.id]);
    await visitor.get(`/contests/${contest.slug}`);
    expect(visitor.status).toBe(404);
  });

  test('who is not signed in reads everything and is led to the door', async () => {
    const contest = await world.contest();
    const visitor = world.visitor();
    await visitor.get(`/contests/${contest.slug}/rules`);
    expect(visitor.text('main')).toContain('Dự đoán gần con số thật hơn xếp trên');
    await visitor.get(`/contests/${contest.slug}/rounds/1/entry`);
    expect(visitor.url).toMatch(/^\/sign-in/);
  });
});

describe('the unit represented', () => {
  test.each([
    ['one’s own province', { unitCode: '31' }, '31'],
    ['another commune by its name', { unitCode: '11311', unit: 'Phường Lê Chân' }, null],
  ])('%s', async (_, given, code) => {
    const contest = await world.contest();
    const account = await world.person('Đỗ Văn Tư');
    await world.enter(contest, account, given);
    const [row] = await world.db.query(
      'SELECT u.code, u.name FROM contest_entry e JOIN unit u ON u.id = e.unit_id WHERE e.account_id = $1',
      [account],
    );
    expect(code ?? row.name).toBe(code ? row.code : 'Phường Lê Chân');
  });

  test('a unit outside the province, or none, is refused at its field; what was typed stays', async () => {
    const contest = await world.contest();
    const account = await world.person('Ngô Thị Năm');
    for (const unit of ['Thành phố Cần Thơ', 'không có đơn vị này']) {
      const browser = await world.enter(contest, account, { unitCode: '', unit });
      expect(browser.status).toBe(422);
      expect(browser.page.querySelector('#unit')?.getAttribute('value')).toBe(unit);
    }
    expect(await entriesOf(contest)).toBe(0);
  });
});

describe('the prediction', () => {
  const predictionOf = async (account: string) =>
    (await world.db.query('SELECT prediction FROM contest_entry WHERE account_id = $1', [account]))[0]
      .prediction;

  test('is asked with handing in, taken with the dots of thousands, and locked from then on', async () => {
    const contest = await world.contest();
    const account = await world.person('Vũ Văn Sáu');
    const browser = await world.sit(contest, account, 2, '1.250');
    expect(browser.url).toMatch(/^\/contest-entries\//);
    expect(browser.text('main')).toContain('Đã nhận bài lúc');
    expect(await predictionOf(account)).toBe(1250);
    await browser.post(`${browser.url}/submission`, { prediction: '7' });
    expect(await predictionOf(account)).toBe(1250);
  });

  test.each(['-1', '3,5', 'nhiều', '999999999'])(
    '“%s” is refused, and nothing is handed in',
    async (prediction) => {
      const contest = await world.contest();
      const account = await world.person('Bùi Thị Bảy');
      const browser = await world.sit(contest, account, 1, prediction);
      expect(browser.url).toMatch(/^\/attempts\/.*\/summary$/);
      const [attempt] = await world.db.query('SELECT status FROM attempt WHERE account_id = $1', [account]);
      expect([attempt.status, await predictionOf(account)]).toEqual(['open', null]);
    },
  );

  test('after the deadline nothing is taken, what was saved counts', async () => {
    const contest = await world.contest();
    const account = await world.person('Hồ Văn Tám');
    const browser = await world.enter(contest, account);
    const [entry] = await world.db.query('SELECT id FROM contest_entry WHERE account_id = $1', [account]);
    await world.db.query(
      `UPDATE attempt SET started_at = started_at - interval '11 minutes', deadline_at = deadline_at - interval '11 minutes'
        WHERE account_id = $1`,
      [account],
    );
    await browser.post(`/contest-entries/${entry.id}/submission`, { prediction: '5' });
    expect(await predictionOf(account)).toBeNull();
    expect(browser.text('main')).toContain('Hết giờ nên bài được nộp');
  });

  test('another person’s entry is not there', async () => {
    const contest = await world.contest();
    const account = await world.person('Mai Thị Chín');
    await world.enter(contest, account);
    const [entry] = await world.db.query('SELECT id FROM contest_entry WHERE account_id = $1', [account]);
    const other = await world.enter(contest, await world.person('Mai Văn Mười'));
    const token = other.csrf();
    await other.post(`/contest-entries/${entry.id}/submission`, { prediction: '1', _csrf: token });
    expect(other.status).toBe(404);
    await other.post(`/contest-entries/${entry.id}/name`, { show: 'yes', _csrf: token });
    expect(other.status).toBe(404);
    await other.get(`/contest-entries/${entry.id}`);
    expect(other.status).toBe(404);
  });
});

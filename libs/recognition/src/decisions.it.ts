import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { BrowserSession } from '#platform/testing';
import { RecognitionWorld } from './testing/recognition-world.js';

jest.setTimeout(60_000);
let world: RecognitionWorld;
let manager: BrowserSession;
let managerId: string;
beforeAll(async () => {
  world = await RecognitionWorld.open();
  await world.rule();
  ({ browser: manager, id: managerId } = await world.staff('unit-manager', '11311'));
}, 120_000);
afterAll(() => world?.close());

const apply = async (accountId: string, more: Record<string, string> = {}) => {
  const browser = world.as(accountId);
  await browser.get('/my-recognition');
  await browser.post('/my-recognition/groups/citizen/applications', more);
  return browser;
};
const applicationOf = async (accountId: string): Promise<string> => {
  const [row] = await world.db.query(
    'SELECT id FROM recognition_application WHERE account_id = $1 ORDER BY submitted_at DESC LIMIT 1',
    [accountId],
  );
  return `/recognitions/applications/${row.id}`;
};
/** As stored, and as it would be counted again from the standings. */
const counts = async () => {
  const rows = `unit_id, target_group, state`;
  const stored = await world.db.query(
    `SELECT ${rows}, people FROM recognition_rollup WHERE people <> 0 ORDER BY 1, 2, 3`,
  );
  const counted = await world.db.query(
    `SELECT ${rows}, count(*)::int AS people FROM recognition_standing GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  );
  return { stored, counted };
};

describe('the way of one learner', () => {
  test('sees what is lacking, applies, is asked for more, applies again, is confirmed with a number', async () => {
    const id = await world.person('Phạm Thị Hồng Nhung');
    const browser = world.as(id);
    await browser.get('/my-recognition');
    expect(browser.text('main')).toContain('Đã có 0 trên 2 yêu cầu');
    expect(browser.page.querySelector(`a[href="/courses/${world.slug}"]`)?.text).toContain('Mở khóa học');
    const enrolment = await world.completed(id);
    await world.sit(enrolment, 1, 10, 6);
    await apply(id);
    await browser.get('/my-recognition');
    expect(browser.text('main')).toContain('Đã có 1 trên 2 yêu cầu');
    expect(browser.text('main')).toContain('60,0% số điểm');
    const application = await applicationOf(id);
    await manager.get(application);
    await manager.post(`${application}/confirmation`);
    expect(manager.status).toBe(409);
    await manager.get(application);
    await manager.post(`${application}/request`, { reason: 'vì' });
    expect(manager.status).toBe(422);
    await manager.post(`${application}/request`, { reason: 'Mời anh/chị làm lại bài kiểm tra' });
    await browser.get('/my-recognition');
    expect(browser.text('main')).toContain('Mời anh/chị làm lại bài kiểm tra');
    await world.sit(enrolment, 2, 10, 7);
    await browser.get('/my-recognition');
    await browser.post('/my-recognition/groups/citizen/applications');
    await manager.get(application);
    await manager.post(`${application}/confirmation`);
    expect(manager.text('main')).toMatch(/\d{4}\/20\d\d\/XNKNS-11311/);
    await browser.get('/my-recognition');
    const sheet = browser.page.querySelector('article a.btn')?.getAttribute('href') as string;
    await browser.get(sheet);
    const paper = browser.text('main');
    expect(paper).toContain('Phạm Thị Hồng Nhung');
    expect(paper).toContain('theo quy tắc “Quy tắc thử”, phiên bản 1');
    expect(paper).toContain('Căn cứ: Quyết định 12/QĐ-UBND');
    // As a number of its own: the random code of a paper may well hold these three digits.
    expect(paper).not.toMatch(/\b757\b/);
    const stranger = world.as(await world.person('Người khác'));
    await stranger.get(sheet);
    expect(stranger.status).toBe(404);
    const public_ = world.visitor();
    await public_.get(new URL(/http\S+confirmations\/\S+/.exec(paper)?.[0] as string).pathname);
    expect(public_.text('main')).toContain('Phạm Thị Hồng Nhung');
    for (const secret of [/70%/, /7\/10/, /\b1987\b/, /Bài kiểm tra/])
      expect(public_.text('main')).not.toMatch(secret);
    await public_.get('/confirmations/0000');
    expect([public_.status, public_.text('main')]).toEqual([
      200,
      expect.stringContaining('Không có xác nhận nào'),
    ]);
    const { stored, counted } = await counts();
    expect(stored).toEqual(counted);
  });

  test('takes an application back, and may not have two at once', async () => {
    const { id } = await world.ready('Đặng Ngọc Ánh');
    const browser = await apply(id);
    await browser.post('/my-recognition/groups/citizen/applications', { _csrf: browser.csrf() });
    expect(browser.status).toBe(409);
    await browser.get('/my-recognition');
    const action = browser.page
      .querySelector('form[action$="/withdrawal"]')
      ?.getAttribute('action') as string;
    const stranger = world.as(await world.person('Người khác'));
    await stranger.get('/my-recognition');
    await stranger.post(action);
    expect(stranger.status).toBe(404);
    await browser.post(action);
    expect(browser.page.querySelector('form[action$="/applications"]')).not.toBeNull();
    await manager.get(await applicationOf(id));
    await manager.post(`${await applicationOf(id)}/refusal`, {
      reason: 'Đã rút rồi mà',
      _csrf: manager.csrf(),
    });
    expect(manager.status).toBe(409);
    const { stored, counted } = await counts();
    expect(stored).toEqual(counted);
  });

  test('an exemption that a person judges is accepted by a person, with its reason shown', async () => {
    const id = await world.person('Ngô Văn Sáu');
    const browser = world.as(id);
    await browser.get('/my-recognition');
    const exemption = browser.page
      .querySelectorAll('#exemption option')
      .find((each) => each.text === 'Người khuyết tật nặng')
      ?.getAttribute('value') as string;
    await browser.post('/my-recognition/groups/citizen/applications', { exemption });
    expect([browser.status, browser.page.querySelector('a[href="#exemptionReason"]') !== null]).toEqual([
      422,
      true,
    ]);
    await browser.post('/my-recognition/groups/citizen/applications', {
      ...{ exemption, exemptionReason: 'Tôi cần người dìu <b>' },
    });
    const application = await applicationOf(id);
    await manager.get(application);
    expect(manager.text('main')).toContain('Tôi cần người dìu <b>');
    await manager.post(`${application}/confirmation`);
    expect(manager.status).toBe(409);
    await manager.get(application);
    await manager.post(`${application}/confirmation`, { judged: 'yes' });
    expect(manager.text('main')).toContain('Đã xác nhận');
  });
});

describe('whose decision it is', () => {
  test('another unit sees nothing of it, an auditor changes nothing, nobody decides about themselves', async () => {
    const { id } = await world.ready('Vũ Thị Hà');
    await apply(id);
    const application = await applicationOf(id);
    const other = (await world.staff('unit-manager', '11329')).browser;
    await other.get('/recognitions/people');
    const token = other.csrf();
    await other.get(application);
    expect(other.status).toBe(404);
    for (const act of ['confirmation', 'refusal', 'request', 'retention', 'revocation']) {
      await other.post(`${application}/${act}`, { reason: 'Không phải việc của tôi', _csrf: token });
      expect([act, other.status]).toEqual([act, 404]);
    }
    await other.get('/recognitions');
    expect(other.text('main')).toContain('Không có đề nghị nào chờ xét');
    await other.get(`/recognitions/people/${id}`);
    expect(other.status).toBe(404);
    await other.get('/recognitions/statistics?unit=11311');
    expect(other.status).toBe(404);
    const auditor = (await world.staff('auditor', '31')).browser;
    await auditor.get(application);
    expect([auditor.status, auditor.page.querySelectorAll('main form').length]).toEqual([200, 0]);
    const own = await world.completed(managerId);
    await world.sit(own, 1, 10, 9);
    await apply(managerId);
    await manager.get(await applicationOf(managerId));
    expect(manager.text('main')).toContain('Cần người khác xét');
    await manager.post(`${await applicationOf(managerId)}/confirmation`, { _csrf: token });
    await manager.get('/recognitions/people');
    await manager.post(`${await applicationOf(managerId)}/confirmation`);
    expect(manager.status).toBe(409);
  });

  test('on behalf of a neighbour: with their agreement, decided by somebody else', async () => {
    const { id } = await world.ready('Cụ Trần Thị Tám');
    const team = (await world.staff('unit-manager', '11311', 'Tổ công nghệ số')).browser;
    await team.get('/recognitions/people');
    await team.post('/recognitions/people', { text: 'tran thi tam' });
    const person = team.page.querySelector('a.row')?.getAttribute('href') as string;
    await team.get(person);
    const send = `${person}/groups/citizen/applications`;
    await team.post(send, {});
    expect([team.status, team.page.querySelector('a[href="#agreed"]') !== null]).toEqual([422, true]);
    await team.post(send, { agreed: 'yes', share: 'yes' });
    const application = await applicationOf(id);
    await team.get(application);
    expect(team.text('main')).toContain('Cần người khác xét');
    await manager.get(application);
    expect(manager.text('main')).toContain('do Tổ công nghệ số gửi hộ');
    const [agreement] = await world.db.query(
      'SELECT agreed, text_version, told_by <> account_id AS helped FROM recognition_sharing WHERE account_id = $1',
      [id],
    );
    expect(agreement).toEqual({ agreed: true, text_version: 1, helped: true });
  });
});

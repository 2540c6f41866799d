import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LearningWorld } from '../testing/learning-world.js';

/** A filled-in form; each test changes what it is about. */
const FORM = {
  title: 'Kế hoạch bồi dưỡng kỹ năng số năm 2027',
  code: 'T1-2027',
  year: '2027',
  unit: 'T1',
  goal: 'Mọi cán bộ dùng được trợ lý AI.\nNgười dân giao dịch trực tuyến an toàn.',
  startsOn: '2027-01-15',
  endsOn: '2027-11-30',
  targetPeople: '20.509',
  targetGroups: ['official', 'citizen'],
};

let world: LearningWorld;
let admin: string;
let lower: string;
let otherProvince: string;

beforeAll(async () => {
  world = await LearningWorld.open();
  const { fixture, db } = world;
  admin = await fixture.official('programme-admin');
  const commune = await fixture.commune('T1-02', 'Xã Thử Hai');
  lower = await fixture.official('unit-manager', commune);
  await db.query(
    `INSERT INTO unit (id, code, kind, name, path, valid_from)
     VALUES (gen_random_uuid(), 'T9', 'province', 'Tỉnh Khác', 'vn.T9', '2025-07-01')`,
  );
  const [unit] = await db.query(`SELECT id FROM unit WHERE code = 'T9'`);
  otherProvince = await fixture.official('programme-admin', unit.id);
});
afterAll(() => world?.close());

const sent = async (changes: Record<string, string | string[]> = {}, by = admin) => {
  const browser = world.as(by);
  await browser.get('/programmes/new');
  await browser.post('/programmes', { ...FORM, ...changes });
  return browser;
};
const made = async (code: string, changes: Record<string, string | string[]> = {}) => {
  const browser = await sent({ code, ...changes });
  expect(browser.status).toBe(200);
  return { browser, id: browser.url.split('/')[2]! };
};
const row = async (id: string) => (await world.db.query('SELECT * FROM programme WHERE id = $1', [id]))[0];
const audited = async (id: string): Promise<string[]> => {
  const rows: { action: string }[] = await world.db.query(
    'SELECT action FROM audit_entry WHERE subject_id = $1 ORDER BY id',
    [id],
  );
  return rows.map(({ action }) => action);
};
const wrongFields = (browser: {
  page: { querySelectorAll(s: string): { getAttribute(n: string): string | undefined }[] };
}) => browser.page.querySelectorAll('.error-summary a').map((link) => link.getAttribute('href'));

describe('a programme', () => {
  test('begins as an empty form of this year and of one’s own unit', async () => {
    const browser = world.as(admin);
    await browser.get('/programmes/new');
    const value = (id: string) => browser.page.querySelector(`#${id}`)?.getAttribute('value');
    expect([value('title'), value('code'), value('unit')]).toEqual([
      undefined,
      undefined,
      'Thành phố Thử nghiệm',
    ]);
    expect(value('year')).toMatch(/^20\d\d$/);
  });

  test('is made from the page, found by its name without diacritics, and in the audit', async () => {
    const { browser, id } = await made('T1-2027');
    expect(browser.text('h1')).toBe(FORM.title);
    expect(browser.text()).toContain('20.509 người hoàn thành');
    expect(await row(id)).toMatchObject({
      code: 'T1-2027',
      year: 2027,
      owner_unit_id: world.fixture.unitId,
      target_people: 20_509,
      target_groups: ['official', 'citizen'],
      goal: FORM.goal,
      revision: 1,
    });
    expect(await audited(id)).toEqual(['enrolment.create-programme']);
    await browser.get('/programmes?q=ke+hoach+boi+duong+t1-2027');
    expect(browser.page.querySelector(`a[href="/programmes/${id}"]`)?.text).toBe(FORM.title);
    await browser.get('/programmes?q=khong+co');
    expect(browser.page.querySelector(`a[href="/programmes/${id}"]`)).toBeNull();
  });

  test.each([
    ['title', { title: '  ' }, '#title'],
    ['code with a diacritic', { code: 'HẢI-PHÒNG' }, '#code'],
    ['code of one letter', { code: 'A' }, '#code'],
    ['year', { year: '27' }, '#year'],
    ['unit of another', { unit: 'T9' }, '#unit'],
    ['no unit', { unit: '' }, '#unit'],
    ['a day that does not exist', { startsOn: '2027-02-30' }, '#startsOn'],
    ['only the first day', { endsOn: '' }, '#endsOn'],
    ['only the last day', { startsOn: '' }, '#startsOn'],
    ['days turned round', { startsOn: '2027-12-01' }, '#endsOn'],
    ['target of none', { targetPeople: '0' }, '#targetPeople'],
    ['target in words', { targetPeople: 'hai nghìn' }, '#targetPeople'],
    ['group that is not there', { targetGroups: ['official', 'robot'] }, '#targetGroups'],
  ])('is refused with its %s at fault, and what was typed stays', async (_, changes, field) => {
    const browser = await sent({ code: 'T1-BAD', ...changes });
    expect([browser.status, wrongFields(browser)]).toEqual([422, [field]]);
    expect(browser.page.querySelector('#goal')?.text).toContain('Mọi cán bộ');
    expect(await world.db.query(`SELECT 1 FROM programme WHERE code = 'T1-BAD'`)).toEqual([]);
  });

  test('cannot take the code of another', async () => {
    await made('T1-TAKEN');
    const again = await sent({ code: 't1-taken' });
    expect([again.status, wrongFields(again)]).toEqual([422, ['#code']]);
  });

  test('is changed, and a save from an older page is noticed', async () => {
    const { browser, id } = await made('T1-EDIT', { startsOn: '', endsOn: '', targetGroups: [] });
    await browser.get(`/programmes/${id}/edit`);
    const { unit: _, ...form } = FORM;
    const values = { ...form, code: 'T1-EDIT', title: 'Tên mới', targetPeople: '' };
    await browser.post(`/programmes/${id}`, { ...values, revision: '1' });
    expect(browser.text('h1')).toBe('Tên mới');
    await browser.get(`/programmes/${id}/edit`);
    await browser.post(`/programmes/${id}`, { ...values, title: 'Ghi đè', revision: '1' });
    expect([browser.status, wrongFields(browser)]).toEqual([409, ['#code']]);
    expect(await row(id)).toMatchObject({ title: 'Tên mới', target_people: null, revision: 2 });
    expect(await audited(id)).toEqual(['enrolment.create-programme', 'enrolment.change-programme']);
  });

  test('keeps holding its classes: their days and their group', async () => {
    const { browser, id } = await made('T1-HOLD');
    const { courseId } = await world.fixture.course();
    await world.db.query(
      `INSERT INTO training_class (id, programme_id, code, title, course_id, form, target_group, starts_on, ends_on)
       VALUES (gen_random_uuid(), $1, 'T1-HOLD-1', 'Lớp', $2, 'online', 'citizen', '2027-02-01', '2027-03-01')`,
      [id, courseId],
    );
    const { unit: _, ...form } = FORM;
    const save = async (changes: object) => {
      await browser.get(`/programmes/${id}/edit`);
      await browser.post(`/programmes/${id}`, { ...form, code: 'T1-HOLD', revision: '1', ...changes });
      return [browser.status, wrongFields(browser)];
    };
    expect(await save({ endsOn: '2027-02-28' })).toEqual([422, ['#endsOn']]);
    expect(await save({ startsOn: '2027-02-02' })).toEqual([422, ['#endsOn']]);
    expect(await save({ targetGroups: ['official'] })).toEqual([422, ['#targetGroups']]);
    expect(await save({ startsOn: '2027-02-01', endsOn: '2027-03-01' })).toEqual([200, []]);
  });

  test('closes when its classes have ended, takes no change meanwhile, and opens again', async () => {
    const { browser, id } = await made('T1-CLOSE', { startsOn: '', endsOn: '', targetGroups: [] });
    const { courseId } = await world.fixture.course();
    const classId = await world.fixture.trainingClass(courseId);
    await world.db.query('UPDATE training_class SET programme_id = $1 WHERE id = $2', [id, classId]);
    await browser.get(`/programmes/${id}/closure`);
    await browser.post(`/programmes/${id}/closure`);
    expect(browser.status).toBe(409);
    await world.moveClass(classId, -20, -1);
    await browser.get(`/programmes/${id}/closure`);
    await browser.post(`/programmes/${id}/closure`);
    expect(browser.text('.callout-title')).toMatch(/^Chương trình đã đóng ngày \d\d\/\d\d\/\d{4}$/);
    expect((await row(id)).closed_by).toBe(admin);
    await browser.get(`/programmes/${id}/edit`);
    await browser.post(`/programmes/${id}`, { title: 'x', code: 'T1-CLOSE', year: '2027', revision: '2' });
    expect(browser.status).toBe(409);
    await browser.get(`/programmes/${id}`);
    await browser.post(`/programmes/${id}/reopening`);
    expect(await row(id)).toMatchObject({ closed_on: null, closed_by: null });
    expect((await audited(id)).slice(1)).toEqual(['enrolment.close-programme', 'enrolment.reopen-programme']);
  });
});

describe('who sees whose', () => {
  test('a unit below sees it and changes nothing; another province does not find it', async () => {
    const { id } = await made('T1-SCOPE');
    const below = world.as(lower);
    await below.get(`/programmes/${id}`);
    expect([below.status, below.page.querySelector('a[href$="/edit"]')]).toEqual([200, null]);
    await below.get('/programmes?q=t1-scope');
    expect(below.page.querySelector(`a[href="/programmes/${id}"]`)).not.toBeNull();
    await below.get(`/programmes/${id}/edit`);
    expect(below.status).toBe(403);
    const other = world.as(otherProvince);
    for (const path of ['', '/edit', '/closure', '/classes/new']) {
      await other.get(`/programmes/${id}${path}`);
      expect([path, other.status]).toEqual([path, 404]);
    }
    await other.get('/programmes?q=t1-scope');
    expect(other.page.querySelector(`a[href="/programmes/${id}"]`)).toBeNull();
    for (const path of ['', '/closure', '/reopening', '/classes']) {
      await other.get('/programmes/new');
      await other.post(`/programmes/${id}${path}`, {});
      expect([path, other.status]).toEqual([path, 404]);
    }
    expect((await row(id)).closed_on).toBeNull();
  });
});

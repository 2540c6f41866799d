import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TODAY } from '#platform/clock';
import { newId } from '#platform/ids';
import type { BrowserSession } from '#platform/testing';
import { Learner } from '../testing/learner.js';
import { LearningWorld } from '../testing/learning-world.js';

let world: LearningWorld;
let admin: string;
let host: string;
let commune: string;
let programmeId: string;
let course: { courseId: string; slug: string };

beforeAll(async () => {
  world = await LearningWorld.open();
  const { fixture } = world;
  admin = await fixture.official('programme-admin', fixture.unitId, 'Lê Thị Hương');
  commune = await fixture.commune('T1-02', 'Xã Thử Hai');
  await fixture.commune('T1-03', 'Xã Thử Ba');
  host = await fixture.official('programme-admin', commune, 'Trần Văn Hai');
  await fixture.person('Ngô Thị Mai', 'official', commune);
  await fixture.person('Ngô Thị Mai', 'official', fixture.unitId);
  course = await fixture.course(2);
  programmeId = newId();
  await world.db.query(
    `INSERT INTO programme (id, code, title, year, owner_unit_id, starts_on, ends_on, target_groups)
     VALUES ($1, 'T1-2027', 'Chương trình', 2027, $2, '2026-01-01', '2099-12-31', '{official,citizen}')`,
    [programmeId, fixture.unitId],
  );
});
afterAll(() => world?.close());

const form = (changes: Record<string, string> = {}) => ({
  ...{ title: 'Lớp 1.1 – Ứng dụng AI', code: 'T1-1.1', courseId: course.courseId, form: 'hybrid' },
  ...{ targetGroup: 'official', startsOn: '2026-10-01', endsOn: '2099-10-31', capacity: '1.200' },
  ...{ unit: 'T1-02', responsible: 'Trần Văn Hai', ...changes },
});
const sent = async (changes: Record<string, string> = {}, by = admin) => {
  const browser = world.as(by);
  await browser.get(`/programmes/${programmeId}/classes/new`);
  await browser.post(`/programmes/${programmeId}/classes`, form(changes));
  return browser;
};
const made = async (code: string, changes: Record<string, string> = {}) => {
  const browser = await sent({ code, ...changes });
  expect([browser.status, browser.text('.error-summary')]).toEqual([200, '']);
  return { browser, id: browser.url.split('/')[2]! };
};
const row = async (id: string) =>
  (await world.db.query('SELECT *, starts_on::text AS first FROM training_class WHERE id = $1', [id]))[0];
const wrongFields = (browser: BrowserSession) =>
  browser.page.querySelectorAll('.error-summary a').map((link) => link.getAttribute('href'));
const save = async (id: string, changes: Record<string, string>, by = admin) => {
  const browser = world.as(by);
  await browser.get(`/classes/${id}/edit`);
  await browser.post(`/classes/${id}`, form({ revision: String((await row(id)).revision), ...changes }));
  return browser;
};

describe('a class', () => {
  test('is made inside its programme, with its host and whom to turn to', async () => {
    const { browser, id } = await made('T1-1.1');
    expect(await row(id)).toMatchObject({
      ...{ programme_id: programmeId, course_id: course.courseId, form: 'hybrid', capacity: 1200 },
      ...{ host_unit_id: commune, responsible_id: host, self_enrolment: false, first: '2026-10-01' },
    });
    for (const words of ['Xã Thử Hai', 'Trần Văn Hai', 'bản nội dung 1', 'tối đa 1.200 chỗ', 'Đang mở'])
      expect(browser.text('main')).toContain(words);
    const links = browser.page.querySelectorAll('main a').map((link) => link.getAttribute('href'));
    expect(links).toEqual(
      expect.arrayContaining([
        `/classes/${id}/imports/new`,
        `/classes/${id}/members`,
        `/reports/classes/${id}`,
      ]),
    );
    await browser.get('/classes?q=lop+ung+dung+ai&phase=open');
    expect(browser.page.querySelector(`a[href="/classes/${id}"]`)?.text).toBe('Lớp 1.1 – Ứng dụng AI');
    await browser.get('/classes?q=lop+ung+dung+ai&phase=over');
    expect(browser.page.querySelector(`a[href="/classes/${id}"]`)).toBeNull();
    const entries = await world.db.query('SELECT action, detail FROM audit_entry WHERE subject_id = $1', [
      id,
    ]);
    expect(entries).toEqual([{ action: 'enrolment.create-class', detail: { code: 'T1-1.1', revision: 1 } }]);
  });

  test.each([
    ['title', { title: '' }, '#title'],
    ['code', { code: 'a b' }, '#code'],
    ['course that is none', { courseId: 'x' }, '#courseId'],
    ['course nobody published', { courseId: '018f0000-0000-7000-8000-000000000000' }, '#courseId'],
    ['form', { form: 'by-post' }, '#form'],
    ['group', { targetGroup: '' }, '#targetGroup'],
    ['group its programme is not for', { targetGroup: 'student' }, '#targetGroup'],
    ['first day missing', { startsOn: '' }, '#startsOn'],
    ['last day unreal', { endsOn: '2026-13-01' }, '#endsOn'],
    ['days turned round', { endsOn: '2026-09-30' }, '#endsOn'],
    ['first day before the programme', { startsOn: '2025-12-31' }, '#startsOn'],
    ['last day after the programme', { endsOn: '2100-01-01' }, '#endsOn'],
    ['places below one', { capacity: '-5' }, '#capacity'],
    ['host of nowhere', { unit: 'Xã Không Có' }, '#unit'],
    ['host among several', { unit: 'Xã Thử' }, '#unit'],
    ['responsible nobody', { responsible: 'Không Ai Cả' }, '#responsible'],
    ['responsible one of two', { responsible: 'ngo thi mai' }, '#responsible'],
  ])('is refused with its %s at fault, and what was typed stays', async (_, changes, field) => {
    const browser = await sent({ code: 'T1-BAD', ...(changes as Record<string, string>) });
    expect([browser.status, wrongFields(browser)]).toEqual([422, [field]]);
    expect(browser.page.querySelector('#form option[selected]')?.getAttribute('value')).toBe(
      'form' in changes ? undefined : 'hybrid',
    );
    expect(await world.db.query(`SELECT 1 FROM training_class WHERE code = 'T1-BAD'`)).toEqual([]);
  });

  test('takes the person chosen among several of one name', async () => {
    const browser = await sent({ code: 'T1-MAI', responsible: 'Ngô Thị Mai' });
    const [chosen] = browser.page
      .querySelectorAll('input[name=responsibleId]')
      .map((option) => option.getAttribute('value') ?? '');
    await browser.post(
      `/programmes/${programmeId}/classes`,
      form({ code: 'T1-MAI', responsible: 'Ngô Thị Mai', responsibleId: chosen! }),
    );
    expect((await row(browser.url.split('/')[2]!)).responsible_id).toBe(chosen);
  });

  test('cannot take the code of another', async () => {
    await made('T1-TAKEN');
    expect(wrongFields(await sent({ code: 'T1-TAKEN' }))).toEqual(['#code']);
  });

  test('is changed, keeps host and person that were left as they were, and notices an older page', async () => {
    const { id } = await made('T1-EDIT');
    const changed = await save(id, {
      ...{ code: 'T1-EDIT', title: 'Tên mới', capacity: '', unit: 'Xã Thử Hai', selfEnrolment: 'on' },
    });
    expect(changed.text('h1')).toBe('Tên mới');
    expect(await row(id)).toMatchObject({
      ...{ capacity: null, host_unit_id: commune, responsible_id: host, self_enrolment: true, revision: 2 },
    });
    const late = await save(id, { code: 'T1-EDIT', title: 'Ghi đè', revision: '1' });
    expect([late.status, (await row(id)).title]).toEqual([409, 'Tên mới']);
    await save(id, { code: 'T1-EDIT', unit: '', responsible: '' });
    expect(await row(id)).toMatchObject({ host_unit_id: null, responsible_id: null });
  });

  test('with people in it keeps their course, their places and the days they have begun in', async () => {
    const { id } = await made('T1-FULL', { selfEnrolment: 'on', unit: '' });
    const learner = await world.fixture.person();
    const browser = world.as(learner);
    await browser.get(`/courses/${course.slug}`);
    await browser.post(`/courses/${course.slug}/enrolments`, { classId: id });
    const other = await world.fixture.person();
    const second = world.as(other);
    await second.get(`/courses/${course.slug}`);
    await second.post(`/courses/${course.slug}/enrolments`, { classId: id });
    const elsewhere = await world.fixture.course(1);
    const wrong = async (changes: Record<string, string>) =>
      wrongFields(await save(id, { code: 'T1-FULL', ...changes }));
    expect(await wrong({ courseId: elsewhere.courseId })).toEqual(['#courseId']);
    expect(await wrong({ capacity: '1' })).toEqual(['#capacity']);
    expect(await wrong({ startsOn: '2090-01-01' })).toEqual([]);
    expect(await wrong({})).toEqual([]);
    await world.db.query(
      `UPDATE enrolment SET status = 'started', started_at = now() WHERE account_id = $1`,
      [learner],
    );
    expect(await wrong({ startsOn: '2090-01-01' })).toEqual(['#startsOn']);
    expect(await wrong({ capacity: '2' })).toEqual([]);
  });

  test('that is closed records nothing more, says its last day, and goes on when it is reopened', async () => {
    const learner = await Learner.enrol(world, 2);
    await learner.finish(1);
    const { classId } = learner.course;
    const browser = world.as(admin);
    await browser.get(`/classes/${classId}/closure`);
    await browser.post(`/classes/${classId}/closure`);
    expect(browser.text('main')).toContain('Lớp đã đóng ngày');
    expect(browser.page.querySelector(`a[href="/classes/${classId}/imports/new"]`)).toBeNull();
    await learner.browser.get(`/learn/${learner.id}`);
    const [{ today }] = await world.db.query(
      `SELECT to_char(now() AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD/MM/YYYY') AS today`,
    );
    expect(learner.browser.text('main')).toContain(`Lớp đã kết thúc ngày ${today}`);
    await learner.browser.post(`/learn/${learner.id}/lessons/bai-2/completion`);
    expect((await learner.row()).lessons_done).toBe(1);
    const newcomer = world.as(await world.fixture.person());
    await newcomer.get(`/courses/${learner.course.slug}`);
    await newcomer.post(`/courses/${learner.course.slug}/enrolments`, { classId });
    const [{ people }] = await world.db.query(
      'SELECT count(*)::int AS people FROM enrolment WHERE class_id = $1',
      [classId],
    );
    expect(people).toBe(1);
    const edit = await save(classId, { code: 'T1-LATE' });
    expect(edit.status).toBe(409);
    await browser.get(`/classes/${classId}`);
    await browser.post(`/classes/${classId}/reopening`);
    await learner.browser.get(`/learn/${learner.id}`);
    await learner.browser.post(`/learn/${learner.id}/lessons/bai-2/completion`);
    expect((await learner.row()).lessons_done).toBe(2);
  });

  test('stays shut while its programme is', async () => {
    const { browser, id } = await made('T1-SHUT');
    await browser.get(`/classes/${id}/closure`);
    await browser.post(`/classes/${id}/closure`);
    await world.db.query(`UPDATE programme SET closed_on = ${TODAY} WHERE id = $1`, [programmeId]);
    await browser.post(`/classes/${id}/reopening`);
    const refused = [browser.status];
    refused.push((await sent({ code: 'T1-SHUT-2' })).status);
    await world.db.query('UPDATE programme SET closed_on = NULL WHERE id = $1', [programmeId]);
    expect(refused).toEqual([409, 409]);
    await browser.get(`/classes/${id}`);
    await browser.post(`/classes/${id}/reopening`);
    expect((await row(id)).closed_on).toBeNull();
  });
});

describe('who runs it', () => {
  test('the host changes its own class, no other of the programme, and makes none there', async () => {
    const { id } = await made('T1-HOST');
    const own = await save(id, { code: 'T1-HOST', title: 'Của xã' }, host);
    expect([own.status, (await row(id)).title]).toEqual([200, 'Của xã']);
    const { id: other } = await made('T1-HOST-NOT', { unit: 'T1-03' });
    const browser = world.as(host);
    for (const path of ['/edit', '/closure']) {
      await browser.get(`/classes/${other}${path}`);
      expect([path, browser.status]).toEqual([path, 404]);
    }
    await browser.get(`/classes/${id}/edit`);
    for (const path of ['', '/closure', '/reopening']) {
      await browser.post(`/classes/${other}${path}`, {});
      expect([path, browser.status]).toEqual([path, 404]);
    }
    await browser.post(`/programmes/${programmeId}/classes`, form({ code: 'T1-HOST-NEW' }));
    expect(browser.status).toBe(404);
  });

  test('a unit manager opens it and is offered no change', async () => {
    const { id } = await made('T1-SEEN');
    const manager = world.as(await world.fixture.official('unit-manager', commune));
    await manager.get(`/classes/${id}`);
    expect([manager.status, manager.page.querySelector('a[href$="/edit"]')]).toEqual([200, null]);
    await manager.post(`/classes/${id}/closure`);
    expect(manager.status).toBe(403);
  });
});

/** From a miskeyed question to the learner's new result and back, by an author, a second person and a learner. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { tokenOf } from '#identity/testing';
import type { Role } from '#platform/http';
import { newId } from '#platform/ids';
import { RunTaskJob, TasksWebModule } from '#platform/tasks';
import { ReportingWebModule } from '#reporting/web';
import { ReportingWorkerModule } from '#reporting/worker';
import { Learner } from '../../libs/enrolment/src/testing/learner.js';
import { LearningWorld } from '../../libs/enrolment/src/testing/learning-world.js';
import { axeViolations, DESKTOP, openBrowser, openContext, overflow, PHONE } from './support/browser.js';

jest.setTimeout(300_000);

let world: LearningWorld;
let browser: Browser;
let origin: string;
beforeAll(async () => {
  world = await LearningWorld.open([TasksWebModule, ReportingWebModule, ReportingWorkerModule]);
  origin = await world.listen();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const open = async (token: string, viewport: typeof PHONE): Promise<Page> => {
  const context = await openContext(browser, { viewport });
  await context.addCookies([{ ...world.sessionCookie(token), url: origin }]);
  return context.newPage();
};
const staff = async (role: Role): Promise<string> =>
  tokenOf({ accountId: await world.fixture.person(), grants: [{ role, unitId: newId(), unitPath: 'vn' }] });
const press = async (page: Page, selector: string) => {
  await page.locator(selector).click();
  await page.waitForLoadState('load');
};
/** What the worker would do next. */
const work = async (learner: Learner): Promise<void> => {
  const tasks = await world.db.query(`SELECT id FROM task WHERE status = 'waiting' ORDER BY created_at`);
  for (const { id } of tasks) await world.get(RunTaskJob).run({ taskId: id });
  const grades: { id: string }[] = await world.db.query(
    'SELECT g.id FROM grade g JOIN attempt a ON a.id = g.attempt_id WHERE a.enrolment_id = $1',
    [learner.id],
  );
  await world.job('enrolment.count-grades', { ids: grades.map(({ id }) => id) });
};
const fine = async (page: Page) => {
  expect(await axeViolations(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
};

test('an author proposes, another person agrees, the learner sees why, and it is undone', async () => {
  const learner = await Learner.enrol(world, 1, 1);
  await learner.finish(1);
  await learner.sit(1);
  await work(learner);
  const [place] = await world.db.query(
    `SELECT a.id AS attempt, a.quiz_id AS quiz, q.bank_id AS bank, q.id AS question, v.id AS version
       FROM attempt a, jsonb_array_elements(a.items) WITH ORDINALITY AS i (item, place)
       JOIN question_version v ON v.id = (i.item ->> 'questionVersionId')::uuid JOIN question q ON q.id = v.question_id
      WHERE a.enrolment_id = $1 AND i.place = 2`,
    [learner.id],
  );
  const result = `${origin}/attempts/${place.attempt}/result`;

  const author = await open(await staff('author'), PHONE);
  await author.goto(`${origin}/authoring/banks/${place.bank}/questions/${place.question}`);
  await author.locator('input[name="body.options.correct"]').first().check();
  await press(author, 'form.measure .actions button[value=save]');
  await author.goto(`${origin}/authoring/quizzes/${place.quiz}/statistics`);
  await press(author, 'a[href$="/regrades"]');
  await press(author, 'a.btn-primary[href$="/regrades/new"]');
  await press(author, `a[href$="version=${place.version}"]`);
  await author.check('input[value=key]');
  await author.selectOption('#key', { index: 1 });
  await author.fill('#reason', 'Khóa của câu này bị ghi nhầm');
  await fine(author);
  await press(author, 'form[action$="/regrades"] button');
  await work(learner);
  await author.reload();
  const figures = await author.locator('.figure-grid .figure').allInnerTexts();
  expect(figures).toEqual(['1', '1', '0', '0']);
  await fine(author);
  const here = author.url();

  const chief = await open(await staff('programme-admin'), DESKTOP);
  await chief.goto(here);
  expect(await chief.innerText('table')).toContain('Thành đạt');
  await fine(chief);
  await press(chief, 'form[action^="/reports/regrades/"] button[value=xlsx]');
  await work(learner);
  await chief.reload();
  expect(await chief.innerText('main')).toMatch(/cham-lai-.*\.xlsx/);
  await chief.goto(here);
  await press(chief, 'form[action$="/application"] button');
  await work(learner);

  const own = await open(tokenOf({ accountId: learner.accountId }), PHONE);
  await own.goto(result);
  expect(await own.innerText('main')).toMatch(/đã được chấm lại ngày .*Khóa của câu này bị ghi nhầm/s);
  expect(await own.innerText('.score')).toBe('2');
  await fine(own);
  expect(await learner.row()).toMatchObject({ status: 'completed', best_score_bp: 10_000 });

  await chief.goto(here);
  await press(chief, 'form[action$="/reversal"] button');
  await work(learner);
  await own.goto(result);
  expect(await own.innerText('.score')).toBe('1');
  expect(await own.innerText('main')).toContain('Lần chấm lại đã được hoàn tác');
  expect(await learner.row()).toMatchObject({ status: 'started', best_score_bp: 5_000 });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { makeAccount, seedUnits, signInAs } from '#identity/testing';
import { Catalogue } from '#platform/i18n';
import { newId } from '#platform/ids';
import { allContracts, DeadLetters, JobWorkers } from '#platform/jobs';
import { createLogger } from '#platform/logging';
import { BrowserSession, testInstallation } from '#platform/testing';
import { createWorker } from '../../worker/src/create-worker.js';
import { createWeb } from './create-web.js';

const PAGE = '/admin/dead-letters';
const GRADING = 'assessment.grade-attempts';

describe('stopped jobs, for the system administrator', () => {
  let installation: Awaited<ReturnType<typeof testInstallation>>;
  let app: NestFastifyApplication;
  let worker: INestApplicationContext;
  let browser: BrowserSession;
  let administrator: string;

  beforeAll(async () => {
    installation = await testInstallation();
    const logger = createLogger('silent', 'test');
    app = await createWeb(installation.config, logger);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    await seedUnits(app);
    worker = await createWorker(installation.config, logger);
    worker.get(JobWorkers).start();
    browser = new BrowserSession(app);
    administrator = await makeAccount(app, 'system-admin', 'vn');
    await signInAs(app, browser, administrator);
  });

  afterAll(async () => {
    await worker?.close();
    await app?.close();
    await installation?.cleanUp();
  });

  const letters = () => app.get(DeadLetters);
  const stop = async (name: string, count = 1, error = 'connection lost') => {
    for (let n = 0; n < count; n++)
      await letters().record(
        { queue: 'interactive', jobId: `${name}-${newId()}`, name, payload: { ids: [newId()] } },
        6,
        new Error(error),
      );
  };
  const actions = async () =>
    (await app
      .get(DataSource)
      .query(
        `SELECT action, actor_id AS "actorId", detail ->> 'job' AS job FROM audit_entry WHERE starts_with(action, 'jobs.') ORDER BY id`,
      )) as object[];
  const rows = () => browser.page.querySelectorAll('tr[data-letter]');

  test('every job has a name in words', () => {
    const words = app.get(Catalogue);
    expect(allContracts().length).toBeGreaterThan(5);
    expect(allContracts().filter(({ name }) => !words.has(`jobs.name.${name}`))).toEqual([]);
  });

  test('an empty list says that nothing is wrong, and administration leads to it', async () => {
    await browser.get(PAGE);
    expect(browser.text('main')).toContain('Không có việc nào bị dừng');
    await browser.get('/admin');
    expect(browser.page.querySelector(`a[href="${PAGE}"]`)).not.toBeNull();
  });

  test('shows which job stopped, when, after how many attempts and why, but nothing of a person', async () => {
    await stop(GRADING, 1, 'duplicate key (phone)=(0912345678)\nDETAIL: Nguyễn Văn An');
    await browser.get(PAGE);
    expect(rows()).toHaveLength(1);
    const shown = browser.text('tr[data-letter]');
    for (const part of ['Chấm bài', GRADING, 'hàng đợi nhanh', 'duplicate key …', '6'])
      expect(shown).toContain(part);
    expect(browser.page.toString()).not.toMatch(/0912345678|Nguyễn Văn An/);
  });

  test('running one again sends it to the queue, and the worker does it', async () => {
    await browser.get(PAGE);
    const form = browser.page.querySelector('tr[data-letter] form[action$="/retry"]');
    await browser.post(form?.getAttribute('action') as string);
    expect(browser.text()).toContain('Đã cho việc này chạy lại');
    expect(rows()).toHaveLength(0);
    expect(await actions()).toEqual([{ action: 'jobs.retry', actorId: administrator, job: GRADING }]);
    await browser.post(form?.getAttribute('action') as string, { _csrf: await token() });
    expect(browser.text()).toContain('không còn chờ ở đây');
  });

  test('discarding asks first, names what is lost, and is recorded', async () => {
    await stop('certificate.issue');
    await browser.get(PAGE);
    await browser.get(browser.page.querySelector('a[href$="/removal"]')?.getAttribute('href') as string);
    expect(browser.text('h1')).toContain('Cấp giấy chứng nhận');
    expect(await letters().list(null, 10, 0)).toHaveLength(1);
    await browser.post(browser.page.querySelector('form.actions')?.getAttribute('action') as string);
    expect(browser.text()).toContain('Đã bỏ việc này');
    expect(await letters().list(null, 10, 0)).toEqual([]);
    expect(await actions()).toContainEqual({
      action: 'jobs.discard',
      actorId: administrator,
      job: 'certificate.issue',
    });
    await browser.get(`${PAGE}/${newId()}/removal`);
    expect(browser.status).toBe(404);
  });

  test('all of one kind run again as a task; other kinds stay', async () => {
    await stop(GRADING, 120);
    await stop('certificate.render');
    await stop('retired.job-of-an-earlier-release');
    await browser.get(`${PAGE}?kind=${GRADING}&page=2`);
    expect(rows()).toHaveLength(50);
    expect(browser.text('nav.table-foot')).toContain('51–100');
    await browser.get(PAGE);
    expect(browser.text('main')).toContain('retired.job-of-an-earlier-release');
    await browser.post(`${PAGE}/kinds/${GRADING}/retry`);
    expect(browser.url).toMatch(/^\/tasks\//);
    const task = browser.url;
    await ended(task);
    expect(browser.text('#task-progress')).toContain('120 trên 120');
    expect((await letters().kinds()).map((each) => each.name).sort()).toEqual([
      'certificate.render',
      'retired.job-of-an-earlier-release',
    ]);
    expect(await actions()).toContainEqual({
      action: 'jobs.retry-kind',
      actorId: administrator,
      job: GRADING,
    });
    await browser.get('/admin/audit?context=jobs');
    expect(browser.text('main')).toContain('việc: Chấm bài, số lượng: 120');
  });

  const token = async () => {
    await browser.get('/account');
    return browser.csrf();
  };
  const ended = async (url: string) => {
    for (let waited = 0; waited < 600; waited++) {
      await browser.get(url);
      if (browser.page.querySelector('[data-task-status=done]')) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The task did not end');
  };
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { cellText, readXlsx } from '#platform/spreadsheet';
import { STORAGE, type Storage } from '#platform/storage';
import { type Task, TaskCancelled, TaskRepository } from '#platform/tasks';
import type { BrowserSession } from '#platform/testing';
import { QuestionBanks } from '../bank/question-banks.service.js';
import { readQuestions } from '../exchange/read-questions.js';
import { ExamWorld } from '../testing/exam-world.js';
import { single } from '../testing/questions.js';
import { ExpiredQuestionExports } from './expired-exports.sweep.js';
import { ExportQuestions } from './export-questions.task.js';
import { CheckQuestions, ImportQuestions } from './import-questions.task.js';

const GIFT = '::c-1::Hỏi gì?{=Đúng ~Sai}\n\n::c-2::Viết đi{}\n\n::c-3::Đúng không?{T}\n';
const many = (count: number) =>
  Buffer.from(Array.from({ length: count }, (_, n) => `::m-${n}::Câu ${n}?{=Đúng ~Sai}\n`).join('\n'));

describe('files of questions on the pages of a bank', () => {
  let world: ExamWorld;
  beforeAll(async () => {
    world = await ExamWorld.open();
  }, 120_000);
  afterAll(() => world.close());

  const author = async () => world.browser(await world.account(), newId(), 'author');
  const bankOf = async () =>
    (await world.get(QuestionBanks).import(newId(), 'Ngân hàng', [single('q1')])).bankId;
  const upload = async (browser: BrowserSession, bank: string, content: Buffer, format = '') => {
    await browser.get(`/authoring/banks/${bank}/imports/new`);
    const file = { field: 'file', name: 'câu hỏi.txt', content };
    await browser.upload(`/authoring/banks/${bank}/imports`, { format }, file);
    return browser.url;
  };
  const counts = (browser: BrowserSession) =>
    Object.fromEntries(
      browser.page
        .querySelectorAll('[data-effect]')
        .map((card) => [card.getAttribute('data-effect'), Number(card.getAttribute('data-count'))]),
    );
  const questions = async (bank: string): Promise<number> =>
    (await world.db.query('SELECT count(*)::int AS n FROM question WHERE bank_id = $1', [bank]))[0].n;
  const acts = async (bank: string) =>
    world.db.query(`SELECT action, detail FROM audit_entry WHERE subject_id = $1 ORDER BY id`, [bank]);
  const taskOf = async (url: string): Promise<Task> =>
    (await world.get(TaskRepository).find(url.split('/').at(-1)!))!;

  test('a file is recognised, shown question by question, brought in, and told in the audit', async () => {
    const bank = await bankOf();
    const browser = await author();
    const base = await upload(browser, bank, Buffer.from(GIFT));
    expect(browser.page.querySelector('select#format option[selected]')?.getAttribute('value')).toBe('gift');
    expect(counts(browser)).toEqual({ created: 2, revised: 0, unchanged: 0, refused: 1 });
    expect(browser.text('tbody')).toContain('Câu tự luận cần người chấm');
    expect(await questions(bank)).toBe(1);
    await browser.post(`${base}/application`);
    expect(browser.url).toBe(base);
    expect(counts(browser)).toEqual({ created: 2, revised: 0, unchanged: 0, refused: 1 });
    expect(browser.text('.callout')).toContain('Đã nhập xong');
    expect(await questions(bank)).toBe(3);
    expect((await acts(bank)).at(-1)).toEqual({
      action: 'question-bank.import',
      detail: { format: 'gift', created: 2, revised: 0, unchanged: 0, refused: 1 },
    });
    await browser.post(`${base}/application`);
    expect(browser.status).toBe(409);
    expect((await acts(bank)).length).toBe(1);
  });

  test('the same file again changes nothing, a changed one says which; the refused ones can be taken along', async () => {
    const bank = await bankOf();
    const browser = await author();
    await browser.post(`${await upload(browser, bank, Buffer.from(GIFT))}/application`);
    await upload(browser, bank, Buffer.from(GIFT));
    expect(counts(browser)).toEqual({ created: 0, revised: 0, unchanged: 2, refused: 1 });
    expect(browser.page.querySelector('form[action$="/application"]')).toBeNull();
    const base = await upload(browser, bank, Buffer.from(GIFT.replace('~Sai', '~Nhầm')));
    await browser.get(`${base}?show=revised`);
    expect(browser.text('tbody')).toContain('Hỏi gì?c-1');
    expect(browser.text('tbody')).not.toContain('c-3');
    const { rawPayload } = await browser.inject({ method: 'GET', url: `${base}/refused.xlsx` });
    const [sheet] = await readXlsx(rawPayload);
    expect(sheet?.rows[1]?.cells.map((cell) => cellText(cell, 100)).slice(0, 2)).toEqual(['3', 'c-2']);
    await browser.post(`${base}/discard`);
    expect(browser.url).toBe(`/authoring/banks/${bank}`);
    await browser.get(base);
    expect(browser.status).toBe(404);
  });

  test('what is not recognised or cannot be read is said, and can be read as another format', async () => {
    const bank = await bankOf();
    const browser = await author();
    const base = await upload(browser, bank, Buffer.from('chỉ là một đoạn văn'));
    expect(browser.text('.callout-error')).toContain('Không nhận ra định dạng');
    await browser.post(`${base}/format`, { format: 'moodle-xml' });
    expect(browser.text('.callout-error')).toContain('Tệp XML bị hỏng');
    await browser.post(`${base}/format`, { format: 'word' });
    expect(browser.status).toBe(422);
    await upload(browser, bank, Buffer.from(GIFT), 'aiken');
    expect(browser.page.querySelector('select#format option[selected]')?.getAttribute('value')).toBe('aiken');
  });

  test('more than a hundred go in by a task, which cancelled goes on where it stopped', async () => {
    const bank = await bankOf();
    const browser = await author();
    const base = await upload(browser, bank, many(250));
    await browser.post(`${base}/application`);
    expect(browser.url).toMatch(/^\/tasks\//);
    const task = await taskOf(browser.url);
    const seen: number[] = [];
    const stopped = world.get(ImportQuestions).run({
      task,
      progress: async (done) => {
        seen.push(done);
        if (done === 100) throw new TaskCancelled();
      },
    });
    await expect(stopped).rejects.toBeInstanceOf(TaskCancelled);
    expect(await questions(bank)).toBe(101);
    await browser.get(base);
    expect(browser.text('.callout')).toContain('Việc này đang chạy');
    const progress = async (done: number) => void seen.push(done);
    expect(await world.get(ImportQuestions).run({ task, progress })).toEqual({ href: base });
    expect(seen).toEqual([0, 100, 100, 200, 250]);
    await browser.get(base);
    expect(counts(browser)).toEqual({ created: 250, revised: 0, unchanged: 0, refused: 0 });
    expect((await acts(bank)).map(({ action }: { action: string }) => action)).toEqual([
      'question-bank.import',
    ]);
  });

  test('a large file is checked by a task that says how far it is, and cancelled holds nothing', async () => {
    const bank = await bankOf();
    const browser = await author();
    const words = 'x'.repeat(900);
    const lines = Array.from({ length: 600 }, (_, n) => `::l-${n}::Câu ${n} ${words}?{=Đúng ~Sai}\n`);
    const file = { field: 'file', name: 'lon.gift', content: Buffer.from(lines.join('\n')) };
    await browser.get(`/authoring/banks/${bank}/imports/new`);
    await browser.upload(`/authoring/banks/${bank}/imports`, { format: '' }, file);
    const task = await taskOf(browser.url);
    const seen: number[] = [];
    const progress = async (done: number, total: number) => {
      seen.push(done);
      expect(total).toBe(600);
      if (seen.length === 2) throw new TaskCancelled();
    };
    await expect(world.get(CheckQuestions).run({ task, progress })).rejects.toBeInstanceOf(TaskCancelled);
    const { href } = await world
      .get(CheckQuestions)
      .run({ task, progress: async (done) => void seen.push(done) });
    expect(seen).toEqual([0, 250, 0, 250, 500, 600]);
    await browser.get(href!);
    expect(counts(browser)).toEqual({ created: 600, revised: 0, unchanged: 0, refused: 0 });
    expect(await questions(bank)).toBe(1);
  });

  test('an export says first what the format cannot hold, then is a file that comes back unchanged', async () => {
    const bank = await bankOf();
    const browser = await author();
    await browser.post(`${await upload(browser, bank, Buffer.from(GIFT))}/application`);
    await browser.get(`/authoring/banks/${bank}/export?format=aiken`);
    expect(browser.text('main')).toContain('Tệp giữ được 2 câu, còn 1 câu thì không');
    expect(browser.text('tbody')).toContain('c-3');
    const response = await browser.inject({
      method: 'POST',
      url: `/authoring/banks/${bank}/export`,
      payload: new URLSearchParams({ _csrf: browser.csrf(), format: 'xlsx', type: 'single' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(response.headers['content-disposition']).toMatch(/-xlsx\.xlsx"$/);
    const codes = (await readQuestions('xlsx', response.rawPayload)).map(
      ({ question }) => question?.externalId,
    );
    expect(codes).toEqual(['c-1', 'q1']);
    expect((await acts(bank)).at(-1)).toMatchObject({
      action: 'question-bank.export',
      detail: { format: 'xlsx', exported: 2, refused: 0 },
    });
  });

  test('a large bank leaves by a task, and a week later its file with the keys is gone', async () => {
    const { bankId } = await world.get(QuestionBanks).import(
      newId(),
      'Lớn',
      Array.from({ length: 101 }, (_, n) => single(`q${n}`)),
    );
    const browser = await author();
    await browser.get(`/authoring/banks/${bankId}/export`);
    await browser.post(`/authoring/banks/${bankId}/export`, { format: 'gift', tag: 'a', type: '' });
    const task = await taskOf(browser.url);
    const result = await world.get(ExportQuestions).run({ task, progress: async () => {} });
    expect(result.file).toMatchObject({
      name: expect.stringMatching(/-gift\.gift$/),
      bytes: expect.any(Number),
    });
    expect(result.file!.bytes).toBeGreaterThan(10_000);
    await world.db.query(
      `UPDATE task SET status = 'done', result = $2, finished_at = now() - interval '8 days' WHERE id = $1`,
      [task.id, JSON.stringify(result)],
    );
    expect(await world.get(ExpiredQuestionExports).sweep()).toBe(1);
    expect(await world.get<Storage>(STORAGE).size(result.file!.key)).toBeNull();
  });

  test('every example of the template can be brought in', async () => {
    const { rawPayload } = await (await author()).inject({
      method: 'GET',
      url: '/authoring/question-template.xlsx',
    });
    const found = await readQuestions('xlsx', rawPayload);
    expect(found.length).toBeGreaterThanOrEqual(7);
    expect(found.filter(({ reason }) => reason)).toEqual([]);
  });

  test('imports of another bank, and people without the role, find nothing', async () => {
    const [bank, other] = [await bankOf(), await bankOf()];
    const browser = await author();
    const base = await upload(browser, bank, Buffer.from(GIFT));
    await browser.get(base.replace(bank, other));
    expect(browser.status).toBe(404);
    const learner = world.browser(await world.account());
    await learner.get(base);
    expect(learner.status).toBe(403);
  });
});

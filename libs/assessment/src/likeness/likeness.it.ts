import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { TaskRepository } from '#platform/tasks';
import { QuestionBanks } from '../bank/question-banks.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { single } from '../testing/questions.js';
import { LikeIndex } from './like-index.js';
import { SearchLikeness } from './search-likeness.task.js';

const ask = (code: string, stem: string, ...options: string[]) =>
  single(code, { stem, body: { options: options.map((text, at) => ({ text, correct: at === 0 })) } });
const PASSWORD = ask(
  'mk-1',
  'Mật khẩu nào an toàn nhất?',
  'Cụm từ dài khó đoán',
  'Ngày sinh của mình',
  '123456',
);
const AGAIN = ask(
  'mk-2',
  'Mật khẩu nào là an toàn nhất?',
  'Cụm từ dài, khó đoán',
  '123456',
  'Ngày sinh của mình',
);
const OTHER = ask('nguon-1', 'Kiểm chứng tin bằng cách nào?', 'Đối chiếu nguồn chính thức', 'Đếm lượt thích');

describe('questions that say much the same', () => {
  let world: ExamWorld;
  beforeAll(async () => {
    world = await ExamWorld.open();
  }, 120_000);
  afterAll(() => world.close());

  const author = async () => world.browser(await world.account(), newId(), 'author');
  const bankOf = async (...questions: ReturnType<typeof single>[]) =>
    (await world.get(QuestionBanks).import(newId(), 'Ngân hàng', questions)).bankId;

  test('a bank shows them in groups once searched; a retired or rewritten one leaves its group', async () => {
    const bank = await bankOf(PASSWORD, AGAIN, OTHER);
    const browser = await author();
    await browser.get(`/authoring/banks/${bank}/similar`);
    expect(browser.text('main')).toContain('chưa được tìm lần nào');
    await browser.post(`/authoring/banks/${bank}/similar`);
    expect(browser.text('main section h2')).toBe('Nhóm 1: 2 câu');
    expect(browser.page.querySelectorAll('main section li a').map((each) => each.text)).toEqual([
      'mk-1',
      'mk-2',
    ]);
    await world
      .get(QuestionBanks)
      .import((await world.get(QuestionBanks).require(bank)).code, 'Ngân hàng', [
        { ...OTHER, externalId: 'mk-2' },
      ]);
    await browser.get(`/authoring/banks/${bank}/similar`);
    expect(browser.text('main')).toContain('1 câu mới hoặc đã sửa');
    expect(browser.page.querySelectorAll('main section li')).toEqual([]);
    await browser.post(`/authoring/banks/${bank}/similar`);
    expect(browser.page.querySelectorAll('main section li a').map((each) => each.text)).toEqual([
      'mk-2',
      'nguon-1',
    ]);
  });

  test('a large bank is searched as a task; what it measures is what the database measures', async () => {
    const many = Array.from({ length: 301 }, (_, n) =>
      ask(`m-${n}`, newId().replaceAll('-', ' '), newId(), newId()),
    );
    const bank = await bankOf(PASSWORD, AGAIN, ...many);
    const browser = await author();
    await browser.get(`/authoring/banks/${bank}/similar`);
    await browser.post(`/authoring/banks/${bank}/similar`);
    expect(browser.url).toMatch(/^\/tasks\//);
    const task = (await world.get(TaskRepository).find(browser.url.split('/').at(-1)!))!;
    const told: number[] = [];
    const progress = async (done: number) => void told.push(done);
    const result = await world.get(SearchLikeness).run({ task, progress });
    expect([result.href, told]).toEqual([`/authoring/banks/${bank}/similar`, [0, 303]]);
    await browser.get(result.href!);
    const rows = await world.db.query(
      `SELECT a.words, b.words AS other, similarity(a.words, b.words)::float8 AS share FROM question_version a, question_version b
        WHERE a.stem = $1 AND b.stem = $2 LIMIT 1`,
      [PASSWORD.stem, AGAIN.stem],
    );
    const index = new LikeIndex();
    index.add('it', rows[0].words);
    expect(index.like(rows[0].other, 0)[0]!.share).toBeCloseTo(rows[0].share, 6);
    expect(browser.text('main section li')).toContain(`giống ${Math.round(100 * rows[0].share)}%`);
  });

  test('who writes one that nearly equals another is told before it is saved, and may save it all the same', async () => {
    const bank = await bankOf(PASSWORD);
    const browser = await author();
    const at = `/authoring/banks/${bank}/questions`;
    const form = {
      ...{
        type: 'single',
        stem: 'MẬT KHẨU nào an toàn nhất',
        externalId: 'moi',
        action: 'save',
        difficulty: '2',
      },
      'body.options.0.text': 'Cụm từ dài khó đoán',
      'body.options.count': '3',
      'body.options.correct': '0',
      'body.options.1.text': 'Ngày sinh của mình',
      'body.options.2.text': '123456',
    };
    await browser.get(`${at}/new?type=single`);
    await browser.post(at, form);
    expect(browser.text('.callout')).toContain('mk-1');
    expect(browser.page.querySelector('textarea[name="stem"]')!.text.trim()).toBe(form.stem);
    const stored = () => world.db.query('SELECT 1 FROM question WHERE bank_id = $1', [bank]);
    expect(await stored()).toHaveLength(1);
    await browser.post(at, { ...form, action: 'save-anyway' });
    expect(await stored()).toHaveLength(2);
    expect(browser.text('#flash')).not.toBe('');
  });

  test('the check of a file says which question of the bank or of the file a new item resembles', async () => {
    const bank = await bankOf(PASSWORD);
    const browser = await author();
    const gift = [
      '::a::Mật khẩu nào an toàn nhất?{=Cụm từ dài khó đoán ~Ngày sinh của mình ~123456}',
      '::b::Kiểm chứng tin bằng cách nào?{=Đối chiếu nguồn chính thức ~Đếm lượt thích}',
      '::c::Kiểm chứng tin bằng cách nào nhỉ?{=Đối chiếu nguồn chính thức ~Đếm lượt thích}',
      '::mk-1::Mật khẩu nào an toàn nhất?{=Cụm từ dài khó đoán ~Ngày sinh ~123456}',
    ].join('\n\n');
    await browser.get(`/authoring/banks/${bank}/imports/new`);
    await browser.upload(
      `/authoring/banks/${bank}/imports`,
      { format: 'gift' },
      { field: 'file', name: 'c.gift', content: Buffer.from(gift) },
    );
    const reasons = browser.page.querySelectorAll('tbody tr td:last-child').map((cell) => cell.text.trim());
    expect(reasons[0]).toContain('Giống 100% với câu mk-1');
    expect(reasons[1]).toBe('–');
    expect(reasons[2]).toMatch(/^Giống 9\d% với câu b/);
    expect(reasons[3]).toBe('–');
    await browser.post(`${browser.url}/application`);
    expect(await world.db.query('SELECT 1 FROM question WHERE bank_id = $1', [bank])).toHaveLength(4);
  });
});

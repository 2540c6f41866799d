import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { QuestionBanks } from '../bank/question-banks.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { single } from '../testing/questions.js';

describe('blueprints for authors', () => {
  let world: ExamWorld;
  beforeAll(async () => {
    world = await ExamWorld.open();
  }, 120_000);
  afterAll(() => world.close());

  const author = async () => world.browser(await world.account(), newId(), 'author');
  const bankOf = async (...questions: Parameters<QuestionBanks['import']>[2]) =>
    (await world.get(QuestionBanks).import(newId(), 'Ngân hàng thử', questions)).bankId;
  const many = (code: string, count: number, more: object) =>
    Array.from({ length: count }, (_, index) => single(`${code}${index}`, more));

  test('a blueprint is written, tried, found wanting, changed and removed', async () => {
    const bank = await bankOf(
      ...many('a', 3, { component: '1.1', level: 2, difficulty: 1 }),
      ...many('b', 2, { component: '4.2', difficulty: 3 }),
      single('c', { component: '1.1', level: 2, difficulty: 3 }),
    );
    const browser = await author();
    const home = `/authoring/banks/${bank}/blueprints`;
    await browser.get(home);
    expect(browser.text('main')).toContain('Chưa có ma trận đề');
    await browser.get(`${home}/new`);
    expect(browser.page.querySelectorAll('fieldset')).toHaveLength(3);
    await browser.post(home, {
      title: 'Đề số 1',
      'rows.2.count': '3',
      'rows.2.difficulty': '3',
      action: 'more',
    });
    expect(browser.page.querySelectorAll('fieldset')).toHaveLength(6);
    await browser.post(home, { title: ' ', 'rows.2.count': '0', action: 'save' });
    expect(browser.status).toBe(422);
    expect(browser.page.querySelector('a[href="#rows.2.count"]')).not.toBeNull();
    await browser.post(home, {
      title: 'Đề số 1',
      'rows.0.count': '2',
      'rows.0.component': '1.1',
      'rows.0.difficulty': '1',
      'rows.1.count': '3',
      'rows.1.component': '4.2',
      action: 'save',
    });
    const address = browser.url;
    expect(browser.text('main')).toContain('Thiếu 1 câu nên chưa bốc được đề');
    const rows = () =>
      browser.page
        .querySelectorAll('[aria-labelledby=rows] tbody tr')
        .map((row) => row.querySelectorAll('td').map((cell) => cell.text.trim()));
    expect(rows()).toEqual([
      ['2', '3', 'Đủ'],
      ['3', '2', 'Thiếu 1'],
    ]);
    await browser.get(`${address}/edit`);
    expect(browser.page.querySelector('[name=title]')?.getAttribute('value')).toBe('Đề số 1');
    await browser.post(address, {
      title: 'Đề số 1',
      'rows.0.count': '2',
      'rows.0.component': '1.1',
      action: 'save',
    });
    // Two of three easy ones and a hard one: 80 or 60 percent are expected.
    expect(browser.text('main')).toContain('Các đề chênh nhau 20,0 điểm phần trăm');
    expect(browser.text('[aria-labelledby=alike]')).toContain('60,0%');
    expect(browser.text('[aria-labelledby=coverage] tbody')).toContain('1.1');
    await browser.get(`${address}/edit`);
    await browser.post(address, {
      title: 'Đề số 1',
      'rows.0.count': '2',
      'rows.0.component': '1.1',
      'rows.0.difficulty': '1',
      action: 'save',
    });
    expect(browser.text('main')).toContain('Các đề đều nhau: chênh nhiều nhất 0,0 điểm phần trăm');
    await browser.post(home, { title: 'Đề số 1', 'rows.0.count': '1', action: 'save' });
    expect(browser.text('main')).toContain('Ngân hàng đã có ma trận đề tên này.');
    await browser.post(`${address}/removal`);
    expect(browser.text('main')).toContain('Chưa có ma trận đề');
  });

  test('what learners made of questions counts before what their author stated', async () => {
    const bank = await bankOf(single('q1', { difficulty: 1 }), single('q2', { difficulty: 1 }));
    const browser = await author();
    await browser.get(`/authoring/banks/${bank}/blueprints/new`);
    await browser.post(`/authoring/banks/${bank}/blueprints`, {
      title: 'x',
      'rows.0.count': '1',
      action: 'save',
    });
    expect(browser.text('[aria-labelledby=alike]')).not.toContain('30,0%');
    const address = browser.url;
    const measure = (answers: number, facility: number) =>
      world.db.query(
        `WITH z AS (INSERT INTO quiz (id, bank_id, title, minutes, attempts_allowed, pass_percent, draw)
                      VALUES ($1, $2, 'x', 5, 1, 50, '[]') RETURNING id),
              s AS (INSERT INTO quiz_statistics (quiz_id, attempts, histogram, as_of)
                      SELECT id, 40, '[]', now() FROM z RETURNING quiz_id)
         INSERT INTO question_statistics (quiz_id, question_version_id, n, facility, choices, flags)
         SELECT s.quiz_id, v.id, $3, $4, '{}', '{}' FROM s, question_version v JOIN question q ON q.id = v.question_id
          WHERE q.bank_id = $2 AND q.external_id = 'q1'`,
        [newId(), bank, answers, facility],
      );
    await measure(30, 0.2);
    await measure(10, 0.6);
    await browser.get(address);
    // (30 × 20 % + 10 × 60 %) / 40
    expect(browser.text('[aria-labelledby=alike]')).toContain('30,0%');
    expect(browser.text('[aria-labelledby=alike]')).toContain('80,0%');
  });

  test('questions are kept apart in groups, each in one only, and the preview minds them', async () => {
    const bank = await bankOf(single('q1'), single('q2'), single('q3'));
    const browser = await author();
    const home = `/authoring/banks/${bank}/enemies`;
    await browser.get(`/authoring/banks/${bank}/blueprints/new`);
    await browser.post(`/authoring/banks/${bank}/blueprints`, {
      title: 'x',
      'rows.0.count': '3',
      action: 'save',
    });
    const blueprint = browser.url;
    expect(browser.text('main')).not.toContain('nên chưa bốc được đề');
    await browser.get(home);
    await browser.post(home, { name: 'Cùng hỏi OTP', codes: 'q1, q9' });
    expect(browser.text('main')).toContain('Ngân hàng không có câu mã q9.');
    await browser.post(home, { name: 'Cùng hỏi OTP', codes: 'q1\nq2' });
    expect(browser.text('section[aria-label="Cùng hỏi OTP"]')).toContain('q2');
    await browser.post(home, { name: 'Khác', codes: 'q2 q3' });
    expect(browser.text('main')).toContain('Câu q2 đã ở nhóm “Cùng hỏi OTP”.');
    await browser.get(blueprint);
    expect(browser.text('main')).toContain('Thiếu 1 câu nên chưa bốc được đề');
    const [{ id }] = await world.db.query('SELECT id FROM question_enemy_group WHERE bank_id = $1', [bank]);
    const other = await bankOf(single('z1'), single('z2'));
    await browser.get(home);
    await browser.post(`/authoring/banks/${other}/enemies/${id}`, { name: 'x', codes: 'z1 z2' });
    expect(browser.status).toBe(404);
    await browser.get(`${home}/${id}`);
    await browser.post(`${home}/${id}/removal`);
    expect(browser.text('main')).toContain('Chưa có nhóm nào');
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import type { BrowserSession } from '#platform/testing';
import { QuestionBanks } from '../bank/question-banks.service.js';
import { Quizzes } from '../quiz/quizzes.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { single } from '../testing/questions.js';

describe('the life of a bank', () => {
  let world: ExamWorld;
  beforeAll(async () => {
    world = await ExamWorld.open();
  }, 120_000);
  afterAll(() => world.close());

  const author = async () => world.browser(await world.account(), newId(), 'author');
  const bankOf = async (...questions: Parameters<QuestionBanks['import']>[2]) =>
    (await world.get(QuestionBanks).import(newId(), 'Ngân hàng thử', questions)).bankId;
  const idOf = async (bank: string, code: string): Promise<string> =>
    (await world.db.query('SELECT id FROM question WHERE bank_id = $1 AND external_id = $2', [bank, code]))[0]
      .id;
  const shown = (browser: BrowserSession) =>
    browser.page
      .querySelectorAll('.table-card tbody th small')
      .map((each) => each.text.split(' · ')[0]?.trim());
  const form = (stem: string, version: number, more: Record<string, string> = {}) => ({
    type: 'single',
    stem,
    'body.options.count': '2',
    'body.options.0.text': 'Đúng',
    'body.options.1.text': 'Sai',
    'body.options.correct': '0',
    difficulty: '2',
    tags: 'a',
    version: `${version}`,
    action: 'save',
    ...more,
  });

  test('folders make a tree: made, moved, never into itself, removed only when empty', async () => {
    const bank = await bankOf(single('q1'), single('q2'));
    const browser = await author();
    const home = `/authoring/banks/${bank}/folders`;
    await browser.get(home);
    expect(browser.text('main')).toContain('Ngân hàng chưa có thư mục');
    await browser.post(home, { name: 'Chương 1', parent: '' });
    await browser.post(home, { name: 'chương 2', parent: '' });
    const [one, two] = (
      await world.db.query('SELECT id FROM question_folder WHERE bank_id = $1 ORDER BY name DESC', [bank])
    ).map(({ id }: { id: string }) => id);
    await browser.post(`${home}/${two}`, { name: 'Bài 2', parent: one });
    expect(browser.text('table')).toContain(`chương 2 › Bài 2`);
    await browser.post(`${home}/${one}`, { name: 'Chương 2', parent: two });
    expect(browser.status).toBe(422);
    expect(browser.text('main')).toContain('Không chuyển được thư mục vào trong chính nó.');
    await browser.post(home, { name: 'Bài 2', parent: one });
    expect(browser.text('main')).toContain('Ở chỗ này đã có thư mục tên đó.');
    const q1 = await idOf(bank, 'q1');
    await browser.post(`/authoring/banks/${bank}/questions/${q1}`, form('Câu một', 1, { folder: two }));
    await browser.get(`/authoring/banks/${bank}?folder=${one}`);
    expect(shown(browser)).toEqual(['q1']);
    await browser.get(`/authoring/banks/${bank}?folder=none`);
    expect(shown(browser)).toEqual(['q2']);
    await browser.post(`${home}/${two}/removal`);
    expect(browser.status).toBe(409);
    await browser.get(`/authoring/banks/${bank}/questions/${q1}`);
    await browser.post(`/authoring/banks/${bank}/questions/${q1}`, form('Câu một', 2, { folder: '' }));
    await browser.post(`${home}/${two}/removal`);
    await browser.post(`${home}/${one}/removal`);
    expect(browser.text('main')).toContain('Ngân hàng chưa có thư mục');
    const other = await bankOf();
    await browser.post(`/authoring/banks/${other}/folders`, { name: 'Khác', parent: '' });
    const [{ id }] = await world.db.query('SELECT id FROM question_folder WHERE bank_id = $1', [other]);
    await browser.get(`/authoring/banks/${bank}/questions/${q1}`);
    await browser.post(`/authoring/banks/${bank}/questions/${q1}`, form('Câu một', 2, { folder: id }));
    expect(browser.status).toBe(404);
  });

  test('questions are found by level, status, and words of their options without diacritics', async () => {
    const options = [{ text: 'Mật khẩu mạnh', correct: true }, { text: 'Ngày sinh' }];
    const bank = await bankOf(
      single('q1', { level: 2, body: { options } }),
      single('q2', { level: 3 }),
      single('q3'),
    );
    const browser = await author();
    const found = async (query: string) => {
      await browser.get(`/authoring/banks/${bank}?${query}`);
      return shown(browser);
    };
    expect(await found('q=mat khau')).toEqual(['q1']);
    expect(await found('level=3')).toEqual(['q2']);
    expect(await found('status=reviewed')).toEqual(['q1', 'q2', 'q3']);
    expect(await found('status=draft')).toEqual([]);
  });

  test('in a bank that asks for reviews a change waits for another person; quizzes draw the version before', async () => {
    const bank = await bankOf(single('q1', { stem: 'Câu cũ' }), single('q2'));
    const [writer, reviewer] = [await author(), await author()];
    await writer.get(`/authoring/banks/${bank}`);
    await writer.post(`/authoring/banks/${bank}/review-rule`, { review: 'asked' });
    const q1 = await idOf(bank, 'q1');
    const question = `/authoring/banks/${bank}/questions/${q1}`;
    await writer.post(question, form('Câu mới', 1));
    expect(writer.text('main')).toContain('Bản 2 còn là bản nháp');
    const quizzes = world.get(Quizzes);
    const drawn = async () => {
      const quiz = await quizzes.create({
        ...{ bankId: bank, title: 'x', minutes: 5, attemptsAllowed: 1, passPercent: 50 },
        draw: [{ tag: 'a', count: 1 }],
      });
      await quizzes.freeze(quiz);
      const rows: { stem: string }[] = await world.db.query(
        `SELECT v.stem FROM quiz z, jsonb_array_elements_text(z.pool #> '{0,versions}') AS each (id)
           JOIN question_version v ON v.id = each.id::uuid WHERE z.id = $1 AND v.question_id = $2`,
        [quiz, q1],
      );
      return rows.map(({ stem }) => stem);
    };
    expect(await drawn()).toEqual(['Câu cũ']);
    await writer.get(`${question}/versions`);
    await writer.post(`${question}/versions/2/submission`);
    expect(writer.text('main')).toContain('Bản 2 đang chờ duyệt');
    expect(writer.page.querySelector('form[action$=approval]')).toBeNull();
    await writer.post(`${question}/versions/2/approval`);
    expect(writer.status).toBe(409);
    await reviewer.get(`/authoring/banks/${bank}?status=in-review`);
    expect(shown(reviewer)).toEqual(['q1']);
    await reviewer.get(`${question}/versions`);
    await reviewer.post(`${question}/versions/2/return`, { comment: ' ' });
    expect(reviewer.status).toBe(422);
    await reviewer.post(`${question}/versions/2/return`, { comment: 'Đáp án B mơ hồ' });
    expect(reviewer.text('main')).toContain('Nhận xét: Đáp án B mơ hồ');
    await writer.get(question);
    await writer.post(question, form('Câu mới rõ hơn', 2));
    await writer.get(`${question}/versions`);
    await writer.post(`${question}/versions/3/submission`);
    await reviewer.post(`${question}/versions/2/approval`);
    expect(reviewer.status).toBe(409);
    await reviewer.get(`${question}/versions`);
    expect(reviewer.text('main')).toContain('Câu mới rõ hơn');
    await reviewer.post(`${question}/versions/3/approval`);
    expect(await drawn()).toEqual(['Câu mới rõ hơn']);
    // What comes in a file is a draft here too.
    const { code } = (await world.db.query('SELECT code FROM question_bank WHERE id = $1', [bank]))[0];
    await world.get(QuestionBanks).import(code, 'x', [single('q9', { tags: ['a'] })]);
    await reviewer.get(`/authoring/banks/${bank}?status=draft`);
    expect(shown(reviewer)).toEqual(['q9']);
    const acts = await world.db.query(
      `SELECT action FROM audit_entry WHERE subject_id = $1 ORDER BY at, id`,
      [q1],
    );
    expect(acts.map(({ action }: { action: string }) => action)).toEqual([
      ...['question.revise', 'question.submitted', 'question.returned'],
      ...['question.revise', 'question.submitted', 'question.approved'],
    ]);
  });

  test('a question tells the quizzes that may draw it, by version, with what was made of it', async () => {
    const bank = await bankOf(single('q1'), single('q2'));
    const quizzes = world.get(Quizzes);
    const quiz = await quizzes.create({
      ...{ bankId: bank, title: 'Bài giữa khóa', minutes: 5, attemptsAllowed: 1, passPercent: 50 },
      draw: [{ tag: 'a', count: 1 }],
    });
    await quizzes.freeze(quiz);
    const q1 = await idOf(bank, 'q1');
    await world.db.query(
      `WITH s AS (INSERT INTO quiz_statistics (quiz_id, attempts, histogram, as_of) VALUES ($1, 40, '[]', now()) RETURNING quiz_id)
       INSERT INTO question_statistics (quiz_id, question_version_id, n, facility, choices, flags)
       SELECT s.quiz_id, v.id, 40, 0.625, '{}', '{too-easy}' FROM s, question_version v WHERE v.question_id = $2`,
      [quiz, q1],
    );
    const browser = await author();
    await browser.get(`/authoring/banks/${bank}/questions/${q1}`);
    await browser.post(`/authoring/banks/${bank}/questions/${q1}`, form('Đã sửa', 1));
    await browser.get(`/authoring/banks/${bank}/questions/${q1}/versions`);
    const uses = browser.page.querySelector('[aria-labelledby=uses]')!;
    expect(uses.text).toContain('Bài giữa khóa');
    expect(uses.querySelectorAll('td').map((cell) => cell.text)).toEqual(['1', '40', '62,5%']);
    expect(browser.text('[aria-labelledby=v1]')).toContain('40 lượt trả lời, tỷ lệ đạt 62,5%');
    expect(browser.text('[aria-labelledby=v2]')).toContain('Đã sửa');
  });

  test('an author is shown questions that say much the same, in other banks too', async () => {
    const options = [{ text: 'Gọi 113 để báo tin', correct: true }, { text: 'Chuyển tiền theo yêu cầu' }];
    const stem = 'Khi nhận cuộc gọi tự xưng công an, anh chị nên làm gì trước tiên?';
    const others = [
      { text: 'Ngắt máy rồi tự tìm số của cơ quan để gọi lại hỏi cho rõ ràng', correct: true },
      { text: 'Đọc mã xác nhận vừa nhận được trong tin nhắn cho người đó ngay' },
      { text: 'Cài ứng dụng theo đường dẫn lạ mà họ gửi qua mạng xã hội' },
    ];
    const bank = await bankOf(
      single('q1', { stem, body: { options } }),
      single('q2', {
        stem: 'Mật khẩu mạnh gồm những gì?',
        body: {
          options: [{ text: 'Nhiều loại ký tự, dài và khó đoán', correct: true }, { text: 'Tên của con' }],
        },
      }),
    );
    const plain = 'KHI NHAN CUOC GOI tu xung cong an anh chi nen lam gi truoc tien';
    await bankOf(single('z1', { stem: plain, body: { options: [...options].reverse() } }));
    // The same question about other options is another question.
    await bankOf(single('z2', { stem, body: { options: others } }));
    const browser = await author();
    await browser.get(`/authoring/banks/${bank}/questions/${await idOf(bank, 'q1')}`);
    expect(browser.page.querySelectorAll('.callout-lamp li a').map((each) => each.text)).toEqual(['z1']);
    await browser.get(`/authoring/banks/${bank}/questions/${await idOf(bank, 'q2')}`);
    expect(browser.page.querySelector('.callout-lamp')).toBeNull();
  });
});

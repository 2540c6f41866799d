import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import type { BrowserSession } from '#platform/testing';
import { QuestionBanks } from '../bank/question-banks.service.js';
import { examplesOf } from '../question-types/examples.js';
import { questionTypes } from '../question-types/index.js';
import { Quizzes } from '../quiz/quizzes.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { multiple, single, statement } from '../testing/questions.js';

/** Questions in the list of a bank. */
const rowsIn = (browser: BrowserSession): number =>
  browser.page.querySelector('.table-card')?.querySelectorAll('tbody tr').length ?? 0;

/** The editor's form as a browser would send it. */
function formOf(browser: BrowserSession): Record<string, string> {
  const fields: Record<string, string> = { action: 'save' };
  for (const control of browser.page.querySelectorAll(
    'form.measure input, form.measure textarea, form.measure select',
  )) {
    const name = control.getAttribute('name');
    const type = control.getAttribute('type') ?? '';
    if (!name || (['radio', 'checkbox'].includes(type) && !control.hasAttribute('checked'))) continue;
    if (control.tagName === 'TEXTAREA') fields[name] = control.text.replace(/^\n/, '');
    else if (control.tagName === 'SELECT')
      fields[name] = control.querySelector('option[selected]')?.getAttribute('value') ?? '';
    else fields[name] = control.getAttribute('value') ?? '';
  }
  return fields;
}

describe('writing questions', () => {
  let world: ExamWorld;
  beforeAll(async () => {
    world = await ExamWorld.open();
  }, 120_000);
  afterAll(() => world.close());

  const author = async () => world.browser(await world.account(), newId(), 'author');
  const bankOf = async (...questions: Parameters<QuestionBanks['import']>[2]) =>
    (await world.get(QuestionBanks).import(newId(), 'Ngân hàng thử', questions)).bankId;
  const versions = (bankId: string) =>
    world.db.query(
      `SELECT q.external_id, q.tags, v.version, v.type, v.stem, v.body, v.component_code, v.level, v.lesson_slug
         FROM question q JOIN question_version v ON v.question_id = q.id WHERE q.bank_id = $1 ORDER BY 1, v.version`,
      [bankId],
    );
  const form = (more: Record<string, string | string[]> = {}) => ({
    type: 'single',
    stem: 'Làm gì khi nhận thư lạ?',
    'body.options.count': '3',
    'body.options.0.text': 'Mở ngay',
    'body.options.1.text': 'Hỏi người phụ trách',
    'body.options.2.text': 'Chuyển tiếp',
    'body.options.correct': '1',
    explanation: 'Vì an toàn.',
    tags: 'an-toan, thu-dien-tu',
    component: '4.1',
    level: '3',
    difficulty: '1',
    lesson: '01-thu-la',
    action: 'save',
    ...more,
  });
  const filled = (browser: BrowserSession, name: string) =>
    browser.page.querySelector(`form.measure [name="${name}"]`);

  test('a bank is created, its code only once', async () => {
    const browser = await author();
    await browser.get('/authoring/banks');
    await browser.post('/authoring/banks', { title: 'Kỹ năng số', code: 'kns-1' });
    expect(browser.text('h1')).toBe('Kỹ năng số');
    expect(browser.text('main')).toContain('Ngân hàng chưa có câu hỏi');
    await browser.get('/authoring/banks');
    await browser.post('/authoring/banks', { title: 'Khác', code: 'kns-1' });
    expect(browser.status).toBe(422);
    expect(browser.text('main')).toContain('Mã này đã có ngân hàng dùng.');
    expect(browser.page.querySelector('input[name=title]')?.getAttribute('value')).toBe('Khác');
  });

  test('a question is written, revised into a second version, and shown as learners see it', async () => {
    const bank = await bankOf();
    const browser = await author();
    await browser.get(`/authoring/banks/${bank}/questions/new?type=single`);
    await browser.post(`/authoring/banks/${bank}/questions`, { ...form(), externalId: 'at-1' });
    const address = browser.url;
    expect(browser.text('h1')).toBe('Sửa câu at-1');
    await browser.post(address, { ...form({ stem: 'Nên làm gì khi nhận thư lạ?' }), version: '1' });
    expect(browser.text('#flash')).toBe('Đã lưu thay đổi.');
    await browser.post(address, { ...form({ stem: 'Nên làm gì khi nhận thư lạ?' }), version: '2' });
    expect(browser.text('#flash')).toContain('Nội dung không thay đổi');
    const rows = await versions(bank);
    expect(rows.map((row: { version: number; stem: string }) => `${row.version} ${row.stem}`)).toEqual([
      '1 Làm gì khi nhận thư lạ?',
      '2 Nên làm gì khi nhận thư lạ?',
    ]);
    expect(rows[1]).toMatchObject({
      tags: ['an-toan', 'thu-dien-tu'],
      component_code: '4.1',
      level: 3,
      lesson_slug: '01-thu-la',
    });
    expect(rows[1].body.options.map((option: { correct: boolean }) => option.correct)).toEqual([
      false,
      true,
      false,
    ]);
    await browser.get(`${address}/preview`);
    expect(browser.page.querySelectorAll('.option')).toHaveLength(6);
    expect(browser.page.querySelectorAll('.is-correct')).toHaveLength(1);
    const acts = await world.db.query(
      `SELECT action FROM audit_entry WHERE subject_type = 'question' ORDER BY at`,
    );
    expect(acts.map((row: { action: string }) => row.action)).toEqual(['question.create', 'question.revise']);
  });

  test('every type opens in the editor as it was saved', async () => {
    const bank = await bankOf(single('q1'), multiple('q2'), statement('q3'));
    const browser = await author();
    const open = async (code: string) => {
      const [{ id }] = await world.db.query(
        'SELECT id FROM question WHERE bank_id = $1 AND external_id = $2',
        [bank, code],
      );
      await browser.get(`/authoring/banks/${bank}/questions/${id}`);
      return browser.page
        .querySelectorAll('form.measure input:checked, form.measure input[checked]')
        .map(
          (input) =>
            `${input.getAttribute('type')} ${input.getAttribute('name')} ${input.getAttribute('value')}`,
        );
    };
    expect(await open('q1')).toEqual(['radio body.options.correct 1']);
    expect(await open('q2')).toEqual([
      'checkbox body.options.0.correct on',
      'checkbox body.options.1.correct on',
      'radio body.scoring partial',
    ]);
    expect(await open('q3')).toEqual(['radio body.answer true']);
  });

  test('text of several lines comes back in the editor exactly as it was written', async () => {
    const bank = await bankOf(single('q1', { stem: 'Dòng một\n\nDòng hai' }));
    const [{ id }] = await world.db.query('SELECT id FROM question WHERE bank_id = $1', [bank]);
    const browser = await author();
    await browser.get(`/authoring/banks/${bank}/questions/${id}`);
    // A browser drops the one line end after the tag.
    expect(filled(browser, 'stem')?.rawText.replace(/^\n/, '')).toBe('Dòng một\n\nDòng hai');
  });

  test('an author chooses a type, looks at its example, and writes and reads back a question of each', async () => {
    const bank = await bankOf();
    const browser = await author();
    await browser.get(`/authoring/banks/${bank}/questions/new`);
    expect(browser.text('h1')).toBe('Chọn loại câu hỏi');
    const links = browser.page.querySelectorAll('main a.btn').map((link) => link.getAttribute('href')!);
    expect(links).toHaveLength(questionTypes.length);
    for (const type of questionTypes) {
      await browser.get(`/authoring/question-types/${type.code}`);
      expect(browser.status).toBe(200);
      await browser.get(`/authoring/banks/${bank}/questions/new?type=${type.code}`);
      expect(browser.page.querySelectorAll('form.measure [name^="body."]').length).toBeGreaterThan(0);
      const [example] = examplesOf(type.code);
      const imported = { externalId: type.code, type: type.code, stem: example!.stem, body: example!.body };
      const { bankId } = await world.get(QuestionBanks).import(newId(), 'Khác', [imported]);
      const [{ id }] = await world.db.query('SELECT id FROM question WHERE bank_id = $1', [bankId]);
      await browser.get(`/authoring/banks/${bankId}/questions/${id}`);
      await browser.post(`/authoring/banks/${bankId}/questions/${id}`, formOf(browser));
      expect([type.code, browser.text('#flash')]).toEqual([
        type.code,
        'Nội dung không thay đổi, nên không có bản mới.',
      ]);
    }
    await browser.get('/authoring/question-types/khong-co');
    expect(browser.status).toBe(404);
  });

  test('options are added and removed without scripts and without losing what was typed', async () => {
    const bank = await bankOf();
    const browser = await author();
    await browser.get(`/authoring/banks/${bank}/questions/new?type=multiple`);
    const typed = form({
      type: 'multiple',
      'body.options.0.correct': 'on',
      'body.options.2.correct': 'on',
      action: 'add:body.options',
    });
    await browser.post(`/authoring/banks/${bank}/questions`, typed);
    expect(browser.status).toBe(200);
    expect(filled(browser, 'body.options.3.text')).not.toBeNull();
    expect(filled(browser, 'stem')?.text.trim()).toBe('Làm gì khi nhận thư lạ?');
    await browser.post(`/authoring/banks/${bank}/questions`, { ...typed, action: 'remove:body.options.1' });
    expect(
      [0, 1].map((index) => filled(browser, `body.options.${index}.text`)?.getAttribute('value')),
    ).toEqual(['Mở ngay', 'Chuyển tiếp']);
    expect(filled(browser, 'body.options.2.text')).toBeNull();
    const ticked = browser.page
      .querySelectorAll('form.measure input[type=checkbox]')
      .filter((box) => box.hasAttribute('checked'));
    expect(ticked.map((box) => box.getAttribute('name'))).toEqual([
      'body.options.0.correct',
      'body.options.1.correct',
    ]);
    expect(await versions(bank)).toEqual([]);
  });

  test('mistakes are named at their fields, and everything typed stays', async () => {
    const bank = await bankOf(single('da-co'));
    const browser = await author();
    await browser.get(`/authoring/banks/${bank}/questions/new?type=single`);
    await browser.post(
      `/authoring/banks/${bank}/questions`,
      form({ stem: ' ', 'body.options.2.text': '', lesson: 'Bài 1', explanation: 'Giữ lại' }),
    );
    expect(browser.status).toBe(422);
    expect(browser.text('.error-summary')).toContain('Anh/chị viết nội dung câu hỏi.');
    const links = browser.page.querySelectorAll('.error-summary a').map((link) => link.getAttribute('href'));
    for (const anchor of ['#stem', '#body.options.2.text', '#lesson']) expect(links).toContain(anchor);
    for (const anchor of links)
      expect(browser.page.querySelector(`[id="${anchor?.slice(1)}"]`)).not.toBeNull();
    expect(filled(browser, 'explanation')?.text.trim()).toBe('Giữ lại');
    await browser.post(`/authoring/banks/${bank}/questions`, form({ 'body.options.correct': '' }));
    expect(browser.page.querySelector('[id="body.options"]')?.text).toContain(
      'Cần đánh dấu đúng một đáp án đúng.',
    );
    await browser.post(`/authoring/banks/${bank}/questions`, {
      ...form(),
      externalId: 'da-co',
      action: 'save-anyway',
    });
    expect(browser.text('.error-summary')).toContain('Mã này đã có trong ngân hàng.');
    expect(await versions(bank)).toHaveLength(1);
  });

  test('two authors at once: the second is told and overwrites nothing', async () => {
    const bank = await bankOf(single('q1'));
    const [{ id }] = await world.db.query('SELECT id FROM question WHERE bank_id = $1', [bank]);
    const address = `/authoring/banks/${bank}/questions/${id}`;
    const [one, other] = [await author(), await author()];
    await one.get(address);
    await other.get(address);
    await one.post(address, { ...form({ stem: 'Bản của người thứ nhất' }), version: '1' });
    await other.post(address, { ...form({ stem: 'Bản của người thứ hai' }), version: '1' });
    expect(other.status).toBe(409);
    expect(other.text('.error-summary')).toContain('Có người vừa lưu một bản mới');
    expect(filled(other, 'stem')?.text.trim()).toBe('Bản của người thứ hai');
    expect((await versions(bank)).at(-1).stem).toBe('Bản của người thứ nhất');
  });

  test('questions are found without diacritics, by tag, type and component; wildcards are plain signs', async () => {
    const bank = await bankOf(
      single('q1', { stem: 'Bảo vệ dữ liệu cá nhân thế nào?', tags: ['du-lieu'] }),
      multiple('q2', { stem: 'Đặt mật khẩu mạnh 100%', component: '4.1' }),
      statement('q3', { stem: 'Thư lạ nên mở' }),
    );
    const browser = await author();
    const found = async (query: Record<string, string>) => {
      await browser.get(`/authoring/banks/${bank}?${new URLSearchParams(query)}`);
      return browser.page.querySelectorAll('tbody small').map((code) => code.text.split(' · ')[0]);
    };
    expect(await found({})).toEqual(['q1', 'q2', 'q3']);
    expect(await found({ q: 'bao ve DU LIEU' })).toEqual(['q1']);
    expect(await found({ q: 'dat mat khau' })).toEqual(['q2']);
    expect(await found({ q: 'mật khẩu' })).toEqual(['q2']);
    expect(await found({ q: '%' })).toEqual(['q2']);
    expect(await found({ q: '_' })).toEqual([]);
    expect(await found({ q: 'q3' })).toEqual(['q3']);
    expect(await found({ tag: 'du-lieu' })).toEqual(['q1']);
    expect(await found({ type: 'true-false' })).toEqual(['q3']);
    expect(await found({ component: '4.1' })).toEqual(['q2']);
    expect(await found({ q: "'; DROP TABLE question; --\u0000" })).toEqual([]);
    expect(browser.text('main')).toContain('Không có câu nào khớp');
    expect(await found({ page: '-3', difficulty: 'x' })).toEqual(['q1', 'q2', 'q3']);
  });

  test('a retired question leaves quizzes frozen later, and stays in those frozen before', async () => {
    const bank = await bankOf(single('q1'), single('q2'));
    const quizzes = world.get(Quizzes);
    const draft = () =>
      quizzes.create({
        bankId: bank,
        title: 'x',
        minutes: 5,
        attemptsAllowed: 1,
        passPercent: 50,
        draw: [{ tag: 'a', count: 1 }],
      });
    const poolOf = async (id: string) =>
      (await world.db.query('SELECT pool FROM quiz WHERE id = $1', [id]))[0].pool[0].versions;
    const before = await draft();
    await quizzes.freeze(before);
    const [{ id }] = await world.db.query(
      `SELECT id FROM question WHERE bank_id = $1 AND external_id = 'q1'`,
      [bank],
    );
    const browser = await author();
    await browser.get(`/authoring/banks/${bank}/questions/${id}`);
    await browser.post(`/authoring/banks/${bank}/questions/${id}/retirement`);
    expect(browser.text('main')).toContain('Câu hỏi đã ngừng dùng');
    const after = await draft();
    await quizzes.freeze(after);
    expect([(await poolOf(before)).length, (await poolOf(after)).length]).toEqual([2, 1]);
    await browser.post(`/authoring/banks/${bank}/questions/${id}/retirement`);
    expect(browser.status).toBe(409);
    await browser.get(`/authoring/banks/${bank}?state=retired`);
    expect(rowsIn(browser)).toBe(1);
    await browser.post(`/authoring/banks/${bank}/questions/${id}/restoration`);
    await browser.get(`/authoring/banks/${bank}`);
    expect(rowsIn(browser)).toBe(2);
  });

  test('only authors and programme administrators come in; a question is found only under its own bank', async () => {
    const [bank, other] = [await bankOf(single('q1')), await bankOf()];
    const [{ id }] = await world.db.query('SELECT id FROM question WHERE bank_id = $1', [bank]);
    const account = await world.account();
    for (const role of [
      'learner',
      'unit-manager',
      'marker',
      'invigilator',
      'registrar',
      'system-admin',
      'auditor',
    ] as const) {
      const browser = world.browser(account, newId(), role);
      for (const path of [
        '',
        `/${bank}`,
        `/${bank}/questions/new`,
        `/${bank}/questions/${id}`,
        `/${bank}/questions/${id}/preview`,
      ]) {
        await browser.get(`/authoring/banks${path}`);
        expect(browser.status).toBe(403);
      }
    }
    const admin = world.browser(account, newId(), 'programme-admin');
    await admin.get(`/authoring/banks/${bank}/questions/${id}`);
    expect(admin.status).toBe(200);
    await admin.get(`/authoring/banks/${other}/questions/${id}`);
    expect(admin.status).toBe(404);
    await admin.get('/authoring/banks/khong-co');
    expect(admin.status).toBe(404);
  });
});

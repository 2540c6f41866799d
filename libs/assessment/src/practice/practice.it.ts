import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Grades } from '../grading/grades.service.js';
import { Grading } from '../grading/grading.service.js';
import { SkillMarks } from '../skills/skill-marks.js';
import { QuizStatistics } from '../statistics/quiz-statistics.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { CANARY, single } from '../testing/questions.js';

describe('practice and surveys', () => {
  let world: ExamWorld;
  let again: string;
  let once: string;
  let survey: string;
  beforeAll(async () => {
    world = await ExamWorld.open();
    const questions = ['q1', 'q2'].map((id) => single(id));
    again = await world.quiz(questions, { behaviour: 'practice', attemptsAllowed: 100 });
    once = await world.quiz(questions, { behaviour: 'practice', tryAgain: false });
    survey = await world.quiz(questions, { behaviour: 'survey', attemptsAllowed: 1 });
  }, 120_000);
  afterAll(() => world.close());

  const practising = async (quiz: string) => {
    const sitting = await world.sitting(quiz);
    const { browser, attemptId } = sitting;
    const check = async (question: number, answer?: string, reveal?: 'on') => {
      await browser.get(`/attempts/${attemptId}?question=${question}`);
      await browser.post(`/attempts/${attemptId}/checks`, {
        question: `${question}`,
        ...(answer && { answer: (await world.numbers(attemptId, question, answer))[0]! }),
        ...(reveal && { reveal }),
      });
      return browser.text('main');
    };
    const everything = async () => {
      let html = '';
      for (const path of ['', '?question=1', '?question=2', '/paper', '/summary'])
        html += await browser.get(`/attempts/${attemptId}${path}`).then(() => browser.page.toString());
      return html;
    };
    const save = async (position: number, id: string, seq: number) => {
      const answer = await world.numbers(attemptId, position, id);
      const answers = [{ seq, position, answer }];
      return browser.json('POST', `/attempts/${attemptId}/answers`, { answers });
    };
    return { ...sitting, check, everything, save };
  };

  test('nothing of a key is sent before its question is right or its answer is asked for', async () => {
    const { check, everything } = await practising(again);
    expect(await everything()).not.toContain(CANARY);
    expect(await check(1, 'a')).toContain('Chưa đúng');
    expect(await everything()).not.toContain(CANARY);
    expect(await check(1, 'b')).toContain('Đúng rồi');
    const html = await everything();
    expect(html).toContain(CANARY);
    // The explanation of the first question alone, on its own sheet.
    const second = html.split('data-sheet="2"').slice(1);
    for (const sheet of second) expect(sheet.split('data-sheet="1"')[0]).not.toContain(CANARY);
  });

  test('with another try the answer may be changed; once the key is shown it may not', async () => {
    const { check, save, browser, attemptId } = await practising(again);
    await check(1, undefined, 'on');
    expect(browser.text('#flash')).toContain('trả lời câu này trước');
    await check(1, 'a');
    expect((await save(1, 'c', 50)).status).toBe(200);
    expect(await check(1, 'c', 'on')).toContain('Đáp án ở trên');
    const refused = await save(1, 'b', 51);
    expect([refused.status, refused.body['code']]).toEqual([409, 'assessment.question-locked']);
    // Going on from a sheet without controls takes nothing back.
    await browser.post(`/attempts/${attemptId}/answers`, { question: '1', flag: 'on', go: '2' });
    await check(1, 'b');
    const rows = await world.db.query(
      'SELECT answer, units, tries FROM question_check WHERE attempt_id = $1',
      [attemptId],
    );
    expect(rows).toEqual([{ answer: ['c'], units: 0, tries: 2 }]);
    const [last] = await world.db.query(
      `SELECT answer FROM answer_journal WHERE attempt_id = $1 AND answer IS NOT NULL
        ORDER BY client_seq DESC LIMIT 1`,
      [attemptId],
    );
    expect(last.answer).toEqual(['c']);
  });

  test('without another try the first check shows the key, and no later one changes it', async () => {
    const { attemptId, check } = await practising(once);
    expect(await check(1, 'a')).toContain('Câu này không sửa được nữa');
    await check(1, 'b');
    const rows = await world.db.query('SELECT answer FROM question_check WHERE attempt_id = $1', [attemptId]);
    expect(rows).toEqual([{ answer: ['a'] }]);
  });

  test('the marks of practice are kept, pass nothing, and reach nobody else', async () => {
    const { browser, attemptId, enrolmentId, check } = await practising(again);
    await check(1, 'b');
    await check(2, 'b');
    await browser.post(`/attempts/${attemptId}/submission`);
    await world.get(Grading).grade([attemptId]);
    await browser.get(`/attempts/${attemptId}/result`);
    expect(browser.text('main')).toContain('không tính vào kết quả khóa học');
    expect(browser.text('.score')).toBe('2');
    const [grade] = await world.db.query('SELECT * FROM grade WHERE attempt_id = $1', [attemptId]);
    expect([grade.score_bp, grade.passed]).toEqual([10_000, false]);
    expect(await world.get(Grades).find([grade.id])).toEqual([]);
    expect(await world.get(SkillMarks).of([enrolmentId])).toEqual([]);
    await browser.get(`/attempts/${attemptId}/review`);
    expect(browser.text('main')).toContain('chim-hoàng-yến');
  });

  test('a survey thanks, and shows neither marks nor keys', async () => {
    const { browser, attemptId } = await world.sitting(survey);
    expect(browser.text('header')).toContain('Khảo sát');
    expect(browser.page.querySelector('[data-countdown]')).toBeNull();
    await browser.post(`/attempts/${attemptId}/answers`, { question: '1', answer: '2' });
    await browser.post(`/attempts/${attemptId}/submission`);
    expect(browser.text('h1')).toBe('Cảm ơn anh/chị đã trả lời');
    await world.get(Grading).grade([attemptId]);
    await browser.get(`/attempts/${attemptId}/result`);
    expect(browser.page.toString()).not.toMatch(new RegExp(`${CANARY}|điểm số|đã đạt|chưa đạt`));
    await browser.get(`/attempts/${attemptId}/review`);
    expect(browser.status).toBe(403);
    const [grade] = await world.db.query('SELECT * FROM grade WHERE attempt_id = $1', [attemptId]);
    expect(grade).toMatchObject({ mark_units: 0, max_units: 0, score_bp: 0, passed: false });
    await browser.post(`/attempts/${attemptId}/checks`, { question: '1', answer: '2' });
    expect(browser.status).toBe(404);
  });

  test('staff see totals of a survey from five people on, never what one wrote or before', async () => {
    const opinion = (id: string) =>
      single(id, { body: { options: [{ text: 'Tốt', correct: true }, { text: 'Kém' }] } });
    const typed = single('q9', { type: 'short-answer', body: { accepted: [{ text: 'gì đó' }] } });
    const quiz = await world.quiz([opinion('q8'), typed], { behaviour: 'survey' });
    const staff = world.browser(await world.account(), undefined, 'author');
    const answer = async (words: string) => {
      const { browser, attemptId } = await world.sitting(quiz);
      const [{ items }] = await world.db.query('SELECT items FROM attempt WHERE id = $1', [attemptId]);
      for (const [index, item] of items.entries())
        await browser.post(`/attempts/${attemptId}/answers`, {
          question: `${index + 1}`,
          answer: item.options.length > 0 ? `${item.options.indexOf('b') + 1}` : words,
        });
      await browser.post(`/attempts/${attemptId}/submission`);
      await world.get(Grading).grade([attemptId]);
      await world.get(QuizStatistics).compute(quiz);
      await staff.get(`/authoring/quizzes/${quiz}/statistics`);
      return staff.text('main');
    };
    for (const name of ['An', 'Bình', 'Chi', 'Dung']) {
      const page = await answer(`Ý kiến của ${name}`);
      expect(page).toContain('Chưa đủ người trả lời');
      expect(page).not.toContain('Kém');
    }
    const page = await answer('Ý kiến của Em');
    expect(staff.url).toBe(`/authoring/quizzes/${quiz}/answers`);
    expect(page).toContain('5 người đã trả lời');
    expect(page).toMatch(/Kém 5 người/);
    expect(page).toContain('Tự ghi');
    expect(page).not.toContain('Ý kiến của');
    const [{ id }] = await world.db.query(
      'SELECT question_version_id AS id FROM question_statistics WHERE quiz_id = $1 LIMIT 1',
      [quiz],
    );
    await staff.get(`/authoring/quizzes/${quiz}/statistics/${id}`);
    expect(staff.status).toBe(404);
  });

  test('an examination has nothing to check', async () => {
    const { browser, attemptId } = await world.sitting(await world.quiz([single('q1')]));
    expect(browser.page.querySelector('[formaction]')).toBeNull();
    await browser.post(`/attempts/${attemptId}/checks`, { question: '1', answer: '2' });
    expect(browser.status).toBe(404);
  });
});

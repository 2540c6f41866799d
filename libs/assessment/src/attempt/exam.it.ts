import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Grading } from '../grading/grading.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { multiple, single, statement } from '../testing/questions.js';

/** Stories of whole examinations in a browser without scripts. */
describe('an examination', () => {
  let world: ExamWorld;
  beforeAll(async () => {
    world = await ExamWorld.open();
  }, 120_000);
  afterAll(() => world.close());

  test('single choice: start, answer, go on, hand in, full mark', async () => {
    const quiz = await world.quiz([single('q1')]);
    const { browser, attemptId } = await world.sitting(quiz);
    expect(browser.text('h1')).toContain('Câu q1: cách làm nào đúng?');
    await browser.post(`/attempts/${attemptId}/answers`, {
      question: '1',
      answer: await world.numbers(attemptId, 1, 'b'),
      go: 'summary',
    });
    expect(browser.url).toBe(`/attempts/${attemptId}/summary`);
    expect(browser.text('main')).toContain('Anh/chị đã trả lời đủ 1 câu.');
    await browser.post(`/attempts/${attemptId}/submission`);
    expect(browser.text('h1')).toBe('Đã nhận bài, đang chấm');
    await world.get(Grading).grade([attemptId]);
    await browser.get(`/attempts/${attemptId}/result`);
    expect(browser.text('h1')).toBe('Anh/chị Nhung đã đạt');
    expect(browser.text('.score')).toBe('1');
  });

  test('multiple choice: the rule is stated, and half of the right options gives half of the mark', async () => {
    const quiz = await world.quiz([multiple('q1')]);
    const { browser, attemptId } = await world.sitting(quiz);
    expect(browser.text('.choices .hint')).toContain('chia đều cho các đáp án đúng');
    await browser.post(`/attempts/${attemptId}/answers`, {
      question: '1',
      answer: await world.numbers(attemptId, 1, 'a'),
      go: 'summary',
    });
    await browser.post(`/attempts/${attemptId}/submission`);
    await world.get(Grading).grade([attemptId]);
    await browser.get(`/attempts/${attemptId}/result`);
    expect(browser.text('.score')).toBe('0,5');
    expect(browser.text('h1')).toBe('Anh/chị Nhung chưa đạt lần này');
  });

  test('true or false: both words in the learner’s language, wrong answer, no mark', async () => {
    const quiz = await world.quiz([statement('q1')]);
    const { browser, attemptId } = await world.sitting(quiz);
    expect(browser.page.querySelectorAll('.choices .option').map((each) => each.text.trim())).toEqual([
      'Đúng',
      'Sai',
    ]);
    await browser.post(`/attempts/${attemptId}/answers`, {
      question: '1',
      answer: await world.numbers(attemptId, 1, 'false'),
      go: 'summary',
    });
    await browser.post(`/attempts/${attemptId}/submission`);
    await world.get(Grading).grade([attemptId]);
    await browser.get(`/attempts/${attemptId}/result`);
    expect(browser.text('.score')).toBe('0');
  });
});

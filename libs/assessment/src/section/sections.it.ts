import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { newId } from '#platform/ids';
import type { BrowserSession } from '#platform/testing';
import { Accommodations } from '../accommodation/accommodations.service.js';
import { AnswerJournal } from '../attempt/answer-journal.repository.js';
import { AnswerSheet } from '../attempt/answer-sheet.js';
import { GRACE_SECONDS } from '../attempt/deadline.js';
import { Invigilation } from '../invigilation/invigilation.service.js';
import type { QuizInput, SectionInput } from '../quiz/quiz.input.js';
import { ExamWorld } from '../testing/exam-world.js';
import { single } from '../testing/questions.js';

jest.setTimeout(60_000);

const MINUTE = 60_000;
let world: ExamWorld;
let invigilator: string;
beforeAll(async () => {
  world = await ExamWorld.open();
  invigilator = await world.account();
}, 120_000);
afterAll(() => world?.close());

const section = (tag: string, count: number, minutes: number | null = null): SectionInput => ({
  ...{ title: `Phần ${tag}`, instructions: `Đọc kỹ ${tag}.`, minutes, draw: [{ tag, count }] },
});
/** Two sections of two questions each. */
const divided = (more: Partial<QuizInput> = {}, times: (number | null)[] = [null, null]) =>
  world.quiz(
    ['a', 'a', 'b', 'b'].map((tag, at) =>
      single(`${tag}${at}`, { tags: [tag], stem: `ĐỀ-${tag.toUpperCase()}` }),
    ),
    { minutes: 60, sections: [section('a', 2, times[0]), section('b', 2, times[1])], ...more },
  );
const sheetOf = async (attemptId: string) =>
  new AnswerSheet((await world.get(AnswerJournal).state(attemptId)).journal);
const save = (browser: BrowserSession, attemptId: string, ...answers: [seq: number, position: number][]) =>
  browser.json<{ code?: string; saved?: number[]; refused?: number[] }>(
    'POST',
    `/attempts/${attemptId}/answers`,
    {
      answers: answers.map(([seq, position]) => ({ seq, position, answer: ['2'] })),
    },
  );
const begin = async (browser: BrowserSession, attemptId: string, number: number) => {
  await browser.get(`/attempts/${attemptId}/sections/${number}`);
  await browser.post(`/attempts/${attemptId}/sections/${number}`);
};
/** Minutes from the beginning of a section to its end. */
const lasts = async (attemptId: string, number: number): Promise<number> => {
  const [row] = await world.db.query(
    'SELECT begun_at, deadline_at FROM attempt_section WHERE attempt_id = $1 AND number = $2',
    [attemptId, number],
  );
  return (row.deadline_at - row.begun_at) / MINUTE;
};
/** Moves the end of a section to so many seconds ago. */
const end = (attemptId: string, number: number, secondsAgo: number) =>
  world.db.query(
    'UPDATE attempt_section SET deadline_at = now() - make_interval(secs => $3) WHERE attempt_id = $1 AND number = $2',
    [attemptId, number, secondsAgo],
  );

test('sections without time of their own are headings: every question is open, in the order of the sections', async () => {
  const { browser, attemptId } = await world.sitting(await divided());
  expect(browser.text('main')).toContain('Phần 1 trên 2: Phần a');
  expect(browser.text('#question')).toBe('ĐỀ-A');
  await browser.get(`/attempts/${attemptId}?question=3`);
  expect(browser.text('main')).toContain('Đọc kỹ b.');
  expect((await save(browser, attemptId, [1, 4], [2, 1])).body).toMatchObject({ saved: [1, 2], refused: [] });
});

describe('one question after the other', () => {
  test('by forms: going on closes a question, which can only be looked at from then on', async () => {
    const { browser, attemptId } = await world.sitting(await divided({ navigation: 'sequential' }));
    expect(browser.url).toBe(`/attempts/${attemptId}/sections/1`);
    expect(browser.page.outerHTML).not.toContain('ĐỀ-');
    await begin(browser, attemptId, 1);
    expect(browser.text('main')).toContain('không quay lại sửa câu này được');
    const answers = `/attempts/${attemptId}/answers`;
    await browser.post(answers, { question: '1', answer: '2', go: '2' });
    expect(browser.url).toBe(`/attempts/${attemptId}?question=2`);
    await browser.get(`/attempts/${attemptId}?question=1`);
    expect(browser.text('main')).toContain('chỉ xem lại được');
    expect(browser.page.querySelectorAll('fieldset[disabled] input[name=answer]')).toHaveLength(4);
    // What only shows a question takes nothing back.
    await browser.post(answers, { question: '1', looking: 'on', go: '2' });
    await browser.post(answers, { question: '1', answer: '3', go: '2' });
    expect(browser.text('body')).toContain('đã qua nên không nhận thêm');
    const first = (await sheetOf(attemptId)).answer(1);
    expect(first).toEqual([await idOf(attemptId, 1, 2)]);
    await browser.get(`/attempts/${attemptId}?question=4`);
    expect([browser.url, browser.text('#question')]).toEqual([`/attempts/${attemptId}?question=4`, 'ĐỀ-A']);
  });

  test('by the API: neither the question before nor one ahead takes an answer, and no page shows what is ahead', async () => {
    const { browser, attemptId } = await world.sitting(await divided({ navigation: 'sequential' }));
    expect((await save(browser, attemptId, [1, 1])).body.code).toBe('assessment.question-ahead');
    await begin(browser, attemptId, 1);
    expect((await save(browser, attemptId, [1, 2])).body.code).toBe('assessment.question-ahead');
    expect((await save(browser, attemptId, [5, 1])).status).toBe(200);
    await browser.post(`/attempts/${attemptId}/answers`, { question: '1', answer: '2', go: '2' });
    const passed = await save(browser, attemptId, [9, 1]);
    expect([passed.status, passed.body.code]).toEqual([409, 'assessment.question-passed']);
    // What was saved in time and is sent again, because the answer of the server was lost, is acknowledged.
    expect((await save(browser, attemptId, [5, 1], [10, 2], [11, 3])).body).toMatchObject({
      saved: [5, 10],
      refused: [11],
    });
    for (const url of ['', '?question=3', '/paper', '/paper?question=3', '/summary', '/sections/2']) {
      await browser.get(`/attempts/${attemptId}${url}`);
      expect(browser.page.outerHTML).not.toContain('ĐỀ-B');
    }
    await begin(browser, attemptId, 2);
    expect(browser.text('#question')).toBe('ĐỀ-B');
    expect((await save(browser, attemptId, [20, 2])).body.code).toBe('assessment.question-passed');
    expect((await save(browser, attemptId, [21, 3])).status).toBe(200);
  });

  test('a quiz of one piece needs no door', async () => {
    const quiz = await world.quiz([single('q1'), single('q2')], { navigation: 'sequential' });
    const { browser, attemptId } = await world.sitting(quiz);
    expect(browser.text('main')).toContain('Câu 1 trên 2');
    await browser.post(`/attempts/${attemptId}/answers`, { question: '1', go: '2' });
    expect((await save(browser, attemptId, [5, 1])).body.code).toBe('assessment.question-passed');
    expect((await save(browser, attemptId, [6, 2])).status).toBe(200);
  });
});

describe('a section with a time of its own', () => {
  test('begins when the learner begins it, and takes answers until its time and the grace are over', async () => {
    const { browser, attemptId } = await world.sitting(await divided({}, [20, 30]));
    await begin(browser, attemptId, 1);
    expect(await lasts(attemptId, 1)).toBeCloseTo(20, 3);
    expect(browser.page.querySelector('[data-section-clock="1"] [role=timer]')).not.toBeNull();
    await browser.get(`/attempts/${attemptId}/paper?question=1`);
    expect([browser.page.outerHTML.includes('ĐỀ-A'), browser.page.outerHTML.includes('ĐỀ-B')]).toEqual([
      true,
      false,
    ]);
    await browser.get(`/attempts/${attemptId}`);
    expect((await save(browser, attemptId, [1, 3])).body.code).toBe('assessment.question-ahead');
    await begin(browser, attemptId, 2);
    // Both run: one may go back while there is time.
    expect((await save(browser, attemptId, [1, 3], [2, 1])).body).toMatchObject({ saved: [1, 2] });
    await end(attemptId, 1, GRACE_SECONDS - 10);
    expect((await save(browser, attemptId, [3, 1])).body).toMatchObject({ saved: [3] });
    await end(attemptId, 1, GRACE_SECONDS + 1);
    expect((await save(browser, attemptId, [4, 1], [5, 4])).body).toMatchObject({ saved: [5], refused: [4] });
    expect((await save(browser, attemptId, [6, 2])).body.code).toBe('assessment.section-over');
    await browser.post(`/attempts/${attemptId}/answers`, { question: '1', answer: '1' });
    expect(browser.text('body')).toContain('đã hết giờ nên không nhận thêm');
    await browser.get(`/attempts/${attemptId}?question=1`);
    expect(browser.text('main')).toContain('Phần này đã hết giờ');
  });

  test('begins once, in its turn, and not while the attempt takes nothing', async () => {
    const { browser, attemptId } = await world.sitting(await divided({}, [20, 30]));
    await browser.post(`/attempts/${attemptId}/sections/2`);
    expect(browser.url).toBe(`/attempts/${attemptId}/sections/1`);
    await Promise.all(Array.from({ length: 8 }, () => browser.post(`/attempts/${attemptId}/sections/1`)));
    await world.get(Invigilation).pause([attemptId], { actorId: invigilator, reason: 'Mất điện' });
    await browser.post(`/attempts/${attemptId}/sections/2`);
    expect(browser.text('main')).toContain('tạm dừng');
    const other = await world.sitting(await divided({}, [20, 30]));
    await other.browser.post(`/attempts/${attemptId}/sections/2`);
    expect(other.browser.status).toBe(404);
    const begun = await world.db.query('SELECT number FROM attempt_section WHERE attempt_id = $1', [
      attemptId,
    ]);
    expect(begun).toEqual([{ number: 1 }]);
  });

  test('gets its share of extra time, granted before or while it runs, but not once it is over', async () => {
    const quizId = await divided({}, [20, 30]);
    const { browser, attemptId, enrolmentId } = await world.sitting(quizId);
    const grant = (minutes: number) =>
      world.get(Accommodations).grant([{ enrolmentId, quizId }], {
        ...{ grantId: newId(), minutes, attempts: 0, once: false },
        ...{ reason: 'Khuyết tật vận động', grantedBy: invigilator },
      });
    await grant(15);
    await begin(browser, attemptId, 1);
    expect(await lasts(attemptId, 1)).toBeCloseTo(25, 3);
    await grant(30);
    expect(await lasts(attemptId, 1)).toBeCloseTo(35, 3);
    const { body } = await browser.json<{ sections: { number: number; endsAt: string }[] }>(
      'GET',
      `/attempts/${attemptId}/clock`,
    );
    expect((Date.parse(body.sections[0]!.endsAt) - Date.now()) / MINUTE).toBeGreaterThan(34);
    await end(attemptId, 1, 60);
    const over = await lasts(attemptId, 1);
    await grant(6);
    expect(await lasts(attemptId, 1)).toBe(over);
    await begin(browser, attemptId, 2);
    expect(await lasts(attemptId, 2)).toBeCloseTo(30 * (111 / 60), 3);
  });

  test('stands still in a pause', async () => {
    const { browser, attemptId } = await world.sitting(await divided({}, [20, 30]));
    await begin(browser, attemptId, 1);
    await world.get(Invigilation).pause([attemptId], { actorId: invigilator, reason: 'Mất điện' });
    await world.db.query("UPDATE attempt SET paused_at = paused_at - interval '10 minutes' WHERE id = $1", [
      attemptId,
    ]);
    await world.db.query("UPDATE attempt_pause SET paused_at = paused_at - interval '10 minutes'");
    const { body } = await browser.json<{ sections: { endsAt: string }[] }>(
      'GET',
      `/attempts/${attemptId}/clock`,
    );
    expect((Date.parse(body.sections[0]!.endsAt) - Date.now()) / MINUTE).toBeCloseTo(30, 0);
    await world.get(Invigilation).resume([attemptId], invigilator);
    expect(await lasts(attemptId, 1)).toBeCloseTo(30, 1);
  });
});

const idOf = async (attemptId: string, position: number, number: number): Promise<string> => {
  const [row] = await world.db.query('SELECT items FROM attempt WHERE id = $1', [attemptId]);
  return row.items[position - 1].options[number - 1];
};

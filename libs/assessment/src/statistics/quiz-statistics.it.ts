import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { AnswerJournal } from '../attempt/answer-journal.repository.js';
import { Attempts } from '../attempt/attempts.service.js';
import { Submissions } from '../attempt/submissions.service.js';
import { Grading } from '../grading/grading.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { multiple, single, statement } from '../testing/questions.js';
import { NoteGraded, StatisticsForgotten } from './compute-statistics.job.js';
import { QuizStatistics } from './quiz-statistics.service.js';

describe('figures of a quiz', () => {
  let world: ExamWorld;
  beforeAll(async () => {
    world = await ExamWorld.open();
  }, 120_000);
  afterAll(() => world.close());

  const device = newId();
  const sender = { deviceId: device, waitedMs: () => 0 };
  type Answers = Record<string, string[]>;

  /** A graded attempt with these answers by external id of the question. */
  const sit = async (quizId: string, answers: Answers, enrolmentId = newId()) => {
    const accountId = await world.account();
    const { attemptId } = await world
      .get(Attempts)
      .start({ quizId, accountId, enrolmentId, deviceId: device });
    const places: { position: number; code: string }[] = await world.db.query(
      `SELECT i.ordinality::int AS position, q.external_id AS code
         FROM attempt a, jsonb_array_elements(a.items) WITH ORDINALITY AS i (item, ordinality)
         JOIN question_version v ON v.id = (i.item ->> 'questionVersionId')::uuid
         JOIN question q ON q.id = v.question_id WHERE a.id = $1`,
      [attemptId],
    );
    const given = places.filter(({ code }) => answers[code]);
    const entries = given.flatMap(({ position, code }, index) => [
      // What was chosen first does not count.
      { seq: 2 * index + 1, position, answer: [], flagged: null },
      { seq: 2 * index + 2, position, answer: answers[code]!, flagged: null },
    ]);
    if (entries.length > 0) await world.get(AnswerJournal).save(attemptId, sender, entries);
    await world.get(Submissions).submit(attemptId, sender);
    await world.get(Grading).grade([attemptId]);
    return { attemptId, enrolmentId };
  };
  const figures = async (quizId: string) => {
    const [quiz] = await world.db.query('SELECT * FROM quiz_statistics WHERE quiz_id = $1', [quizId]);
    const questions = await world.db.query(
      `SELECT q.external_id AS code, s.* FROM question_statistics s
         JOIN question_version v ON v.id = s.question_version_id JOIN question q ON q.id = v.question_id
        WHERE s.quiz_id = $1 ORDER BY 1`,
      [quizId],
    );
    return { quiz, questions };
  };
  const author = async (role: 'author' | 'learner' = 'author') =>
    world.browser(await world.account(), newId(), role);

  test('come from the last answers of first attempts, and are as computed by hand', async () => {
    const quizId = await world.quiz([single('q1'), statement('q2')], { attemptsAllowed: 3 });
    await sit(quizId, { q1: ['b'], q2: ['true'] });
    const { enrolmentId } = await sit(quizId, { q1: ['a'] });
    await sit(quizId, { q1: ['b'], q2: ['false'] });
    // A second attempt of the same learner.
    await sit(quizId, { q1: ['b'], q2: ['true'] }, enrolmentId);
    expect(await world.get(QuizStatistics).compute(quizId)).toBe(3);
    const { quiz, questions } = await figures(quizId);
    // The table of analyse.spec.ts: 1 1 / 0 0 / 1 0.
    expect(quiz).toMatchObject({ attempts: 3, mean: 1, sd: 1 });
    expect(quiz.alpha).toBeCloseTo(2 / 3, 12);
    expect(quiz.histogram).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(questions[0]).toMatchObject({ code: 'q1', n: 3, effective_weight: 50, flags: [] });
    expect(questions[0].discrimination_index).toBeCloseTo(50, 10);
    expect(questions[0].choices).toEqual({
      n: 3,
      blank: 0,
      strong: 1,
      weak: 1,
      choices: [
        { choice: 'a', right: false, n: 1, strong: 0, weak: 1 },
        { choice: 'b', right: true, n: 2, strong: 1, weak: 0 },
        { choice: 'c', right: false, n: 0, strong: 0, weak: 0 },
        { choice: 'd', right: false, n: 0, strong: 0, weak: 0 },
      ],
    });
    expect(questions[1].choices).toMatchObject({ blank: 1, n: 3 });
  });

  test('computing again and at once gives the same rows', async () => {
    const quizId = await world.quiz([single('q1'), multiple('q2')]);
    for (const q1 of ['a', 'b', 'c']) await sit(quizId, { q1: [q1], q2: ['a', 'b'] });
    await world.get(QuizStatistics).compute(quizId);
    const strip = ({ quiz, questions }: Awaited<ReturnType<typeof figures>>) => ({
      quiz: { ...quiz, as_of: null },
      questions,
    });
    const before = strip(await figures(quizId));
    await Promise.all(Array.from({ length: 4 }, () => world.get(QuizStatistics).compute(quizId)));
    expect(strip(await figures(quizId))).toEqual(before);
    expect(before.questions).toHaveLength(2);
  });

  test('where each learner draws other questions, reliability is that of the places of the form', async () => {
    const pool = ['q1', 'q2', 'q3', 'q4', 'q5'].map((code) => single(code));
    const quizId = await world.quiz(pool, { draw: [{ tag: 'a', count: 2 }] });
    for (let index = 0; index < 6; index += 1) {
      const answer = [index % 2 ? 'b' : 'a'];
      await sit(quizId, { q1: answer, q2: answer, q3: answer, q4: answer, q5: answer });
    }
    await world.get(QuizStatistics).compute(quizId);
    const { quiz, questions } = await figures(quizId);
    // Everybody has both places right, or both wrong.
    expect(quiz).toMatchObject({ attempts: 6, mean: 1, alpha: 1, sem: 0 });
    expect(questions.reduce((sum: number, { n }: { n: number }) => sum + n, 0)).toBe(12);
  });

  test('new grades are noted once a quiz, and computed later; what was lost is found', async () => {
    const quizId = await world.quiz([single('q1')], { attemptsAllowed: 3 });
    const { attemptId, enrolmentId } = await sit(quizId, { q1: ['a'] });
    const other = await sit(quizId, { q1: ['b'] });
    const second = await sit(quizId, { q1: ['b'] }, enrolmentId);
    const gradeOf = async (id: string) =>
      (await world.db.query('SELECT id FROM grade WHERE attempt_id = $1', [id]))[0].id as string;
    const jobs = async () =>
      (
        await world.db.query(
          `SELECT data::text AS data FROM bullmq.job WHERE name = 'assessment.compute-statistics'`,
        )
      ).filter(({ data }: { data: string }) => data.includes(quizId)).length;
    await world.get(NoteGraded).run({ ids: [await gradeOf(second.attemptId)] });
    expect(await jobs()).toBe(0);
    await world.get(NoteGraded).run({ ids: [await gradeOf(attemptId), await gradeOf(other.attemptId)] });
    expect(await jobs()).toBeGreaterThanOrEqual(1);
    expect(await jobs()).toBeLessThanOrEqual(2);
    expect((await figures(quizId)).quiz).toBeUndefined();

    await world.db.query(`UPDATE grade SET graded_at = now() - interval '11 minutes' WHERE id = $1`, [
      await gradeOf(attemptId),
    ]);
    const sweep = () => world.get(StatisticsForgotten).sweep();
    expect(await sweep()).toBe(1);
    await world.get(QuizStatistics).compute(quizId);
    expect(await sweep()).toBe(0);
  });

  test('authors read them from the bank to the single question; nobody else does', async () => {
    const quizId = await world.quiz([single('q1'), statement('q2'), statement('q3')], {
      title: 'Bài kiểm tra <cuối> khóa',
    });
    // A wrong key: those who know the rest choose c.
    for (let index = 0; index < 24; index += 1)
      await sit(quizId, index % 2 ? { q1: ['c'], q2: ['true'], q3: ['true'] } : { q1: ['b'] });
    const [{ bank_id: bank }] = await world.db.query('SELECT bank_id FROM quiz WHERE id = $1', [quizId]);
    const browser = await author();
    await browser.get(`/authoring/quizzes/${quizId}/statistics`);
    expect(browser.text('main')).toContain('Chưa có số liệu');
    await world.get(QuizStatistics).compute(quizId);

    await browser.get(`/authoring/banks/${bank}`);
    const link = browser.page.querySelector('#quizzes')?.closest('section')?.querySelector('tbody a');
    expect(link?.text).toBe('Bài kiểm tra <cuối> khóa');
    await browser.get(link?.getAttribute('href') as string);
    expect(browser.text('main')).toContain('Tính từ 24 lượt làm đầu tiên');
    expect(browser.page.querySelectorAll('.histogram rect')).toHaveLength(10);
    const row = browser.page.querySelectorAll('#items').map((each) => each.closest('section'))[0];
    expect(row?.querySelectorAll('tbody tr')).toHaveLength(3);
    expect(row?.querySelector('tbody tr')?.text).toContain('Có thể sai đáp án');
    expect(row?.querySelector('tbody tr')?.text).toContain('50,0%');

    await browser.get(`/authoring/quizzes/${quizId}/statistics?flag=miskeyed`);
    expect(browser.page.querySelectorAll('section[aria-labelledby=items] tbody tr')).toHaveLength(1);
    await browser.get(`/authoring/quizzes/${quizId}/statistics?flag=x`);
    expect(browser.page.querySelectorAll('section[aria-labelledby=items] tbody tr')).toHaveLength(3);
    const address = browser.page
      .querySelector('section[aria-labelledby=items] tbody a')
      ?.getAttribute('href') as string;
    await browser.get(address);
    const cells = browser.page
      .querySelectorAll('section[aria-labelledby=choices] tbody tr')
      .map((each) => each.querySelectorAll('th, td').map((cell) => cell.text.replace(/\s+/g, ' ').trim()));
    expect(cells).toEqual([
      ['Dán toàn bộ đơn vào công cụ công cộng', '0', '0,0%', '0,0%', '0,0%'],
      ['Bỏ thông tin cá nhân rồi mới dùng Đúng', '12', '50,0%', '0,0%', '100,0%'],
      ['Gửi qua nhóm trò chuyện', '12', '50,0%', '100,0%', '0,0%'],
      ['Không làm gì', '0', '0,0%', '0,0%', '0,0%'],
      ['Bỏ trống', '0', '0,0%', '', ''],
    ]);
    await browser.get(`/authoring/quizzes/${quizId}/statistics/${newId()}`);
    expect(browser.status).toBe(404);
    await browser.get('/authoring/quizzes/khong-co/statistics');
    expect(browser.status).toBe(404);
    const learner = await author('learner');
    for (const path of [address, `/authoring/quizzes/${quizId}/statistics`]) {
      await learner.get(path);
      expect(learner.status).toBe(403);
    }
  });
});

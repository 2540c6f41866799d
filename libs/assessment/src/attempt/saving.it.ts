import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BrowserSession } from '#platform/testing';
import { ExamWorld } from '../testing/exam-world.js';
import { multiple, single } from '../testing/questions.js';
import { AnswerJournal } from './answer-journal.repository.js';
import { AnswerSheet } from './answer-sheet.js';
import { arrivedInTime, GRACE_SECONDS } from './deadline.js';

interface Receipt {
  savedAt: string;
  saved: number[];
  conflicts: number[];
  next: number | null;
  code?: string;
  detail?: string;
  errors?: { field: string; code: string }[];
}

describe('saving answers', () => {
  let world: ExamWorld;
  let quiz: string;
  beforeAll(async () => {
    world = await ExamWorld.open({ databasePool: 8 });
    quiz = await world.quiz(['q1', 'q2', 'q3'].map((id) => single(id)));
  }, 120_000);
  afterAll(() => world.close());

  /** Options are named by their ids; the browser sends their numbers. */
  const save = async (browser: BrowserSession, attemptId: string, given: object[]) => {
    const answers = [];
    for (const each of given as { position: number; answer?: string[] }[]) {
      const { position, answer } = each;
      const named = Array.isArray(answer) && answer.every((id) => /^[a-d]$/.test(id));
      answers.push(named ? { ...each, answer: await world.numbers(attemptId, position, ...answer) } : each);
    }
    return browser.json<Receipt>('POST', `/attempts/${attemptId}/answers`, { answers });
  };
  const sheetOf = async (attemptId: string) =>
    new AnswerSheet((await world.get(AnswerJournal).state(attemptId)).journal);
  const rowsOf = async (attemptId: string): Promise<number> =>
    (
      await world.db.query('SELECT count(*)::int AS n FROM answer_journal WHERE attempt_id = $1', [attemptId])
    )[0].n;

  test('several answers at once, acknowledged with the time of the database', async () => {
    const { browser, attemptId } = await world.sitting(quiz);
    const { status, body } = await save(browser, attemptId, [
      { seq: 1, position: 1, answer: ['b'] },
      { seq: 2, position: 2, flagged: true },
      { seq: 3, position: 3, answer: ['a'], flagged: true },
    ]);
    expect(status).toBe(200);
    expect(body).toMatchObject({ saved: [1, 2, 3], conflicts: [], next: null });
    expect(Math.abs(Date.parse(body.savedAt) - Date.now())).toBeLessThan(60_000);
    const sheet = await sheetOf(attemptId);
    expect([sheet.answer(1), sheet.answer(2), sheet.answer(3)]).toEqual([['b'], null, ['a']]);
    expect([sheet.flagged(1), sheet.flagged(2), sheet.flagged(3)]).toEqual([false, true, true]);
  });

  test('a program that floods one attempt is told to wait, loses nothing, and stops nobody else', async () => {
    const { browser, attemptId } = await world.sitting(quiz);
    const other = await world.sitting(quiz);
    const answer = { seq: 1, position: 1, answer: ['a'] };
    const flood = await Promise.all(Array.from({ length: 400 }, () => save(browser, attemptId, [answer])));
    const statuses = flood.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(120);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect((await save(other.browser, other.attemptId, [answer])).status).toBe(200);
    expect((await sheetOf(attemptId)).answer(1)).toEqual(['a']);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect((await save(browser, attemptId, [{ seq: 2, position: 2, answer: ['b'] }])).status).toBe(200);
  });

  test('a replay is harmless, and so is a replay that carries something new', async () => {
    const { browser, attemptId } = await world.sitting(quiz);
    const first = { seq: 1, position: 1, answer: ['a'] };
    await save(browser, attemptId, [first]);
    expect((await save(browser, attemptId, [first])).body).toMatchObject({ saved: [1], conflicts: [] });
    const more = await save(browser, attemptId, [first, { seq: 2, position: 2, answer: ['b'] }]);
    expect(more.body).toMatchObject({ saved: [1, 2], conflicts: [] });
    expect(await rowsOf(attemptId)).toBe(2);
  });

  test('the number decides, not the arrival: an older answer that comes late changes nothing', async () => {
    const { browser, attemptId } = await world.sitting(quiz);
    await save(browser, attemptId, [{ seq: 7, position: 1, answer: ['b'] }]);
    await save(browser, attemptId, [{ seq: 4, position: 1, answer: ['a'] }]);
    expect((await sheetOf(attemptId)).answer(1)).toEqual(['b']);
  });

  test('a number used for something else is never acknowledged; the browser learns the next free one', async () => {
    const { browser, attemptId } = await world.sitting(quiz);
    await save(browser, attemptId, [{ seq: 5, position: 1, answer: ['a'] }]);
    const { body } = await save(browser, attemptId, [
      { seq: 5, position: 1, answer: ['b'] },
      { seq: 6, position: 2, answer: ['b'] },
    ]);
    expect(body).toMatchObject({ saved: [6], conflicts: [5], next: 7 });
    expect((await sheetOf(attemptId)).answer(1)).toEqual(['a']);
  });

  test('numbers beyond the range of this device are not taken', async () => {
    const { browser, attemptId } = await world.sitting(quiz);
    const { body } = await save(browser, attemptId, [{ seq: 100_000, position: 1, answer: ['a'] }]);
    expect(body).toMatchObject({ saved: [], conflicts: [100_000], next: 1 });
    expect(await rowsOf(attemptId)).toBe(0);
  });

  test.each([
    [
      'a question the attempt does not have',
      [{ seq: 1, position: 4, answer: ['a'] }],
      'answers.0.position',
      'assessment.unknown-question',
    ],
    [
      'an option the question does not have',
      [{ seq: 1, position: 1, answer: ['e'] }],
      'answers.0.answer',
      'assessment.unknown-option',
    ],
    [
      'an option with a NUL',
      [{ seq: 1, position: 1, answer: ['a\u0000'] }],
      'answers.0.answer',
      'assessment.unknown-option',
    ],
    [
      'an option turned round by a bidi mark',
      [{ seq: 1, position: 1, answer: ['\u202Ea'] }],
      'answers.0.answer',
      'assessment.unknown-option',
    ],
    [
      'two options of a single choice',
      [{ seq: 1, position: 1, answer: ['a', 'b'] }],
      'answers.0.answer',
      'assessment.answer-shape',
    ],
    [
      'text for an answer',
      [{ seq: 1, position: 1, answer: 'a' }],
      'answers.0.answer',
      'assessment.answer-shape',
    ],
    [
      'one number twice',
      [
        { seq: 1, position: 1, answer: ['a'] },
        { seq: 1, position: 2, answer: ['a'] },
      ],
      'answers',
      'assessment.seq-twice',
    ],
    ['a negative number', [{ seq: -1, position: 1, answer: ['a'] }], 'answers.0.seq', 'input.too-small'],
    [
      'a field it does not know',
      [{ seq: 1, position: 1, answer: ['a'], mark: 840 }],
      'answers.0',
      'input.unknown-field',
    ],
    ['nothing', [], 'answers', 'input.too-small'],
    [
      'more than a hundred',
      Array.from({ length: 101 }, (_, seq) => ({ seq, position: 1, answer: ['a'] })),
      'answers',
      'input.too-big',
    ],
  ])('refuses %s, and keeps nothing of that request', async (_, answers, field, code) => {
    const { browser, attemptId } = await world.sitting(quiz);
    const mixed = answers.length === 1 ? [...answers, { seq: 50, position: 2, answer: ['a'] }] : answers;
    const { status, body } = await save(browser, attemptId, mixed);
    expect(status).toBe(422);
    expect(body.errors).toContainEqual(expect.objectContaining({ field, code }));
    expect(await rowsOf(attemptId)).toBe(0);
  });

  test('ten megabytes are refused as too large', async () => {
    const { browser, attemptId } = await world.sitting(quiz);
    const { status } = await save(browser, attemptId, [
      { seq: 1, position: 1, answer: ['x'.repeat(10_000_000)] },
    ]);
    expect(status).toBe(413);
    expect(await rowsOf(attemptId)).toBe(0);
  });

  test('another person’s attempt is not there: page, paper, saving, handing in, result', async () => {
    const { attemptId } = await world.sitting(quiz);
    const { browser: stranger } = await world.sitting(quiz);
    expect((await save(stranger, attemptId, [{ seq: 1, position: 1, answer: ['a'] }])).status).toBe(404);
    expect((await stranger.json('POST', `/attempts/${attemptId}/submission`)).status).toBe(404);
    for (const path of ['', '/paper', '/summary', '/result', '/review']) {
      await stranger.get(`/attempts/${attemptId}${path}`);
      expect(stranger.status).toBe(404);
    }
    for (const id of ['abc', '00000000-0000-7000-8000-000000000000', "' OR 1=1 --"]) {
      await stranger.get(`/attempts/${encodeURIComponent(id)}`);
      expect(stranger.status).toBe(404);
    }
  });

  test('within the grace an answer counts, after it the learner hears what is kept', async () => {
    const { browser, attemptId } = await world.sitting(quiz);
    await save(browser, attemptId, [{ seq: 1, position: 1, answer: ['b'] }]);
    await world.age(attemptId, 30);
    expect((await save(browser, attemptId, [{ seq: 2, position: 2, answer: ['b'] }])).status).toBe(200);
    await world.age(attemptId, 1);
    const late = await save(browser, attemptId, [{ seq: 3, position: 3, answer: ['b'] }]);
    expect(late.status).toBe(409);
    expect(late.body.code).toBe('assessment.deadline-passed');
    expect(late.body.detail).toContain('2/3 câu đã lưu trước đó vẫn còn nguyên');
    await browser.post(`/attempts/${attemptId}/answers`, {
      question: '3',
      answer: await world.numbers(attemptId, 3, 'b'),
    });
    expect(browser.status).toBe(409);
    expect(browser.text('main')).toContain('2/3 câu đã lưu');
    expect(await rowsOf(attemptId)).toBe(2);
  });

  test('time spent waiting inside a slow process is not the learner’s', async () => {
    const { attemptId, sessionId } = await world.sitting(quiz);
    await world.age(attemptId, 31);
    const entry = { seq: 1, position: 1, answer: ['b'], flagged: null };
    const journal = world.get(AnswerJournal);
    const sender = (waited: number) => ({ deviceId: sessionId, waitedMs: () => waited });
    expect((await journal.save(attemptId, sender(25_000), [entry])).open).toBe(false);
    expect((await journal.save(attemptId, sender(35_000), [entry])).open).toBe(true);
  });

  test('the deadline rule, for ten thousand arrivals', async () => {
    const cases = fc.sample(
      fc.record({
        // Around the deadline, and far from it.
        left: fc.oneof(
          fc.integer({ min: -35_000, max: 5_000 }),
          fc.integer({ min: -10_000_000, max: 10_000_000 }),
        ),
        waited: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60_000 })),
      }),
      10_000,
    );
    const rows: { taken: boolean }[] = await world.db.query(
      `SELECT ${arrivedInTime('waited')} AS taken
         FROM (SELECT now() + make_interval(secs => left_ms::float8 / 1000) AS deadline_at, waited, n
                 FROM unnest($1::int[], $2::int[]) WITH ORDINALITY AS c (left_ms, waited, n)) AS attempt ORDER BY n`,
      [cases.map((each) => each.left), cases.map((each) => each.waited)],
    );
    const wrong = cases.filter(
      ({ left, waited }, index) => rows[index]!.taken !== left + waited + GRACE_SECONDS * 1000 >= 0,
    );
    expect(wrong).toEqual([]);
  });

  test('after handing in nothing more is taken, from the script or from a form', async () => {
    const { browser, attemptId } = await world.sitting(quiz);
    await save(browser, attemptId, [{ seq: 1, position: 1, answer: ['b'] }]);
    await browser.json('POST', `/attempts/${attemptId}/submission`);
    const { status, body } = await save(browser, attemptId, [{ seq: 2, position: 2, answer: ['b'] }]);
    expect([status, body.code]).toEqual([409, 'assessment.already-submitted']);
    await browser.post(`/attempts/${attemptId}/answers`, {
      question: '2',
      answer: await world.numbers(attemptId, 2, 'b'),
    });
    expect(browser.status).toBe(409);
    expect(browser.text('h1')).toBe('Bài đã đóng');
    expect(await rowsOf(attemptId)).toBe(1);
  });

  test('the journal itself cannot be changed', async () => {
    const { browser, attemptId } = await world.sitting(quiz);
    await save(browser, attemptId, [{ seq: 1, position: 1, answer: ['b'] }]);
    for (const sql of [
      'UPDATE answer_journal SET position = 2',
      'DELETE FROM answer_journal',
      'TRUNCATE answer_journal',
    ])
      await expect(world.db.query(sql)).rejects.toThrow('append-only');
  });

  test('a second device takes over by a form; the first is refused, keeps its numbers, and may take back', async () => {
    const { browser: phone, attemptId, accountId } = await world.sitting(quiz);
    await save(phone, attemptId, [{ seq: 1, position: 1, answer: ['a'] }]);
    const laptop = world.browser(accountId);
    await laptop.get(`/attempts/${attemptId}`);
    expect(laptop.text('h1')).toBe('Bài đang mở trên thiết bị khác');
    expect((await save(laptop, attemptId, [{ seq: 2, position: 1, answer: ['b'] }])).status).toBe(409);
    await laptop.post(`/attempts/${attemptId}/device`);
    expect(laptop.page.querySelector('[data-player]')?.getAttribute('data-next-seq')).toBe('100001');
    await save(laptop, attemptId, [{ seq: 100_001, position: 1, answer: ['b'] }]);

    const refused = await save(phone, attemptId, [{ seq: 2, position: 1, answer: ['c'] }]);
    expect([refused.status, refused.body.code]).toEqual([409, 'assessment.other-device']);
    await phone.post(`/attempts/${attemptId}/answers`, {
      question: '2',
      answer: await world.numbers(attemptId, 2, 'a'),
    });
    expect(phone.status).toBe(409);
    expect(phone.text('h1')).toBe('Bài đang mở trên thiết bị khác');
    expect((await phone.json('POST', `/attempts/${attemptId}/submission`)).status).toBe(409);

    await phone.post(`/attempts/${attemptId}/device`);
    // What the phone had kept is taken now; it is older than what the laptop sent, so the laptop's answer stays.
    expect((await save(phone, attemptId, [{ seq: 2, position: 1, answer: ['c'] }])).body.saved).toEqual([2]);
    expect((await sheetOf(attemptId)).answer(1)).toEqual(['b']);
    expect(phone.page.querySelector('[data-player]')?.getAttribute('data-next-seq')).toBe('200001');
  });

  describe('without scripts', () => {
    test('each step saves and moves on; the map and the chosen option show it', async () => {
      const { browser, attemptId } = await world.sitting(quiz);
      await browser.post(`/attempts/${attemptId}/answers`, {
        question: '1',
        answer: await world.numbers(attemptId, 1, 'b'),
        go: '2',
      });
      expect(browser.url).toBe(`/attempts/${attemptId}?question=2`);
      expect(browser.text('.kicker')).toBe('Câu 2 trên 3 · chọn một đáp án');
      expect(browser.page.querySelectorAll('.qmap .is-answered')).toHaveLength(1);
      await browser.get(`/attempts/${attemptId}?question=1`);
      const [b] = await world.numbers(attemptId, 1, 'b');
      expect(browser.page.querySelector(`input[name=answer][value="${b}"]`)?.hasAttribute('checked')).toBe(
        true,
      );
      expect(browser.text('[data-saved]')).toMatch(/^Đã lưu \d\d:\d\d$/);
    });

    test('a flag is set and taken away, and shows in the map and the summary', async () => {
      const { browser, attemptId } = await world.sitting(quiz);
      await browser.post(`/attempts/${attemptId}/answers`, { question: '2', flag: 'on' });
      expect(browser.page.querySelectorAll('.qmap .qcell-flag')).toHaveLength(1);
      await browser.get(`/attempts/${attemptId}/summary`);
      expect(browser.text('main')).toContain('Xem lại sau Câu 2 1 câu');
      await browser.post(`/attempts/${attemptId}/answers`, { question: '2', flag: 'off' });
      expect(browser.page.querySelectorAll('.qmap .qcell-flag')).toHaveLength(0);
    });

    test('boxes can all be cleared again', async () => {
      const several = await world.quiz([multiple('m1')]);
      const { browser, attemptId } = await world.sitting(several);
      await browser.post(`/attempts/${attemptId}/answers`, {
        question: '1',
        answer: await world.numbers(attemptId, 1, 'a', 'c'),
      });
      expect((await sheetOf(attemptId)).answer(1)?.sort()).toEqual(['a', 'c']);
      await browser.post(`/attempts/${attemptId}/answers`, { question: '1' });
      expect((await sheetOf(attemptId)).answered(1)).toBe(false);
    });

    test('the same form sent twice writes once', async () => {
      const { browser, attemptId } = await world.sitting(quiz);
      const form = { question: '1', answer: await world.numbers(attemptId, 1, 'b'), go: '2' };
      await browser.post(`/attempts/${attemptId}/answers`, form);
      await browser.post(`/attempts/${attemptId}/answers`, form);
      expect(await rowsOf(attemptId)).toBe(1);
    });

    test('forms and scripts in one attempt never share a number', async () => {
      const { browser, attemptId } = await world.sitting(quiz);
      await save(browser, attemptId, [{ seq: 3, position: 1, answer: ['a'] }]);
      await browser.post(`/attempts/${attemptId}/answers`, {
        question: '1',
        answer: await world.numbers(attemptId, 1, 'b'),
        go: '2',
      });
      expect((await sheetOf(attemptId)).answer(1)).toEqual(['b']);
      expect(browser.page.querySelector('[data-player]')?.getAttribute('data-next-seq')).toBe('5');
    });

    test('twenty forms at once are twenty rows or fewer, each with a number of its own', async () => {
      const { browser, attemptId } = await world.sitting(quiz);
      const values = ['1', '2', '3', '4'];
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          browser.inject({
            method: 'POST',
            url: `/attempts/${attemptId}/answers`,
            payload: new URLSearchParams({
              _csrf: browser.csrf(),
              question: '1',
              answer: values[index % 4] as string,
            }).toString(),
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
          }),
        ),
      );
      expect(await rowsOf(attemptId)).toBeGreaterThan(0);
      expect(['a', 'b', 'c', 'd']).toContain((await sheetOf(attemptId)).answer(1)?.[0]);
    });

    test('an odd question number in the address is not found', async () => {
      const { browser, attemptId } = await world.sitting(quiz);
      for (const question of ['0', '4', '-1', '1.5', 'x']) {
        await browser.get(`/attempts/${attemptId}?question=${question}`);
        expect(browser.status).toBe(404);
      }
    });

    test('a form without its token changes nothing', async () => {
      const { browser, attemptId } = await world.sitting(quiz);
      const answer = await browser.inject({
        method: 'POST',
        url: `/attempts/${attemptId}/submission`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: '',
      });
      expect(answer.statusCode).toBe(403);
      expect((await world.get(AnswerJournal).state(attemptId)).status).toBe('open');
    });
  });
});

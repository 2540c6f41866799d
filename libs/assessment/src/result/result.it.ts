import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BrowserSession } from '#platform/testing';
import { Grading } from '../grading/grading.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { waitForGrades } from '../testing/grade-waiting.js';
import { CANARY, multiple, single, statement } from '../testing/questions.js';

describe('results', () => {
  let world: ExamWorld;
  beforeAll(async () => {
    world = await ExamWorld.open();
  }, 120_000);
  afterAll(() => world.close());

  const three = [single('q1'), multiple('q2'), statement('q3')];
  /** Answers everything rightly or wrongly through forms, hands in and lets the worker grade. */
  const finish = async (browser: BrowserSession, attemptId: string, right: boolean) => {
    for (const position of ['1', '2', '3']) {
      await browser.get(`/attempts/${attemptId}?question=${position}`);
      const stem = browser.text('h1');
      const chosen = stem.includes('q1')
        ? [right ? 'b' : 'c']
        : stem.includes('q2')
          ? right
            ? ['a', 'b']
            : ['d']
          : [`${right}`];
      const answer = await world.numbers(attemptId, Number(position), ...chosen);
      await browser.post(`/attempts/${attemptId}/answers`, { question: position, answer });
    }
    await browser.get(`/attempts/${attemptId}/summary`);
    await browser.post(`/attempts/${attemptId}/submission`);
    await world.get(Grading).grade([attemptId]);
    await browser.get(`/attempts/${attemptId}/result`);
  };
  const again = async (sitting: Awaited<ReturnType<ExamWorld['sitting']>>, quizId: string) => {
    const { Attempts } = await import('../attempt/attempts.service.js');
    const { accountId, enrolmentId, sessionId } = sitting;
    return (await world.get(Attempts).start({ quizId, accountId, enrolmentId, deviceId: sessionId }))
      .attemptId;
  };

  test('no key or explanation reaches the browser before release: pages, paper, JSON, refusals, OpenAPI', async () => {
    const quiz = await world.quiz(three);
    const sitting = await world.sitting(quiz);
    const { browser, attemptId } = sitting;
    const seen: string[] = [];
    const look = async (url: string, headers: Record<string, string> = {}) => {
      const answer = await browser.inject({ method: 'GET', url, headers });
      seen.push(answer.body, JSON.stringify(answer.headers));
      return answer.statusCode;
    };
    for (const path of ['?question=1', '?question=2', '?question=3', '/paper', '/summary'])
      expect(await look(`/attempts/${attemptId}${path}`)).toBe(200);
    const saved = await browser.json('POST', `/attempts/${attemptId}/answers`, {
      answers: [{ seq: 1, position: 1, answer: ['1'] }],
    });
    const refused = await browser.json('POST', `/attempts/${attemptId}/answers`, {
      answers: [{ seq: 2, position: 1, answer: ['zz'] }],
    });
    seen.push(JSON.stringify([saved, refused]));
    expect(await look('/api/openapi.json')).toBe(200);
    await finish(browser, attemptId, false);
    seen.push(browser.page.toString());
    expect(await look(`/attempts/${attemptId}/result`)).toBe(200);
    expect(await look(`/attempts/${attemptId}/result`, { 'hx-request': 'true' })).toBe(200);
    // One attempt is left: still nothing.
    expect(await look(`/attempts/${attemptId}/review`)).toBe(403);
    for (const body of seen) {
      expect(body).not.toContain(CANARY);
      expect(body).not.toMatch(/"?correct"?\s*[:=]/);
    }
    // Options as sent carry nothing that tells the right ones apart.
    const paper = (
      await browser.inject({ method: 'GET', url: `/attempts/${await again(sitting, quiz)}/paper` })
    ).body;
    const inputs = paper.match(/<input type="(?:radio|checkbox)"[^>]*>/g) ?? [];
    expect(inputs).toHaveLength(10);
    expect(
      new Set(
        inputs.map((input) =>
          input
            .replace(/value="[^"]*"/, '')
            .replace(/type="[^"]*"/, '')
            .replace(/\s+/g, ' '),
        ),
      ).size,
    ).toBe(1);
  });

  test('passing releases every question with what was chosen, what is right, and why', async () => {
    const quiz = await world.quiz(three);
    const { browser, attemptId } = await world.sitting(quiz);
    await finish(browser, attemptId, true);
    expect(browser.text('h1')).toBe('Anh/chị Nhung đã đạt');
    expect(browser.text('main')).toContain('100%');
    await browser.get(`/attempts/${attemptId}/review`);
    expect(browser.status).toBe(200);
    expect(browser.page.querySelectorAll('section.card')).toHaveLength(3);
    expect(browser.text('main')).toContain(CANARY);
    expect(browser.page.querySelectorAll('.is-correct')).toHaveLength(4);
    expect(browser.page.querySelector('nav[aria-labelledby=missed]')).toBeNull();
  });

  test('the last attempt releases too, of all attempts; an open one closes the keys again for none', async () => {
    const quiz = await world.quiz(three, { attemptsAllowed: 2 });
    const sitting = await world.sitting(quiz);
    const { browser, attemptId: first } = sitting;
    await finish(browser, first, false);
    expect(browser.text('main')).toContain('Còn 1 lần làm bài');
    const second = await again(sitting, quiz);
    await browser.get(`/attempts/${first}/review`);
    expect(browser.status).toBe(403);
    await finish(browser, second, false);
    expect(browser.text('main')).toContain('Đã hết số lần làm bài');
    for (const attempt of [first, second]) {
      await browser.get(`/attempts/${attempt}/review`);
      expect(browser.status).toBe(200);
    }
    expect(browser.page.querySelectorAll('.is-wrong').length).toBeGreaterThan(0);
    const missed = browser.page.querySelectorAll('nav[aria-labelledby=missed] a');
    expect(missed.map((link) => link.getAttribute('href'))).toEqual([1, 2, 3].map((n) => `#question-${n}`));
  });

  test('a quiz that never publishes its key does not, even after a pass', async () => {
    const quiz = await world.quiz(three, { feedbackRelease: 'never' });
    const { browser, attemptId } = await world.sitting(quiz);
    await finish(browser, attemptId, true);
    expect(browser.text('main')).toContain('Bài này không công bố đáp án.');
    await browser.get(`/attempts/${attemptId}/review`);
    expect(browser.status).toBe(403);
  });

  test('before the mark: the receipt, honest steps, and a fragment that asks again by itself', async () => {
    const quiz = await world.quiz(three);
    const { browser, attemptId } = await world.sitting(quiz);
    await browser.post(`/attempts/${attemptId}/answers`, { question: '1', answer: '1' }).catch(() => {});
    await browser.get(`/attempts/${attemptId}/summary`);
    await browser.post(`/attempts/${attemptId}/submission`);
    expect(browser.url).toBe(`/attempts/${attemptId}/result`);
    expect(browser.text('h1')).toBe('Đã nhận bài, đang chấm');
    expect(browser.text('main')).toMatch(/NB-\d{4}-\w{4}-\w{2}/);
    expect(browser.text('.process')).toContain('Đang chấm');
    expect(browser.page.querySelector('#grading')?.getAttribute('hx-trigger')).toBe('load delay:1s');
    const polled = () =>
      browser.inject({
        method: 'GET',
        url: `/attempts/${attemptId}/result`,
        headers: { 'hx-request': 'true' },
      });
    const waiting = await polled();
    expect(waiting.body).not.toContain('<html');
    expect(waiting.headers['hx-refresh']).toBeUndefined();
    await world.get(Grading).grade([attemptId]);
    expect((await polled()).headers['hx-refresh']).toBe('true');
    await browser.get(`/attempts/${attemptId}/result`);
    expect(browser.text('h1')).toBe('Anh/chị Nhung chưa đạt lần này');
  });

  test('skills with their share, and lessons to review linked inside the learner’s own course', async () => {
    const quiz = await world.quiz(three);
    const { browser, attemptId, enrolmentId } = await world.sitting(quiz);
    await finish(browser, attemptId, false);
    const skills = browser.page.querySelectorAll('.row-index').map((each) => each.text);
    expect(skills).toEqual(['4.2', '6.1']);
    const links = browser.page.querySelectorAll('aside a.row').map((each) => each.getAttribute('href'));
    expect(links).toEqual([
      `/learn/${enrolmentId}/lessons/01-bai-mot`,
      `/learn/${enrolmentId}/lessons/02-bai-hai`,
    ]);
  });

  test('the result of an open attempt leads back to it; handing in again leads to the result', async () => {
    const quiz = await world.quiz(three);
    const { browser, attemptId } = await world.sitting(quiz);
    await browser.get(`/attempts/${attemptId}/result`);
    expect(browser.url).toBe(`/attempts/${attemptId}`);
    await finish(browser, attemptId, true);
    await browser.get(`/attempts/${attemptId}/result`);
    const { status, body } = await browser.json('POST', `/attempts/${attemptId}/submission`);
    expect([status, body]).toEqual([200, { outcome: 'already', result: `/attempts/${attemptId}/result` }]);
    await browser.get(`/attempts/${attemptId}?question=1`);
    expect(browser.url).toBe(`/attempts/${attemptId}/result`);
  });

  test('opening an attempt after its time closes it and says so', async () => {
    const quiz = await world.quiz(three);
    const { browser, attemptId } = await world.sitting(quiz);
    await world.age(attemptId, 31);
    await browser.get(`/attempts/${attemptId}`);
    expect(browser.url).toBe(`/attempts/${attemptId}/result`);
    await browser.get(`/attempts/${attemptId}/result`);
    expect(browser.text('main')).toContain('bài đã tự nộp với mọi câu đã lưu');
  });

  test('every page in English has no Vietnamese words of the interface', async () => {
    const quiz = await world.quiz(
      [
        single('q1', {
          stem: 'One?',
          body: { options: [{ text: 'x', correct: true }, { text: 'y' }] },
          explanation: 'z',
        }),
      ],
      { title: 'Quiz' },
    );
    const { browser, attemptId } = await world.sitting(quiz);
    browser.setCookie('hv_lang', 'en');
    const vietnamese = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i;
    for (const path of ['', '/summary', '/paper']) {
      await browser.get(`/attempts/${attemptId}${path}`);
      const text = browser
        .text()
        .replaceAll('Bình dân học vụ số', '')
        .replaceAll('Tiếng Việt', '')
        .replaceAll('Phạm Thị Hồng Nhung', '');
      expect(text).not.toMatch(vietnamese);
    }
  });

  test('a result asked for while it is being graded is answered with the mark, without asking again', async () => {
    waitForGrades(world);
    const quiz = await world.quiz(three);
    const { browser, attemptId } = await world.sitting(quiz);
    await browser.get(`/attempts/${attemptId}/summary`);
    await browser.post(`/attempts/${attemptId}/submission`);
    const asked = browser.inject({
      method: 'GET',
      url: `/attempts/${attemptId}/result`,
      headers: { 'hx-request': 'true' },
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await world.get(Grading).grade([attemptId]);
    const answer = await asked;
    expect(answer.headers['hx-refresh']).toBe('true');
    expect(answer.body).not.toContain('hx-trigger="load');
  });
});

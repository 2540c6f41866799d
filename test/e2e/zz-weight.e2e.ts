import zlib from 'node:zlib';
import { expect, test } from '@jest/globals';
import { ExamWorld, multiple, single } from '#assessment/testing';

test('w', async () => {
  const world = await ExamWorld.open({ databasePool: 16 });
  const qs = [...Array(30)].map((_, i) =>
    (i % 4 === 3 ? multiple : single)(`q${i}`, {
      stem: `Anh/chị nhận một đơn kiến nghị số ${i} có họ tên, số căn cước và địa chỉ của người dân. Muốn dùng AI để tóm tắt, cách làm nào đúng?`,
      options: [...Array(4)].map((_, k) => ({
        text: `Phương án ${k} của câu ${i}: bỏ tên, số căn cước, địa chỉ rồi mới dùng công cụ ${k * i}`,
        correct: k === 1,
      })),
    }),
  );
  const quiz = await world.quiz(qs);
  const s = await world.sitting(quiz);
  const out: string[] = [];
  for (const p of ['?question=12', '/paper', '/summary']) {
    const body = (await s.browser.inject({ method: 'GET', url: `/attempts/${s.attemptId}${p}` })).body;
    out.push(
      `${p} raw ${body.length} br4 ${zlib.brotliCompressSync(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } }).length}`,
    );
  }
  const rate = async (name: string, n: number, f: (i: number) => Promise<unknown>) => {
    const t = performance.now();
    let i = 0;
    await Promise.all(
      [...Array(16)].map(async () => {
        while (i < n) await f(i++);
      }),
    );
    out.push(`${name} ${Math.round(n / ((performance.now() - t) / 1000))}/s`);
  };
  await rate('page', 600, () =>
    s.browser.inject({ method: 'GET', url: `/attempts/${s.attemptId}?question=12` }),
  );
  await rate('paper', 200, () => s.browser.inject({ method: 'GET', url: `/attempts/${s.attemptId}/paper` }));
  await rate('save json', 2000, (i) =>
    s.browser.inject({
      method: 'POST',
      url: `/attempts/${s.attemptId}/answers`,
      headers: { accept: 'application/json', 'x-csrf-token': s.browser.csrf() },
      payload: { answers: [{ seq: i + 1, position: 1 + (i % 30), answer: ['b'] }] },
    }),
  );
  console.log(out.join('\n'));
  await world.close();
  expect(1).toBe(1);
}, 120000);

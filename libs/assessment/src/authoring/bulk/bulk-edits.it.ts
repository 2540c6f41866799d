import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { TaskRepository } from '#platform/tasks';
import { QuestionBanks } from '../../bank/question-banks.service.js';
import { ExamWorld } from '../../testing/exam-world.js';
import { single } from '../../testing/questions.js';
import { EditQuestions } from './edit-questions.task.js';

describe('changing many questions', () => {
  let world: ExamWorld;
  beforeAll(async () => {
    world = await ExamWorld.open();
  }, 120_000);
  afterAll(() => world.close());

  const author = async () => world.browser(await world.account(), newId(), 'author');
  const bankOf = async (count: number) => {
    const questions = Array.from({ length: count }, (_, index) =>
      single(`q${String(index + 1).padStart(3, '0')}`, { difficulty: 1 }),
    );
    return (await world.get(QuestionBanks).import(newId(), 'Ngân hàng thử', questions)).bankId;
  };
  const rows = (bank: string) =>
    world.db.query(
      `SELECT q.id, q.tags, v.version, v.difficulty, v.level, v.status, q.retired_at IS NOT NULL AS retired
         FROM question q JOIN question_version v ON v.question_id = q.id AND v.version = q.current_version
        WHERE q.bank_id = $1 ORDER BY q.external_id`,
      [bank],
    );

  test('the ticked ones change, each with its entry in the record; others stay', async () => {
    const [bank, other] = [await bankOf(3), await bankOf(1)];
    const [one, two] = await rows(bank);
    const [foreign] = await rows(other);
    const browser = await author();
    await browser.get(`/authoring/banks/${bank}`);
    const edit = (values: Record<string, string | string[]>) =>
      browser.post(`/authoring/banks/${bank}/bulk-edits`, { query: '', ...values });
    await edit({ question: [one.id, two.id, foreign.id], addTag: 'moi', removeTag: 'a', difficulty: '3' });
    expect(browser.text('#flash')).toContain('Đã sửa 2 câu');
    expect((await rows(bank)).map((row: object) => ({ ...row, id: null }))).toMatchObject([
      { tags: ['moi'], version: 2, difficulty: 3 },
      { tags: ['moi'], version: 2, difficulty: 3 },
      { tags: ['a'], version: 1, difficulty: 1 },
    ]);
    expect(await rows(other)).toMatchObject([{ tags: ['a'], version: 1 }]);
    await edit({ question: [one.id, two.id], addTag: 'moi', difficulty: '3' });
    expect(browser.text('#flash')).toContain('Đã sửa 0 câu, 2 câu vốn như vậy');
    await edit({ question: one.id, act: 'retire' });
    await edit({ question: [one.id, two.id], act: 'retire' });
    expect(browser.text('#flash')).toContain('Đã sửa 1 câu, 0 câu vốn như vậy, 1 câu không được phép');
    await edit({ question: one.id });
    expect(browser.text('#flash')).toContain('Anh/chị chọn điều cần sửa');
    await edit({ addTag: 'x' });
    expect(browser.text('#flash')).toContain('Anh/chị đánh dấu ít nhất một câu');
    const acts = await world.db.query(
      `SELECT action FROM audit_entry WHERE subject_id = ANY ($1::uuid[]) ORDER BY at, id`,
      [[one.id, two.id]],
    );
    expect(acts.map(({ action }: { action: string }) => action).sort()).toEqual([
      ...['question.retire', 'question.retire', 'question.revise', 'question.revise'],
    ]);
  });

  test('more than a hundred are a task that goes on where it was stopped', async () => {
    const bank = await bankOf(120);
    const browser = await author();
    await browser.get(`/authoring/banks/${bank}?difficulty=1`);
    await browser.post(`/authoring/banks/${bank}/bulk-edits`, {
      ...{ query: 'difficulty=1&state=in-use&page=1', all: 'on', level: '4' },
    });
    expect(browser.url).toMatch(/^\/tasks\//);
    const task = (await world.get(TaskRepository).find(browser.url.split('/').pop() as string))!;
    const told: number[] = [];
    const stopped = world.get(EditQuestions).run({
      task,
      progress: async (done, _total, checkpoint) => {
        told.push(done);
        task.checkpoint = checkpoint ?? null;
        if (done === 50) throw new Error('stopped');
      },
    });
    await expect(stopped).rejects.toThrow('stopped');
    expect((await rows(bank)).filter(({ level }: { level: number }) => level === 4)).toHaveLength(50);
    const result = await world.get(EditQuestions).run({
      task,
      progress: async (done) => {
        told.push(done);
      },
    });
    expect(result.counts).toEqual({ changed: 120, unchanged: 0, refused: 0 });
    expect(told).toEqual([25, 50, 75, 100, 120]);
    const versions = (await rows(bank)).map(({ version }: { version: number }) => version);
    expect(new Set(versions)).toEqual(new Set([2]));
  });
});

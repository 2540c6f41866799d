import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { QuestionBanks } from '../bank/question-banks.service.js';
import { Blueprints } from '../blueprint/blueprints.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { multiple, single, statement } from '../testing/questions.js';
import type { QuizInput } from './quiz.input.js';
import { Quizzes } from './quizzes.service.js';

describe('banks and quizzes for other contexts', () => {
  let world: ExamWorld;
  let banks: QuestionBanks;
  let quizzes: Quizzes;
  beforeAll(async () => {
    world = await ExamWorld.open();
    banks = world.get(QuestionBanks);
    quizzes = world.get(Quizzes);
  }, 120_000);
  afterAll(() => world.close());

  const settings = (bankId: string, more: Partial<QuizInput> = {}): QuizInput => ({
    bankId,
    title: 'Bài kiểm tra',
    minutes: 20,
    attemptsAllowed: 2,
    passPercent: 70,
    draw: [{ tag: 'a', count: 2 }],
    ...more,
  });

  test('importing again changes nothing; changed content becomes a version; what is not given stays', async () => {
    const code = newId();
    const first = await banks.import(code, 'Ngân hàng', [single('q1'), multiple('q2'), statement('q3')]);
    expect(first).toMatchObject({ created: 3, revised: 0, unchanged: 0 });
    expect(await banks.import(code, 'Ngân hàng', [single('q1'), multiple('q2'), statement('q3')])).toEqual({
      bankId: first.bankId,
      created: 0,
      revised: 0,
      unchanged: 3,
    });
    const third = await banks.import(code, 'Tên mới', [
      single('q1', { stem: 'Đã sửa' }),
      multiple('q2', { tags: ['a', 'moi'] }),
      single('q4'),
    ]);
    expect(third).toMatchObject({ created: 1, revised: 2, unchanged: 0 });
    const rows = await world.db.query(
      `SELECT external_id, current_version, tags,
              (SELECT count(*)::int FROM question_version v WHERE v.question_id = q.id) AS versions
         FROM question q WHERE bank_id = $1 ORDER BY 1`,
      [first.bankId],
    );
    expect(rows).toEqual([
      { external_id: 'q1', current_version: 2, tags: ['a'], versions: 2 },
      { external_id: 'q2', current_version: 1, tags: ['a', 'moi'], versions: 1 },
      { external_id: 'q3', current_version: 1, tags: ['a'], versions: 1 },
      { external_id: 'q4', current_version: 1, tags: ['a'], versions: 1 },
    ]);
    expect(await banks.find(code)).toMatchObject({ id: first.bankId, code, title: 'Tên mới' });
    expect(await banks.tags(first.bankId)).toEqual([
      { tag: 'a', questions: 4 },
      { tag: 'moi', questions: 1 },
    ]);
  });

  test('one wrong question keeps the whole import out', async () => {
    const code = newId();
    await expect(
      banks.import(code, 'Ngân hàng', [single('q1'), single('q2', { body: { options: [] } })]),
    ).rejects.toMatchObject({
      errors: [{ field: '1.body.options', code: 'assessment.option-count' }],
    });
    expect(await banks.find(code)).toBeNull();
  });

  test('two imports at once are one after the other', async () => {
    const code = newId();
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => banks.import(code, 'x', [single('q1'), single('q2')])),
    );
    expect(outcomes.map((outcome) => outcome.created).sort()).toEqual([0, 0, 2]);
  });

  test('frozen, a quiz keeps the versions it had; a copy frozen later takes the new ones', async () => {
    const code = newId();
    const { bankId } = await banks.import(code, 'x', [single('q1'), single('q2')]);
    const quiz = await quizzes.create(settings(bankId));
    await quizzes.update(quiz, { minutes: 25 });
    await quizzes.freeze(quiz);
    await quizzes.freeze(quiz);
    await expect(quizzes.update(quiz, { minutes: 1 })).rejects.toMatchObject({
      code: 'assessment.quiz-frozen',
    });
    await banks.import(code, 'x', [single('q1', { stem: 'Sửa' })]);
    const copy = await quizzes.copy(quiz);
    expect(await quizzes.find(copy)).toMatchObject({ minutes: 25, frozen: false, questions: 2 });
    await quizzes.freeze(copy);
    const pools = await world.db.query('SELECT pool FROM quiz WHERE id = ANY ($1::uuid[])', [[quiz, copy]]);
    const [one, other] = pools.map((row: { pool: { versions: string[] }[] }) => row.pool[0]!.versions);
    expect(one).toHaveLength(2);
    expect(one.filter((id: string) => other.includes(id))).toHaveLength(1);
  });

  test('a draw that the bank cannot give is refused when publishing, with what is missing', async () => {
    const { bankId } = await banks.import(newId(), 'x', [
      single('q1', { tags: ['a', 'b'] }),
      single('q2', { tags: ['a'] }),
    ]);
    const few = await quizzes.create(settings(bankId, { draw: [{ tag: 'a', count: 3 }] }));
    await expect(quizzes.freeze(few)).rejects.toMatchObject({
      code: 'assessment.draw-impossible',
      params: { tag: 'a', wanted: 3, available: 2 },
    });
    const overlapping = await quizzes.create(
      settings(bankId, {
        draw: [
          { tag: 'a', count: 2 },
          { tag: 'b', count: 1 },
        ],
      }),
    );
    await expect(quizzes.freeze(overlapping)).rejects.toMatchObject({ code: 'assessment.draw-overlaps' });
  });

  test('a quiz in the caller’s transaction goes when that goes', async () => {
    const { bankId } = await banks.import(newId(), 'x', [single('q1'), single('q2')]);
    let id = '';
    await world.db
      .transaction(async (tx) => {
        id = await quizzes.create(settings(bankId), tx);
        await quizzes.freeze(id, tx);
        throw new Error('taken back');
      })
      .catch(() => {});
    await expect(quizzes.find(id)).rejects.toMatchObject({ status: 404 });
  });

  test('a draft can be removed, a published quiz cannot', async () => {
    const { bankId } = await banks.import(newId(), 'x', [single('q1'), single('q2')]);
    const [draft, frozen] = [await quizzes.create(settings(bankId)), await quizzes.create(settings(bankId))];
    await quizzes.freeze(frozen);
    await quizzes.remove(draft);
    await quizzes.remove(frozen);
    expect((await quizzes.findMany([draft, frozen])).map((quiz) => quiz.id)).toEqual([frozen]);
  });

  test('a blueprint gives the rows of the draw, until the quiz is frozen; enemies are fixed with the pool', async () => {
    const { bankId } = await banks.import(newId(), 'x', [
      single('q1', { component: '1.1', level: 2, difficulty: 1 }),
      single('q2', { component: '1.1', level: 2, difficulty: 1 }),
      single('q3', { component: '1.1', level: 3, difficulty: 1 }),
      single('q4', { component: '4.2', difficulty: 3, tags: ['b'] }),
    ]);
    const author = await world.account();
    const blueprints = world.get(Blueprints);
    const title = 'Ma trận';
    const blueprint = await blueprints.create(
      bankId,
      { title, rows: [{ count: 2, component: '1.1', level: 2, difficulty: 1 }] },
      author,
    );
    const quiz = await quizzes.create(settings(bankId, { draw: undefined, blueprintId: blueprint }));
    expect(await quizzes.find(quiz)).toMatchObject({ blueprintId: blueprint, questions: 2 });
    const rows = [
      { count: 2, component: '1.1' },
      { count: 1, tag: 'b', difficulty: 3 },
    ];
    await blueprints.change(bankId, blueprint, { title, rows }, author);
    await world.db.query(
      `WITH g AS (INSERT INTO question_enemy_group (id, bank_id, name) VALUES ($2, $1, 'g') RETURNING id)
       INSERT INTO question_enemy SELECT q.id, g.id FROM question q, g WHERE q.bank_id = $1 AND q.external_id IN ('q1', 'q2')`,
      [bankId, newId()],
    );
    await quizzes.freeze(quiz);
    await blueprints.change(bankId, blueprint, { title, rows: [{ count: 1 }] }, author);
    expect(await quizzes.find(quiz)).toMatchObject({ questions: 3 });
    const drawn = new Set<string>();
    for (let round = 0; round < 12; round++) {
      const { attemptId } = await world.sitting(quiz);
      const [{ codes }] = await world.db.query(
        `SELECT string_agg(q.external_id, ' ' ORDER BY q.external_id) AS codes FROM attempt a,
                jsonb_array_elements(a.items) i JOIN question_version v ON v.id = (i ->> 'questionVersionId')::uuid
           JOIN question q ON q.id = v.question_id WHERE a.id = $1`,
        [attemptId],
      );
      drawn.add(codes);
    }
    expect([...drawn].filter((codes) => !['q1 q3 q4', 'q2 q3 q4'].includes(codes))).toEqual([]);
    await expect(blueprints.remove(bankId, blueprint, author)).rejects.toMatchObject({
      code: 'assessment.blueprint-used',
    });
    // A copy follows the blueprint as it is now.
    expect(await quizzes.find(await quizzes.copy(quiz))).toMatchObject({ questions: 1 });
    const three = await blueprints.create(bankId, { title: 'Ba', rows: [{ count: 3, level: 2 }] }, author);
    const impossible = await quizzes.create(settings(bankId, { draw: undefined, blueprintId: three }));
    await expect(quizzes.freeze(impossible)).rejects.toMatchObject({
      code: 'assessment.row-impossible',
      params: { tag: '1', wanted: 3, available: 2 },
    });
  });
});

import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { QuestionBanks } from '../bank/question-banks.service.js';
import type { BlueprintRow } from '../blueprint/blueprint.input.js';
import { Blueprints } from '../blueprint/blueprints.service.js';
import { QuizTrials } from '../blueprint/quiz-trials.js';
import { ExamWorld } from '../testing/exam-world.js';
import { single } from '../testing/questions.js';
import type { QuizInput, SectionInput } from './quiz.input.js';
import { Quizzes } from './quizzes.service.js';

jest.setTimeout(60_000);

let world: ExamWorld;
let quizzes: Quizzes;
let blueprints: Blueprints;
let bankId: string;
let author: string;
beforeAll(async () => {
  world = await ExamWorld.open();
  [quizzes, blueprints] = [world.get(Quizzes), world.get(Blueprints)];
  author = await world.account();
  // Tags like the numbers of rows: neither is taken for the other.
  const question = (id: string, component: string, difficulty: number, tags: string[] = []) =>
    single(id, { component, level: 2, difficulty, tags });
  ({ bankId } = await world
    .get(QuestionBanks)
    .import(newId(), 'Ngân hàng', [
      ...['e1', 'e2', 'e3'].map((id) => question(id, '1.1', 1, ['1'])),
      ...['h1', 'h2'].map((id) => question(id, '1.1', 3)),
      ...['o1', 'o2'].map((id) => question(id, '4.2', 2, ['2'])),
    ]));
});
afterAll(() => world?.close());

const blueprint = (title: string, rows: BlueprintRow[]) => blueprints.create(bankId, { title, rows }, author);
const part = (title: string, way: Pick<SectionInput, 'draw' | 'blueprintId'>): SectionInput => ({
  title,
  ...way,
});
const divided = (sections: SectionInput[], more: Partial<QuizInput> = {}) =>
  quizzes.create({
    ...{ bankId, title: 'Bài kiểm tra', minutes: 20, attemptsAllowed: 5, passPercent: 70 },
    ...{ sections, ...more },
  });
/** The codes of the questions of a new attempt, in its order. */
async function drawn(quizId: string): Promise<string[]> {
  const { attemptId } = await world.sitting(quizId);
  const rows: { code: string }[] = await world.db.query(
    `SELECT q.external_id AS code FROM attempt a, jsonb_array_elements(a.items) WITH ORDINALITY AS i (item, place)
       JOIN question_version v ON v.id = (item ->> 'questionVersionId')::uuid JOIN question q ON q.id = v.question_id
      WHERE a.id = $1 ORDER BY place`,
    [attemptId],
  );
  return rows.map(({ code }) => code);
}

test('each section draws by its own blueprint or by tags, and no question comes twice', async () => {
  const easy = await blueprint('Dễ rồi khó', [
    { count: 1, component: '1.1', difficulty: 1 },
    { count: 1, component: '1.1', difficulty: 3 },
  ]);
  const quiz = await divided([
    part('Một', { blueprintId: easy }),
    part('Hai', {
      draw: [
        { tag: '2', count: 1 },
        { tag: '1', count: 1 },
      ],
    }),
    part('Ba', { blueprintId: easy }),
  ]);
  expect(await quizzes.find(quiz)).toMatchObject({
    questions: 6,
    blueprintId: null,
    sections: [{ questions: 2 }, {}, {}],
  });
  await quizzes.freeze(quiz);
  for (let round = 0; round < 5; round++) {
    const form = await drawn(quiz);
    const kinds = [form.slice(0, 2), form.slice(2, 4), form.slice(4)].map((codes) =>
      codes
        .map((code) => code[0])
        .sort()
        .join(''),
    );
    expect([kinds, new Set(form).size]).toEqual([['eh', 'eo', 'eh'], 6]);
  }
});

test('drafts follow the blueprints of their sections, a frozen quiz does not, and a copy draws by them as they are', async () => {
  const followed = await blueprint('Theo', [{ count: 1, component: '1.1' }]);
  const sections = [part('Một', { draw: [{ tag: '2', count: 1 }] }), part('Hai', { blueprintId: followed })];
  const [draft, frozen] = [await divided(sections), await divided(sections)];
  await quizzes.freeze(frozen);
  const rows = [
    { count: 2, component: '1.1' },
    { count: 1, component: '4.2' },
  ];
  await blueprints.change(bankId, followed, { title: 'Theo', rows }, author);
  const counts = async (id: string) => (await quizzes.find(id)).sections.map(({ questions }) => questions);
  expect([await counts(draft), await counts(frozen)]).toEqual([
    [1, 3],
    [1, 1],
  ]);
  expect(await counts(await quizzes.copy(frozen))).toEqual([1, 3]);
  expect((await blueprints.list(bankId)).find(({ id }) => id === followed)?.quizzes).toBe(3);
  await expect(blueprints.remove(bankId, followed, author)).rejects.toMatchObject({
    code: 'assessment.blueprint-used',
  });
  await expect(
    blueprints.change(bankId, followed, { title: 'Theo', rows: [{ count: 200 }] }, author),
  ).rejects.toMatchObject({ errors: [{ field: 'rows', code: 'assessment.draw-too-long' }] });
});

test('what a row of a section lacks is told with its section; another bank’s blueprint is refused', async () => {
  const greedy = await blueprint('Nhiều', [{ count: 3, component: '4.2' }]);
  const quiz = await divided([
    part('Một', { draw: [{ tag: '1', count: 1 }] }),
    part('Hai', { blueprintId: greedy }),
  ]);
  await expect(quizzes.freeze(quiz)).rejects.toMatchObject({
    code: 'assessment.section-row-impossible',
    params: { section: '2', row: '1', wanted: 3, available: 2 },
  });
  const other = await world.get(QuestionBanks).import(newId(), 'Khác', [single('x')]);
  await expect(
    divided([part('Một', { blueprintId: greedy })], { bankId: other.bankId }),
  ).rejects.toMatchObject({
    errors: [{ field: 'blueprintId', code: 'assessment.blueprint-missing' }],
  });
});

test('the trial counts over all sections, and tells how alike the forms of each are', async () => {
  const any = await blueprint('Bất kỳ', [{ count: 1, component: '1.1' }]);
  const alike = await blueprint('Như nhau', [{ count: 1, component: '4.2' }]);
  const quiz = await divided([part('Một', { blueprintId: any }), part('Hai', { blueprintId: alike })]);
  const trial = await world.get(QuizTrials).view(quiz);
  // Easy ones expect 80 %, hard ones 40 %, those of the other skill 60 %.
  expect(trial).toMatchObject({
    ...{ questions: 2, lacking: 0, trial: { lowest: 50, highest: 70, tooFar: true } },
    sections: [
      { forms: { lowest: 40, highest: 80, tooFar: true }, rows: [{ candidates: 5, lacking: 0 }] },
      { forms: { lowest: 60, highest: 60, tooFar: false }, rows: [{ candidates: 2, lacking: 0 }] },
    ],
  });
  const twice = await divided([
    part('Một', { blueprintId: alike }),
    part('Hai', { draw: [{ tag: '2', count: 2 }] }),
  ]);
  // Each section by itself could be drawn, both together not.
  expect(await world.get(QuizTrials).view(twice)).toMatchObject({ lacking: 1, trial: null });
});

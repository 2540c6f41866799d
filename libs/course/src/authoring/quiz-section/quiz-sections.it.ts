import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Blueprints, QuestionBanks, Quizzes } from '#assessment';
import type { BrowserSession } from '#platform/testing';
import { CourseWorld } from '../../testing/course-world.js';

jest.setTimeout(60_000);

let world: CourseWorld;
let author: BrowserSession;
let course: string;
let quizId: string;
let settings: string;
let bankId: string;

beforeAll(async () => {
  world = await CourseWorld.open('31');
  author = await world.as('author', '31');
  const options = [{ text: 'Có', correct: true }, { text: 'Không' }];
  const question = (id: string, tag: string) => ({
    ...{ externalId: id, type: 'single' as const, stem: `Câu ${id}`, body: { options }, tags: [tag] },
  });
  const questions = ['1', '2', '3', '4'].map((id) =>
    question(id, Number(id) > 2 ? 'tinh-huong' : 'ly-thuyet'),
  );
  ({ bankId } = await world.get(QuestionBanks).import('nh-2', 'Ngân hàng', questions));
  const [unit] = await world.db.query(`SELECT id FROM unit WHERE code = '31'`);
  await author.get('/authoring/courses/new');
  const fields = {
    title: 'Kỹ năng số',
    code: 'kns-10',
    ownerUnitId: unit.id,
    audience: 'citizen',
    tiet: '4',
  };
  await author.post('/authoring/courses', fields);
  course = `/authoring/courses/${author.url.split('/')[3]}`;
  await author.post(`${course}/sections`, { title: 'Mở đầu' });
  const section = (await world.db.query('SELECT id FROM section'))[0].id;
  await author.get(`${course}/quiz/new?section=${section}&bankId=${bankId}`);
  await author.post(`${course}/quiz`, { ...quizForm, bankId, sectionId: section, 'draw.ly-thuyet': '2' });
  const [lesson] = await world.db.query('SELECT id, quiz_id FROM lesson');
  quizId = lesson.quiz_id;
  settings = `${course}/lessons/${lesson.id}/quiz`;
});
afterAll(() => world?.close());

const quizForm = {
  ...{ title: 'Bài kiểm tra', minutes: '30', attemptsAllowed: '2', passPercent: '60' },
  feedbackRelease: 'never',
};
const section = (title: string, more: Record<string, string> = {}) => ({
  ...{ title, instructions: '', minutes: '', ...more },
});
const quiz = () => world.get(Quizzes).find(quizId);
const main = () => author.text('main');

test('a quiz is one piece until its author adds a section, which begins with what it draws', async () => {
  await author.get(settings);
  await author.get(`${settings}/sections`);
  expect(main()).toContain('chưa chia phần');
  await author.get(`${settings}/sections/new`);
  expect(author.page.querySelector('input[name="draw.ly-thuyet"]')?.getAttribute('value')).toBe('2');
  await author.post(
    `${settings}/sections`,
    section('Lý thuyết', { 'draw.ly-thuyet': '2', instructions: 'Đọc kỹ.' }),
  );
  await author.post(`${settings}/sections`, section('Tình huống', { 'draw.tinh-huong': '1' }));
  expect(main()).toContain('2 phần, 3 câu');
  expect(await quiz()).toMatchObject({
    questions: 3,
    sections: [
      { title: 'Lý thuyết', instructions: 'Đọc kỹ.', minutes: null, questions: 2 },
      { title: 'Tình huống', questions: 1 },
    ],
  });
});

test('its settings no longer ask what to draw, and saving them leaves the sections', async () => {
  await author.get(settings);
  expect(author.page.querySelector('#draw')).toBeNull();
  await author.post(settings, { ...quizForm, bankId, sectioned: 'on', minutes: '40' });
  expect(author.status).toBe(200);
  expect(await quiz()).toMatchObject({ minutes: 40, questions: 3, sections: [{}, {}] });
});

test.each([
  ['no name', section('', { 'draw.ly-thuyet': '1' }), 'đặt tên cho phần'],
  ['no question', section('Trống'), 'chưa có câu hỏi nào'],
  ['more time than the quiz', section('Dài', { 'draw.ly-thuyet': '1', minutes: '41' }), 'dài hơn cả bài'],
  ['no number for its time', section('Dài', { 'draw.ly-thuyet': '1', minutes: 'lâu' }), 'phút'],
])('a section with %s is told at its field', async (_, form, words) => {
  await author.get(`${settings}/sections/new`);
  await author.post(`${settings}/sections`, form);
  expect([author.status, main()]).toEqual([422, expect.stringContaining(words)]);
});

test('a section may have its own time, and the quiz go one question after the other', async () => {
  await author.get(`${settings}/sections/2`);
  await author.post(
    `${settings}/sections/2`,
    section('Tình huống', { 'draw.tinh-huong': '1', minutes: '15' }),
  );
  expect(main()).toContain('cộng lại 15 phút, cả bài 40 phút');
  await author.post(`${settings}/navigation`, { navigation: 'sequential' });
  expect(author.page.querySelector('input[value=sequential][checked]')).not.toBeNull();
  expect(await quiz()).toMatchObject({
    navigation: 'sequential',
    sections: [{ minutes: null }, { minutes: 15 }],
  });
  await author.get(settings);
  await author.post(settings, { ...quizForm, bankId, sectioned: 'on', minutes: '14' });
  expect([author.status, author.text('.error-summary')]).toEqual([
    422,
    expect.stringContaining('dài hơn cả bài'),
  ]);
});

test('a section draws by a blueprint, and the trial says whether all sections together can be drawn', async () => {
  await author.get(`${settings}/sections/trial`);
  expect(main()).toContain('Phần 2: Tình huống');
  expect(main()).toContain('Mỗi người học nhận 3 câu');
  const admin = (await world.db.query('SELECT account_id FROM person LIMIT 1'))[0].account_id;
  const blueprint = await world
    .get(Blueprints)
    .create(bankId, { title: 'Ba câu lý thuyết', rows: [{ count: 3, tag: 'ly-thuyet' }] }, admin);
  await author.get(`${settings}/sections/1`);
  const form = section('Lý thuyết', { blueprintId: blueprint, 'draw.ly-thuyet': '2' });
  await author.post(`${settings}/sections/1`, form);
  expect(main()).toContain('theo ma trận đề');
  expect((await quiz()).sections[0]).toMatchObject({ blueprintId: blueprint, questions: 3 });
  await author.get(`${settings}/sections/trial`);
  // Two questions have the tag.
  expect(main()).toContain('thiếu 1');
  await author.get(`${settings}/sections/1`);
  expect(author.page.querySelector('select[name=blueprintId] option[selected]')?.getAttribute('value')).toBe(
    blueprint,
  );
  await author.post(
    `${settings}/sections/1`,
    section('Lý thuyết', { blueprintId: '', 'draw.ly-thuyet': '2' }),
  );
  expect(await quiz()).toMatchObject({ questions: 3, sections: [{ blueprintId: null }, {}] });
});

test('sections move, change and go; a copy of the quiz has them too', async () => {
  await author.get(`${settings}/sections`);
  await author.post(`${settings}/sections/1/position`, { direction: 'down' });
  await author.post(`${settings}/sections/1`, section('Tình huống khó', { 'draw.tinh-huong': '2' }));
  const titles = (of: { sections: { title: string; questions: number }[] }) =>
    of.sections.map(({ title, questions }) => `${title} ${questions}`);
  expect(titles(await quiz())).toEqual(['Tình huống khó 2', 'Lý thuyết 2']);
  const copy = await world.get(Quizzes).copy(quizId);
  expect(titles(await world.get(Quizzes).find(copy))).toEqual(['Tình huống khó 2', 'Lý thuyết 2']);
  await author.get(`${settings}/sections/7`);
  expect(author.status).toBe(404);

  await author.get(`${settings}/sections`);
  await author.post(`${settings}/sections/1/deletion`);
  await author.post(`${settings}/sections/1/deletion`);
  expect(await quiz()).toMatchObject({ sections: [], draw: [{ tag: 'ly-thuyet', count: 2 }] });
});

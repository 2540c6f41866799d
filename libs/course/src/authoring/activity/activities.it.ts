import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { QuestionBanks } from '#assessment';
import type { BrowserSession } from '#platform/testing';
import { CourseWorld } from '../../testing/course-world.js';

jest.setTimeout(60_000);

let world: CourseWorld;
let author: BrowserSession;
let course: string;
let section: string;
let bankId: string;

beforeAll(async () => {
  world = await CourseWorld.open('31');
  author = await world.as('author', '31');
  const options = [{ text: 'Có', correct: true }, { text: 'Không' }];
  const question = (id: string) => ({
    ...{ externalId: id, type: 'single' as const, stem: `Câu ${id}`, body: { options }, tags: ['y-kien'] },
  });
  ({ bankId } = await world
    .get(QuestionBanks)
    .import('nh-1', 'Ngân hàng ý kiến', [question('1'), question('2')]));
  const [unit] = await world.db.query(`SELECT id FROM unit WHERE code = '31'`);
  await author.get('/authoring/courses/new');
  const fields = {
    title: 'Kỹ năng số',
    code: 'kns-09',
    ownerUnitId: unit.id,
    audience: 'citizen',
    tiet: '4',
  };
  await author.post('/authoring/courses', fields);
  course = author.url.split('/')[3]!;
  await author.post(`/authoring/courses/${course}/sections`, { title: 'Mở đầu' });
  section = (await world.db.query('SELECT id FROM section'))[0].id;
});
afterAll(() => world?.close());

const base = () => `/authoring/courses/${course}`;
const form = (more: Record<string, string> = {}) => ({
  ...{ bankId, sectionId: section, title: 'Ý kiến của anh/chị', minutes: '15', attemptsAllowed: '1' },
  ...{ behaviour: 'survey', tryAgain: 'on', 'draw.y-kien': '2', ...more },
});

test('an author puts a survey among the lessons, beside the examination, and changes it to practice', async () => {
  await author.get(base());
  expect(author.text('main')).toContain('Thêm luyện tập, khảo sát');
  await author.get(`${base()}/activities/new?section=${section}&bankId=${bankId}`);
  await author.post(`${base()}/activities`, form());
  expect(author.url).toBe(base());
  expect(author.text('main')).toContain('Ý kiến của anh/chị');
  const [lesson] = await world.db.query(`SELECT id, kind, quiz_id FROM lesson`);
  const quiz = async () => (await world.db.query('SELECT * FROM quiz WHERE id = $1', [lesson.quiz_id]))[0];
  expect([lesson.kind, (await quiz()).behaviour]).toEqual(['activity', 'survey']);
  // It is no examination: that one is still to be added.
  expect(author.text('main')).toContain('Thêm bài kiểm tra');

  await author.get(`${base()}/activities/${lesson.id}`);
  expect(author.page.querySelector('input[value=survey][checked]')).not.toBeNull();
  const { sectionId: _, ...practice } = form({ behaviour: 'practice', tryAgain: 'off' });
  await author.post(`${base()}/activities/${lesson.id}`, practice);
  expect(await quiz()).toMatchObject({ behaviour: 'practice', try_again: false });
  await author.get(`${base()}/lessons/${lesson.id}`);
  expect(author.status).toBe(404);
});

test('practice is divided into timed sections; as a survey it is told why those cannot be timed', async () => {
  await author.get(`${base()}/activities/new?section=${section}&bankId=${bankId}`);
  await author.post(`${base()}/activities`, form({ title: 'Tự luyện', behaviour: 'practice' }));
  const [lesson] = await world.db.query(`SELECT id, quiz_id FROM lesson WHERE title = 'Tự luyện'`);
  const here = `${base()}/activities/${lesson.id}`;
  const sections = `${base()}/lessons/${lesson.id}/quiz/sections`;
  await author.get(here);
  expect(author.page.querySelector(`a[href="${sections}"]`)).not.toBeNull();
  await author.get(`${sections}/new`);
  const part = { title: 'Khởi động', instructions: '', 'draw.y-kien': '2' };
  await author.post(sections, { ...part, minutes: '10' });
  expect(author.text('main')).toContain('1 phần, 2 câu');
  expect(author.page.querySelector(`a[href="${here}"]`)).not.toBeNull();
  await author.post(`${base()}/lessons/${lesson.id}/quiz/navigation`, { navigation: 'sequential' });
  await author.get(here);
  const { sectionId: _, 'draw.y-kien': __, ...survey } = form({ sectioned: 'on', title: 'Tự luyện' });
  await author.post(here, survey);
  expect([author.status, author.text('.error-summary')]).toEqual([
    422,
    expect.stringContaining('Khảo sát không có giờ'),
  ]);
  await author.get(`${sections}/1`);
  await author.post(`${sections}/1`, { ...part, minutes: '' });
  await author.get(here);
  await author.post(here, survey);
  const [quiz] = await world.db.query('SELECT behaviour, navigation, sections FROM quiz WHERE id = $1', [
    lesson.quiz_id,
  ]);
  expect(quiz).toMatchObject({
    behaviour: 'survey',
    navigation: 'sequential',
    sections: [{ title: 'Khởi động' }],
  });
  await author.get(`${sections}/1`);
  expect(author.page.querySelector('input[name=minutes]')).toBeNull();
  expect(author.text('main')).toContain('không ai cần dừng trả lời giữa chừng');
  await author.post(`${sections}/1`, { ...part, minutes: '5' });
  expect(author.status).toBe(422);
});

test.each([
  ['no kind', { behaviour: 'examination' }, 'chọn luyện tập hoặc khảo sát'],
  ['no question', { 'draw.y-kien': '' }, 'ít nhất một câu hỏi'],
])('%s is told at its field', async (_, more, words) => {
  await author.get(`${base()}/activities/new?section=${section}&bankId=${bankId}`);
  await author.post(`${base()}/activities`, form(more));
  expect([author.status, author.text('main')]).toEqual([422, expect.stringContaining(words)]);
});

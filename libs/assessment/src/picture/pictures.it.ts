import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { QuestionBanks } from '../bank/question-banks.service.js';
import { ExamWorld } from '../testing/exam-world.js';
import { single } from '../testing/questions.js';

/** A picture of 4 × 3 points. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAYAAAC09K7GAAAAEklEQVR42mNk+M9QzwAEjDAGACCKAYHHrZQbAAAAAElFTkSuQmCC',
  'base64',
);

describe('pictures of questions', () => {
  let world: ExamWorld;
  beforeAll(async () => {
    world = await ExamWorld.open();
  }, 120_000);
  afterAll(() => world.close());

  const author = async () => world.browser(await world.account(), newId(), 'author');
  const bankOf = async () =>
    (await world.get(QuestionBanks).import(newId(), 'Ngân hàng', [single('q1')])).bankId;
  const picturesOf = (bankId: string) =>
    world.db.query('SELECT id, width, height, name FROM question_picture WHERE bank_id = $1', [bankId]);
  const upload = async (bankId: string, name: string, content: Buffer) => {
    const browser = await author();
    await browser.get(`/authoring/banks/${bankId}/pictures`);
    await browser.upload(`/authoring/banks/${bankId}/pictures`, {}, { field: 'file', name, content });
    return browser;
  };
  const hotspot = (pictureId: string) => ({
    externalId: 'h1',
    type: 'hotspot',
    stem: 'Ở đâu?',
    tags: ['a'],
    body: {
      picture: { id: pictureId, alt: 'Hình thử', width: 4, height: 3 },
      areas: [
        { label: 'Trái', x: 0, y: 0, width: 2, height: 3, correct: true },
        { label: 'Phải', x: 2, y: 0, width: 2, height: 3 },
      ],
    },
  });

  test('an author uploads one, the same bytes once, and chooses it in a question', async () => {
    const bank = await bankOf();
    const browser = await upload(bank, 'man-hinh.png', PNG);
    expect(browser.text('#flash')).toBe('Đã tải hình lên.');
    await upload(bank, 'lai.png', PNG);
    const [picture, ...more] = await picturesOf(bank);
    expect([picture.width, picture.height, picture.name, more.length]).toEqual([4, 3, 'man-hinh.png', 0]);
    await browser.get(`/authoring/banks/${bank}/questions/new?type=hotspot`);
    expect(
      browser.page.querySelectorAll('select option').map((each) => each.getAttribute('value')),
    ).toContain(`${picture.id} 4x3`);
    const acts = await world.db.query(`SELECT count(*)::int AS n FROM audit_entry WHERE subject_id = $1`, [
      bank,
    ]);
    expect(acts[0].n).toBe(2);
  });

  test('what is no picture is refused, whatever its name says', async () => {
    const bank = await bankOf();
    for (const content of [
      Buffer.from('<svg xmlns="x" viewBox="0 0 1 1"/>'),
      PNG.subarray(0, 12),
      Buffer.from('%PDF-1.7'),
    ]) {
      const browser = await upload(bank, 'anh.png', content);
      expect(browser.status).toBe(422);
      expect(browser.text('main')).toContain('không phải hình PNG');
    }
    const large = await upload(bank, 'anh.png', Buffer.concat([PNG, Buffer.alloc(2 * 1024 * 1024)]));
    expect(large.status).toBe(413);
    expect(await picturesOf(bank)).toEqual([]);
  });

  test('a learner sees the picture of a question in an attempt of theirs, and no other', async () => {
    const bank = await bankOf();
    await upload(bank, 'anh.png', PNG);
    const [{ id }] = await picturesOf(bank);
    const { browser } = await world.sitting(await world.quiz([hotspot(id)]));
    const src = browser.page.querySelector('.picture img')?.getAttribute('src') as string;
    expect(src).toBe(`/question-pictures/${id}`);
    const seen = await browser.inject({ method: 'GET', url: src });
    expect([seen.statusCode, seen.headers['content-type']]).toEqual([200, 'image/png']);
    expect(Buffer.compare(seen.rawPayload, PNG)).toBe(0);
    const { browser: stranger } = await world.sitting(await world.quiz([single('q1')]));
    expect((await stranger.inject({ method: 'GET', url: src })).statusCode).toBe(404);
    expect((await (await author()).inject({ method: 'GET', url: src })).statusCode).toBe(200);
    for (const odd of ['khong-co', newId(), '%2e%2e%2fsecret'])
      expect((await browser.inject({ method: 'GET', url: `/question-pictures/${odd}` })).statusCode).toBe(
        404,
      );
  });
});

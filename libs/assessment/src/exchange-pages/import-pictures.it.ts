import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '#platform/ids';
import { QuestionBanks } from '../bank/question-banks.service.js';
import { outgoing, pngOf } from '../exchange/pictures.testing.js';
import { QuestionExchange } from '../exchange/question-exchange.service.js';
import { readQuestions } from '../exchange/read-questions.js';
import { writeQuestions } from '../exchange/write-questions.js';
import { EXAMPLE_PICTURE, examplesOf } from '../question-types/examples.js';
import { questionType } from '../question-types/index.js';
import { ExamWorld } from '../testing/exam-world.js';

let world: ExamWorld;
beforeAll(async () => {
  world = await ExamWorld.open();
}, 120_000);
afterAll(() => world.close());

const question = (type: string) => ({
  ...{
    externalId: type,
    type,
    stem: 'Ở đâu trên hình?',
    explanation: null,
    componentCode: null,
    level: null,
  },
  ...{ difficulty: 2, lessonSlug: null, tags: [] },
  body: JSON.parse(
    JSON.stringify(questionType(type).body.parse(examplesOf(type)[0]!.body), (key, value) =>
      key === 'feedback' ? undefined : value,
    ),
  ),
});

test('questions on pictures come into a bank with them, once, and leave as the same file', async () => {
  const picture = pngOf(640, 360);
  const given = [question('drag-onto-picture'), question('hotspot')];
  const { file } = await writeQuestions('qti30', given, outgoing({ [EXAMPLE_PICTURE]: picture }));
  const bank = (await world.get(QuestionBanks).import(newId(), 'Ngân hàng', [])).bankId;
  const browser = await world.browser(await world.account(), newId(), 'author');
  const upload = async () => {
    await browser.get(`/authoring/banks/${bank}/imports/new`);
    const sent = { field: 'file', name: 'hinh.zip', content: file };
    await browser.upload(`/authoring/banks/${bank}/imports`, { format: 'qti30' }, sent);
    return browser.page
      .querySelectorAll('[data-effect]')
      .map((card) => `${card.getAttribute('data-effect')} ${card.getAttribute('data-count')}`);
  };
  expect(await upload()).toEqual(['created 2', 'revised 0', 'unchanged 0', 'refused 0']);
  const stored = () =>
    world.db.query('SELECT id, width, height FROM question_picture WHERE bank_id = $1', [bank]);
  expect(await stored()).toEqual([]);
  await browser.post(`${browser.url}/application`);
  const [kept, ...more] = await stored();
  expect([kept.width, kept.height, more]).toEqual([640, 360, []]);
  const bodies = await world.db.query(
    `SELECT v.body->'picture'->>'id' AS id FROM question_version v JOIN question q ON q.id = v.question_id WHERE q.bank_id = $1`,
    [bank],
  );
  expect(bodies).toEqual([{ id: kept.id }, { id: kept.id }]);
  const seen = await browser.inject({ method: 'GET', url: `/question-pictures/${kept.id}` });
  expect(seen.rawPayload.equals(picture)).toBe(true);
  expect(await upload()).toEqual(['created 0', 'revised 0', 'unchanged 2', 'refused 0']);
  const out = await world.get(QuestionExchange).send('qti30', bank);
  expect(out.file.equals(file)).toBe(true);
  const foreseen = await world.get(QuestionExchange).foreseeExport('qti21', bank, { tag: '', type: '' });
  expect(foreseen.map(({ reason }) => reason?.code ?? null)).toEqual(['format-lacks-type', null]);
  const other = { code: newId(), title: 'Ngân hàng khác' };
  const { outcome, items } = await world.get(QuestionExchange).bring('qti30', file, other);
  expect([outcome.created, items.length]).toEqual([2, (await readQuestions('qti30', file)).length]);
  const [copy] = await world.db.query('SELECT id FROM question_picture WHERE bank_id = $1', [outcome.bankId]);
  expect(copy.id).not.toBe(kept.id);
});

test.each([
  ['qti30', 'goi.zip', ['hotspot', 'drag-onto-picture']],
  ['moodle-xml', 'quiz.xml', ['drag-onto-picture']],
])(
  '%s: pictures of a stimulus and of its questions come into the bank, and leave as the same file',
  async (format, name, types) => {
    const [top, inside] = [pngOf(64, 36), pngOf(640, 360)];
    const id = '00000000-0000-7000-8000-00000000000f';
    const questions = types.map((type) => {
      const { stem, body } = question(type);
      return { type, stem, body };
    });
    const picture = { id, alt: 'Bản đồ', width: 64, height: 36 };
    const body = questionType('stimulus').body.parse({ text: 'Xem hình.', picture, questions });
    const given = {
      ...question(types[0]!),
      externalId: 'tinh-huong',
      type: 'stimulus',
      body: body as object,
    };
    const { file, items } = await writeQuestions(
      format,
      [given],
      outgoing({ [id]: top, [EXAMPLE_PICTURE]: inside }),
    );
    expect(items.map(({ reason }) => reason)).toEqual([null]);
    const { bankId } = await world.get(QuestionBanks).import(newId(), 'Ngân hàng', []);
    const browser = await world.browser(await world.account(), newId(), 'author');
    await browser.get(`/authoring/banks/${bankId}/imports/new`);
    await browser.upload(
      `/authoring/banks/${bankId}/imports`,
      { format: '' },
      { field: 'file', name, content: file },
    );
    await browser.post(`${browser.url}/application`);
    expect(browser.text('.callout')).toContain('Đã nhập xong');
    const pictures = await world.db.query('SELECT id FROM question_picture WHERE bank_id = $1', [bankId]);
    const [{ shown }] = await world.db.query(
      `SELECT jsonb_path_query_array(v.body, '$.**.picture.id') AS shown
       FROM question_version v JOIN question q ON q.id = v.question_id WHERE q.bank_id = $1`,
      [bankId],
    );
    expect(new Set(shown)).toEqual(new Set(pictures.map((row: { id: string }) => row.id)));
    expect(pictures).toHaveLength(2);
    expect((await world.get(QuestionExchange).send(format, bankId)).file.equals(file)).toBe(true);
  },
);

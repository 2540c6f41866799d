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

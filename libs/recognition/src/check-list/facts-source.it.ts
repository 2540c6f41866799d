import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { FrameworkExchange, FrameworkSeeder } from '#competency';
import { newId } from '#platform/ids';
import { RecognitionWorld } from '../testing/recognition-world.js';
import { FactsSource } from './facts-source.js';

jest.setTimeout(60_000);
let world: RecognitionWorld;
beforeAll(async () => {
  world = await RecognitionWorld.open();
  await world.rule();
}, 120_000);
afterAll(() => world?.close());

test('marks that a class holds back are no evidence, and nobody reads them from the check-list', async () => {
  const { id } = await world.ready('Phạm Thị Hồng Nhung');
  const page = async () => {
    const browser = world.as(id);
    await browser.get('/my-recognition');
    return browser.text('main');
  };
  expect(await page()).toContain('Đã có 2 trên 2 yêu cầu');
  await world.db.query(
    `INSERT INTO result_release (group_id, mark, review, key, mark_from, review_from, key_from, counted)
     SELECT class_id, 'by-hand', 'never', 'never', 'infinity', 'infinity', 'infinity', true FROM enrolment
     WHERE account_id = $1`,
    [id],
  );
  expect((await world.get(FactsSource).of(id)).sittings).toEqual([]);
  expect(await page()).toContain('Đã có 1 trên 2 yêu cầu');
  await world.db.query('UPDATE result_release SET mark_from = now()');
  expect(await page()).toContain('Đã có 2 trên 2 yêu cầu');
});

test('a level counts by whichever code the rule names its component, older or newer', async () => {
  await world.get(FrameworkSeeder).run();
  const { id, enrolmentId } = await world.ready('Đặng Ngọc Ánh');
  const [rule, entry] = [newId(), newId()];
  const version = `(SELECT v.id FROM framework_version v JOIN framework f ON f.id = v.framework_id
    WHERE f.code = 'tt02-2025' AND v.version = '2025')`;
  await world.db.query(
    `INSERT INTO award_rule (id, code, version, title, legal_basis, course_id, basis, framework_version_id, component_code,
       level, demonstration) VALUES ($1, 'qt', 1, 'QT', 'QĐ', $2, 'completion', ${version}, '4.1', 3, true)`,
    [rule, world.courseId],
  );
  await world.db.query(
    `INSERT INTO skill_entry (id, kind, account_id, enrolment_id, rule_id, framework_version_id, component_code, level,
       happened_at) VALUES ($1, 'reached', $2, $3, $4, ${version}, '4.1', 3, now())`,
    [entry, id, enrolmentId, rule],
  );
  await world.db.query(
    `INSERT INTO skill_standing (account_id, framework_id, component_code, level, target_group, entry_id)
     SELECT $1, id, '4.1', 3, 'citizen', $2 FROM framework WHERE code = 'tt02-2025'`,
    [id, entry],
  );
  const exchange = world.get(FrameworkExchange);
  const { content } = await exchange.export(await exchange.version('tt02-2025'), 'json', 'vi');
  const document = JSON.parse(content.toString().replaceAll('"4.1"', '"4.9"'));
  document.framework.version = '2027';
  for (const each of document.components) if (each.code === '4.9') each.replaces = ['4.1'];
  await exchange.import(Buffer.from(JSON.stringify(document)), null);
  await exchange.publish('tt02-2025', '2027', null);
  const { levels } = await world.get(FactsSource).of(id);
  expect(levels.map(({ component, level, entryId }) => [component, level, entryId]).sort()).toEqual([
    ['4.1', 3, entry],
    ['4.9', 3, entry],
  ]);
});

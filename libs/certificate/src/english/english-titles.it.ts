import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Issuing } from '../issuing/issuing.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';

let world: CertificateWorld;
let registrarId: string;
beforeAll(async () => {
  world = await CertificateWorld.open();
  registrarId = await world.rows.person({ name: 'Trần Quốc Hưng' });
}, 120_000);
afterAll(() => world?.close());

const issued = async () => {
  const { id } = await world.rows.enrolment();
  await world.get(Issuing).issue([id]);
  const [row] = await world.db.query('SELECT facts FROM certificate WHERE enrolment_id = $1', [id]);
  return row.facts.course;
};

test('names typed for a class are on papers from then on, offered to the next class, and nothing is made up', async () => {
  expect(await issued()).not.toHaveProperty('english');
  const browser = world.signedIn(registrarId, ['registrar']);
  const page = (classId: string) => `/classes/${classId}/certificates/english`;
  await browser.get(page(world.rows.classId));
  expect(browser.text('main')).toContain('không tự dịch');
  await browser.post(page(world.rows.classId), { course: '  Using AI at  Work ', class: '', programme: '' });
  expect((await issued()).english).toEqual({ name: 'Using AI at Work' });

  const next = await world.rows.trainingClass(world.rows.units.province);
  await browser.get(page(next));
  const offered = browser.page.querySelectorAll('main input[type=text], main input:not([type])');
  expect(offered.map((each) => each.getAttribute('value') ?? '').filter(Boolean)).toEqual([
    'Using AI at Work',
  ]);

  const stranger = world.signedIn(registrarId, ['registrar'], 'vn.75');
  await stranger.get(page(world.rows.classId));
  expect(stranger.status).toBe(404);
});

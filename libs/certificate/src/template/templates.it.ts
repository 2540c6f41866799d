import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PNG } from 'pngjs';
import type { Role } from '#platform/http';
import { STORAGE, type Storage } from '#platform/storage';
import { Issuing } from '../issuing/issuing.service.js';
import { Printing } from '../printing/printing.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';

let world: CertificateWorld;

beforeAll(async () => {
  world = await CertificateWorld.open();
}, 120_000);
afterAll(() => world?.close());

const as = async (role: Role = 'registrar', path = 'vn.31') => {
  const browser = world.signedIn(await world.rows.person(), [role], path);
  await browser.get('/verify');
  return browser;
};

/** A new design by its address, published when wanted. */
async function made(ready: string, publish = true): Promise<string> {
  const browser = await as();
  await browser.get('/admin/templates/new');
  await browser.post('/admin/templates', { name: `Mẫu ${ready}`, unit: '31', ready });
  const [{ id }] = await world.db.query('SELECT id FROM certificate_template ORDER BY id DESC LIMIT 1');
  if (publish) await published(`/admin/templates/${id}`);
  return `/admin/templates/${id}`;
}

async function published(address: string): Promise<void> {
  const browser = await as();
  await browser.get(`${address}/proof`);
  const revision = browser.page.querySelector('input[name=revision]')!.getAttribute('value')!;
  await browser.post(`${address}/proof`, { revision });
  await browser.post(`${address}/proof/publication`, {});
}

async function drawnPage(enrolmentId: string): Promise<{ id: string; page: Buffer }> {
  await world.get(Issuing).issue([enrolmentId]);
  const one = () =>
    world.db.query('SELECT id, drawn_key FROM certificate WHERE enrolment_id = $1', [enrolmentId]);
  const [{ id }] = await one();
  await world.get(Printing).print([id]);
  const [{ drawn_key }] = await one();
  return { id, page: await world.get<Storage>(STORAGE).read(drawn_key) };
}

test.each(['completion', 'skills', 'attendance', 'contest'])(
  'the ready design %s proofs with every test person',
  async (ready) => {
    const address = await made(ready, false);
    const browser = await as();
    await browser.get(`${address}/proof`);
    expect(browser.page.querySelectorAll('.proofs .callout')).toEqual([]);
    expect(browser.page.querySelectorAll('.proofs > li').length).toBe(9);
  },
);

test('a programme prints by its template, and a paper that is issued stays as it was when the template changes', async () => {
  const address = await made('attendance');
  const classId = await world.rows.trainingClass(world.rows.units.province);
  const [programme] = await world.db.query(
    'SELECT g.code FROM programme g JOIN training_class c ON c.programme_id = g.id WHERE c.id = $1',
    [classId],
  );
  const browser = await as();
  await browser.post(`${address}/uses`, { kind: 'programme', code: programme.code });
  await browser.get(address);
  expect(browser.text('section[aria-labelledby=uses]')).toContain(programme.code);

  const { id } = await world.rows.enrolment({ classId });
  const first = await drawnPage(id);
  expect(first.page.toString('latin1')).toContain('/MediaBox [0 0 595.28 841.89]');

  await browser.post(`${address}/drafts`, {});
  await browser.post(`${address}/design/page`, { name: 'Mẫu mới', paper: 'A5', orientation: 'portrait' });
  await browser.post(`${address}/drafts`, {});
  await world.db.query('UPDATE certificate SET rendered_at = NULL WHERE id = $1', [first.id]);
  await world.get(Printing).print([first.id]);
  const [{ drawn_key }] = await world.db.query('SELECT drawn_key FROM certificate WHERE id = $1', [first.id]);
  expect((await world.get<Storage>(STORAGE).read(drawn_key)).equals(first.page)).toBe(true);

  await browser.post(`${address}/uses/removal`, { kind: 'programme', code: programme.code });
  const other = await world.rows.enrolment({ classId });
  expect((await drawnPage(other.id)).page.toString('latin1')).toContain('/MediaBox [0 0 841.89 595.28]');
  const trail = await world.db.query('SELECT action FROM audit_entry WHERE subject_id = $1 ORDER BY id', [
    address.split('/').at(-1),
  ]);
  expect(trail.map(({ action }: { action: string }) => action.replace('certificate.', ''))).toEqual([
    'create-template',
    'proof-template',
    'publish-template',
    'use-template',
    'draft-template',
    'rename-template',
    'unuse-template',
  ]);
});

test('the template of a class comes before that of its programme, that before the one of the issuer', async () => {
  const [byClass, byProgramme, byIssuer] = [
    await made('attendance'),
    await made('skills'),
    await made('contest'),
  ];
  const classId = await world.rows.trainingClass(world.rows.units.province);
  const [codes] = await world.db.query(
    'SELECT c.code AS class, g.code AS programme FROM training_class c JOIN programme g ON g.id = c.programme_id WHERE c.id = $1',
    [classId],
  );
  const browser = await as();
  const chosen = async () => {
    const { id } = await world.rows.enrolment({ classId });
    await world.get(Issuing).issue([id]);
    const [row] = await world.db.query(
      `SELECT v.template_id AS id FROM certificate c
       JOIN certificate_template_version v ON v.id = (c.facts ->> 'template')::uuid WHERE c.enrolment_id = $1`,
      [id],
    );
    return row && `/admin/templates/${row.id}`;
  };
  expect(await chosen()).toBeUndefined();
  await browser.post(`${byIssuer}/uses`, { kind: 'issuer', code: 'HP' });
  expect(await chosen()).toBe(byIssuer);
  await browser.post(`${byProgramme}/uses`, { kind: 'programme', code: codes.programme });
  expect(await chosen()).toBe(byProgramme);
  await browser.post(`${byClass}/uses`, { kind: 'class', code: codes.class.toLowerCase() });
  expect(await chosen()).toBe(byClass);
  await browser.post(`${byIssuer}/uses/removal`, { kind: 'issuer', code: 'HP' });
});

test('nothing is published unseen, and what was seen is what is published', async () => {
  const address = await made('completion', false);
  const browser = await as();
  await browser.get(`${address}/proof`);
  const revision = browser.page.querySelector('input[name=revision]')!.getAttribute('value')!;
  await browser.post(`${address}/proof/publication`, {});
  expect(browser.status).toBe(409);
  await browser.post(`${address}/uses`, { kind: 'issuer', code: 'HP' });
  expect(browser.status).toBe(409);
  await browser.post(`${address}/design/elements`, { type: 'line' });
  await browser.post(`${address}/proof`, { revision });
  expect(browser.status).toBe(409);
  await published(address);
  await browser.get(`${address}/design`);
  expect(browser.status).toBe(404);
  const version = `UPDATE certificate_template_version SET document = '{}' WHERE template_id = $1`;
  await expect(world.db.query(version, [address.split('/').at(-1)])).rejects.toThrow('append-only');
});

test('a wrong setting comes back beside its field, and the draft stays as it was', async () => {
  const address = await made('completion', false);
  const browser = await as();
  const draft = () =>
    world.db.query('SELECT document, revision FROM certificate_template_version WHERE template_id = $1', [
      address.split('/').at(-1),
    ]);
  const before = await draft();
  for (const [values, words] of [
    [{ text: 'Ông {{holder.name}}' }, 'Dòng 1, ký tự'],
    [{ text: 'a\n{{hoTen}}' }, 'Dòng 2, ký tự 3: không có trường trộn “hoTen”'],
    [{ text: '{{#each skills}}x{{/each}}' }, 'cách viết này không dùng được'],
    [{ text: 'CHỨNG  CHỈ của {{holderName}}' }, 'Nghị định 171/2025'],
    [{ width: '400' }, 'chưa hợp lệ'],
    [{ x: '290' }, 'ra ngoài trang giấy'],
    [{ size: '' }, 'chưa hợp lệ'],
  ] as [Record<string, string>, string][]) {
    await browser.get(`${address}/design?element=name`);
    await browser.post(`${address}/design/elements/name`, { ...values });
    expect([values, browser.status, browser.text('.error-summary')]).toEqual([
      values,
      422,
      expect.stringContaining(words),
    ]);
  }
  expect(await draft()).toEqual(before);
});

test('a seal is flattened, weighs on the proof, and nothing but a picture is taken', async () => {
  const address = await made('completion', false);
  const browser = await as();
  await browser.post(`${address}/design/elements`, { type: 'picture' });
  const element = `${address}/design/elements/${browser.url.split('element=')[1]}`;
  await browser.get(`${address}/proof`);
  expect(browser.text('.proofs')).toContain('chưa có hình');
  for (const content of [
    Buffer.from('<svg/>'),
    Buffer.from('89504e470d0a1a0a0000', 'hex'),
    Buffer.from('ffd8ffd9', 'hex'),
  ]) {
    await browser.upload(`${element}/picture`, {}, { field: 'file', name: 'seal.png', content });
    expect(browser.status).toBe(422);
  }
  const seal = new PNG({ width: 600, height: 600 });
  for (let i = 0; i < seal.data.length; i += 4) seal.data.set([200, 20, 20, i % 8 ? 255 : 0], i);
  await browser.upload(
    `${element}/picture`,
    {},
    {
      field: 'file',
      name: 'seal.png',
      content: PNG.sync.write(seal),
    },
  );
  expect(browser.status).toBe(200);
  await browser.get(`${address}/proof`);
  expect(browser.page.querySelectorAll('.proofs .callout')).toEqual([]);
  const [{ content }] = await world.db.query('SELECT content FROM certificate_picture');
  expect([PNG.sync.read(content).width, PNG.sync.read(content).height]).toEqual([240, 240]);
});

test('only registrars and administrators of the unit; others find nothing', async () => {
  const address = await made('completion', false);
  for (const [role, path, status] of [
    ['registrar', 'vn.75', 404],
    ['registrar', 'vn.31.11311', 404],
    ['programme-admin', 'vn.31', 403],
    ['auditor', 'vn.31', 403],
  ] as [Role, string, number][]) {
    const browser = await as(role, path);
    for (const page of ['', '/design', '/design/picture', '/proof', '/proof/usual', '/versions/1/picture']) {
      await browser.get(`${address}${page}`);
      expect([role, path, page, browser.status]).toEqual([role, path, page, status]);
    }
    await browser.get('/verify');
    await browser.post(`${address}/design/elements`, { type: 'line' });
    expect(browser.status).toBe(status);
  }
});

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fromBuffer, type ZipFile } from 'yauzl';
import { STORAGE, type Storage } from '#platform/storage';
import { Issuing } from '../issuing/issuing.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';
import { ExpiredBundles } from './expired-bundles.sweep.js';

let world: CertificateWorld;
let here: string;
const NAMES = ['Phạm Thị Hồng Nhung', 'Đỗ Văn Ước'];

beforeAll(async () => {
  world = await CertificateWorld.open();
  const classId = await world.rows.trainingClass(world.rows.units.province);
  here = `/classes/${classId}/certificates/bundles`;
  const ids: string[] = [];
  for (const name of NAMES) ids.push((await world.rows.enrolment({ classId, name })).id);
  const elsewhere = (await world.rows.enrolment({ classId, name: 'Lê Thị Xa', unit: 'other' })).id;
  await world.db.query('UPDATE enrolment SET unit_id = $2 WHERE id = $1', [
    elsewhere,
    world.rows.units.other,
  ]);
  await world.get(Issuing).issue([...ids, elsewhere]);
  const rows = await world.db.query('SELECT id FROM certificate');
  await world.makeFiles(rows.map(({ id }: { id: string }) => id));
}, 120_000);
afterAll(() => world?.close());

test('the signed files of a unit come in one ZIP with their hashes, kept for a week, each download recorded', async () => {
  const registrar = world.signedIn(await world.rows.person(), ['registrar']);
  const id = await made(registrar, { kind: 'signed', unit: world.rows.units.commune });
  const zip = await entriesOf(await downloaded(registrar, id));
  const rows: { pdf_sha256: Buffer; serial: string }[] = await world.db.query(
    `SELECT pdf_sha256, serial FROM certificate c JOIN enrolment e ON e.id = c.enrolment_id WHERE e.unit_id = $1 ORDER BY number`,
    [world.rows.units.commune],
  );
  const files = [...zip.keys()].filter((name) => name.endsWith('.pdf'));
  expect(files).toHaveLength(2);
  const hashes = files.map((name) => createHash('sha256').update(zip.get(name)!).digest('hex'));
  expect(hashes.sort()).toEqual(rows.map((row) => row.pdf_sha256.toString('hex')).sort());
  expect(files.some((name) => /^\d{7}-HP\d\d-\d{7}-Do-Van-Uoc\.pdf$/.test(name))).toBe(true);
  const manifest = zip.get('manifest.csv')!.toString();
  expect(manifest).toContain('Phạm Thị Hồng Nhung');
  for (const hash of hashes) expect(manifest).toContain(hash);
  expect(manifest).not.toContain('Lê Thị Xa');

  const [{ downloads }] = await world.db.query(
    `SELECT count(*)::int AS downloads FROM audit_entry WHERE action = 'certificate.download-bundle'`,
  );
  expect(downloads).toBe(1);
  const [{ file_key: key }] = await world.db.query('SELECT file_key FROM certificate_bundle WHERE id = $1', [
    id,
  ]);
  expect(await world.get(ExpiredBundles).sweep()).toBe(0);
  await world.db.query(`UPDATE certificate_bundle SET expires_at = now() - interval '1 second'`);
  await registrar.get(`${here}/${id}/file`);
  expect(registrar.status).toBe(404);
  expect(await world.get(ExpiredBundles).sweep()).toBe(1);
  expect(await world.get<Storage>(STORAGE).size(key)).toBeNull();
  await registrar.get(here);
  expect(registrar.text('main')).toContain('Đã xóa');
});

test('pages for paper come as a volume in the order of the register, and say that they are not signed', async () => {
  const registrar = world.signedIn(await world.rows.person(), ['registrar']);
  await registrar.get(here);
  expect(registrar.text('main')).toContain('Không có chữ ký số');
  const zip = await entriesOf(
    await downloaded(registrar, await made(registrar, { kind: 'print', unit: '' })),
  );
  const volume = zip.get('001.pdf')!;
  expect(volume.toString('latin1')).toContain('/Count 3');
  expect(volume.toString('latin1')).not.toContain('/ByteRange');
  // Fonts and drawings are in it once, whatever the number of pages.
  expect(volume.toString('latin1').match(/\/FontFile2/g)!.length).toBeLessThanOrEqual(6);
  expect(zip.get('manifest.csv')!.toString()).toContain(createHash('sha256').update(volume).digest('hex'));
});

test('a stranger, an auditor and the registrar of other units get neither page nor file', async () => {
  const registrar = world.signedIn(await world.rows.person(), ['registrar']);
  const id = await made(registrar, { kind: 'signed', unit: '' });
  for (const [role, unit] of [
    ['learner', 'vn.31'],
    ['auditor', 'vn.31'],
    ['registrar', 'vn.75'],
  ] as const) {
    const other = world.signedIn(await world.rows.person(), [role], unit);
    for (const path of [here, `${here}/${id}/file`]) {
      await other.get(path);
      expect([403, 404]).toContain(other.status);
    }
  }
});

test('who manages a unit takes the papers of its people alone, and sees no bundle of others', async () => {
  const registrar = world.signedIn(await world.rows.person(), ['registrar']);
  const whole = await made(registrar, { kind: 'signed', unit: '' });
  const manager = world.signedIn(await world.rows.person(), ['unit-manager'], 'vn.31.11311');
  await manager.get(here);
  expect(manager.text('main')).not.toContain('Cả lớp');
  await manager.get(`${here}/${whole}/file`);
  expect(manager.status).toBe(404);
  for (const unit of ['', world.rows.units.other, world.rows.units.province]) {
    await manager.get(here);
    await manager.post(here, { kind: 'signed', unit });
    expect(manager.text('main')).toContain('Chưa có giấy nào đã ký');
  }
  const own = await made(manager, { kind: 'signed', unit: world.rows.units.commune });
  const manifest = (await entriesOf(await downloaded(manager, own))).get('manifest.csv')!.toString();
  for (const name of NAMES) expect(manifest).toContain(name);
  expect(manifest).not.toContain('Lê Thị Xa');
  await manager.get(here);
  expect(manager.page.toString()).toContain(`${own}/file`);
  expect(manager.page.toString()).not.toContain(whole);
});

type Browser = ReturnType<CertificateWorld['signedIn']>;

async function made(browser: Browser, values: Record<string, string>): Promise<string> {
  await browser.get(here);
  await browser.post(here, values);
  const taskId = browser.url.slice('/tasks/'.length);
  expect(await world.task(taskId)).toMatchObject({ status: 'done' });
  const [{ id }] = await world.db.query('SELECT id FROM certificate_bundle WHERE task_id = $1', [taskId]);
  return id;
}

async function downloaded(browser: Browser, id: string): Promise<Buffer> {
  const response = await browser.inject({ method: 'GET', url: `${here}/${id}/file` });
  expect(response.headers).toMatchObject({
    'content-type': 'application/zip',
    'cache-control': 'private, no-store',
  });
  const content = response.rawPayload;
  const [{ sha256 }] = await world.db.query('SELECT sha256 FROM certificate_bundle WHERE id = $1', [id]);
  expect(createHash('sha256').update(content).digest()).toEqual(sha256);
  return content;
}

/** Read by other software than wrote it. */
function entriesOf(content: Buffer): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    fromBuffer(content, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      read(zip);
    });
    const read = (zip: ZipFile) => {
      zip.on('entry', (entry) => {
        zip.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed);
          const chunks: Buffer[] = [];
          for await (const chunk of stream) chunks.push(chunk as Buffer);
          found.set(entry.fileName, Buffer.concat(chunks));
          zip.readEntry();
        });
      });
      zip.on('end', () => resolve(found));
      zip.on('error', reject);
      zip.readEntry();
    };
  });
}

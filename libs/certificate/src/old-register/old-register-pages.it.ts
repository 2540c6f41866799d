import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readXlsx } from '#platform/spreadsheet';
import { ChainAudit } from '../chain/chain-audit.service.js';
import { RegisterCheck } from '../checkpoint/register-check.service.js';
import { Issuing } from '../issuing/issuing.service.js';
import { CertificateWorld } from '../testing/certificate-world.js';

const FILE = [
  'SỔ CẤP CHỨNG NHẬN NĂM 2019',
  'TT;Số vào sổ;Số hiệu;Họ tên học viên;Ngày tháng năm sinh;Khóa bồi dưỡng;Ngày cấp',
  '1;01/QĐ-2019;;Đặng Ngọc Ánh;14/08/1987;Tin học cơ bản;20/11/2019',
  '2;02/QĐ-2019;;Bùi Thị Hồng Nhung;;Tin học cơ bản;20/11/2019',
  '3;04/QĐ-2019;;Nguyễn Văn An;05/06/2015;Tin học cơ bản;20/11/2019',
  '4;05/2019;;=HYPERLINK("http://x");1990;Tin học cơ bản;32/11/2019',
].join('\n');

describe('the pages of older registers', () => {
  let world: CertificateWorld;
  let registrarId: string;
  let here: string;
  let bookId: string;
  beforeAll(async () => {
    world = await CertificateWorld.open();
    registrarId = await world.rows.person({ name: 'Trần Quốc Hưng' });
  }, 120_000);
  afterAll(() => world?.close());

  const registrar = (unitPath = 'vn.31') => world.signedIn(registrarId, ['registrar'], unitPath);
  const reader = () => world.signedIn(registrarId, ['auditor']);
  const fields = () => ({ issuer: world.rows.issuerId, year: '2019' });
  const file = { field: 'file', name: 'so-cap-2019.csv', content: Buffer.from(FILE) };

  async function upload(browser = registrar()) {
    await browser.get('/registers/imports/new');
    await browser.upload('/registers/imports', fields(), file);
    return browser;
  }

  const tasks = async (kind: string): Promise<string> =>
    (await world.db.query('SELECT id FROM task WHERE kind = $1 ORDER BY created_at DESC LIMIT 1', [kind]))[0]
      .id;

  const entry = async (number: number): Promise<string> =>
    `/registers/${bookId}/old-entries/${
      (
        await world.db.query('SELECT id FROM old_entry WHERE register_id = $1 AND number = $2', [
          bookId,
          number,
        ])
      )[0].id
    }`;

  test('lead from the registers through the wizard to the register', async () => {
    const browser = await upload();
    here = browser.url;
    expect(here).toMatch(/^\/registers\/imports\/[0-9a-f-]{36}$/);
    // The numbers of 2019 were shaped otherwise: no row fits the patterns of the issuer.
    expect(browser.page.querySelector('[data-outcome=reject]')?.getAttribute('data-count')).toBe('4');
    await browser.get(`${here}/mapping`);
    expect(
      browser.page.querySelectorAll('option[selected]').map((each) => each.getAttribute('value')),
    ).toEqual(['entryNumber', 'serial', 'fullName', 'birth', 'course', 'issuedOn']);
    const columns = {
      'column-1': 'entryNumber',
      'column-3': 'fullName',
      'column-4': 'birth',
      'column-5': 'course',
    };
    const mapping = { ...columns, 'column-6': 'issuedOn', doubles: 'refuse', courses: 'keep' };
    await browser.post(`${here}/mapping`, { ...mapping, entryPattern: '{seq:2}/' });
    expect(browser.status).toBe(200);
    await browser.get(`${here}/mapping`);
    await browser.post(`${here}/mapping`, { ...mapping, entryPattern: '{so}/QĐ' });
    expect([browser.status, browser.text('main')]).toEqual([422, expect.stringContaining('{seq:7}')]);
    await browser.post(`${here}/mapping`, { ...mapping, entryPattern: '{seq:2}/QĐ-{yyyy}' });
    expect(browser.page.querySelector('[data-outcome=warn]')?.getAttribute('data-count')).toBe('3');
    expect(browser.text('[aria-labelledby=numbers]')).toContain('1 (3)');

    const answer = await browser.inject({ method: 'GET', url: `${here}/rejected.xlsx` });
    const [sheet] = await readXlsx(answer.rawPayload);
    expect(sheet!.rows[0]!.cells.slice(0, 3)).toEqual(['TT', 'Số vào sổ', 'Số hiệu']);
    expect(sheet!.rows[1]!.cells[3]).toBe('=HYPERLINK("http://x")');
    expect(String(sheet!.rows[1]!.cells.at(-1))).toContain('không phải một ngày có thật');

    await browser.get(here);
    await browser.post(`${here}/application`, {});
    await world.task(await tasks('certificate.record-old-register'));
    await browser.get(here);
    bookId = /\/registers\/([0-9a-f-]{36})"/.exec(browser.page.querySelector('.callout')!.toString())![1]!;
    await browser.get(`/registers/${bookId}`);
    expect(browser.page.querySelectorAll('tbody tr')).toHaveLength(3);
    expect(browser.text('tbody tr')).toContain('Từ sổ cũ');
    await browser.get(`/registers/${bookId}?q=${encodeURIComponent('nhung hong')}`);
    expect(browser.page.querySelectorAll('tbody tr')).toHaveLength(1);
    await browser.get(`/registers/${bookId}/book`);
    expect(browser.page.querySelectorAll('tbody tr')[2]!.text).toContain('04/QĐ-2019');
    await browser.get(await entry(1));
    expect(browser.text('main')).toContain('so-cap-2019.csv');
    expect(browser.text('main')).toContain('Trần Quốc Hưng');
    expect(browser.text('main')).toContain('không có tệp PDF');
    const actions: { action: string }[] = await world.db.query(
      `SELECT action FROM audit_entry WHERE actor_id = $1 AND action LIKE '%register%' ORDER BY id`,
      [registrarId],
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'certificate.send-old-register',
      'certificate.begin-register-import',
      'certificate.import-register',
    ]);
  });

  test('remember how the issuer’s last file with these headings was read', async () => {
    const browser = await upload();
    expect(browser.page.querySelector('[data-outcome=same]')?.getAttribute('data-count')).toBe('3');
    expect(browser.page.querySelector('form[action$="/application"]')).toBeNull();
    const address = browser.url;
    await browser.post(`${address}/discard`, {});
    await browser.get(address);
    expect(browser.status).toBe(404);
  });

  test('are the registrar’s of the unit, and nobody else’s', async () => {
    const stranger = registrar('vn.75');
    for (const url of [here, `${here}/mapping`, `${here}/rejected.xlsx`, `${here}/undo`, await entry(1)]) {
      await stranger.get(url);
      expect([url, stranger.status]).toEqual([url, 404]);
    }
    await stranger.get('/registers/imports/new');
    await stranger.upload('/registers/imports', fields(), file);
    expect(stranger.status).toBe(404);
    const auditor = reader();
    await auditor.get(await entry(1));
    expect(auditor.status).toBe(200);
    expect(auditor.page.querySelector('a[href$="/revocation"]')).toBeNull();
    await auditor.get('/registers/imports');
    expect(auditor.status).toBe(403);
    await auditor.post(`${await entry(1)}/revocation`, { reason: 'Không phải việc của tôi' });
    expect(auditor.status).toBe(403);
  });

  async function lookUp(number: string, fullName: string, birthDate: string) {
    const anybody = world.visitor();
    await anybody.get('/verify');
    await anybody.post('/verify', { number, fullName, birthDate });
    return { status: anybody.status, title: anybody.text('#verdict'), main: anybody.text('main') };
  }

  test('tell the public what stands in the older register, and no more', async () => {
    const found = await lookUp('01/qđ-2019', 'dang ngoc anh', '14/8/1987');
    expect(found.title).toBe('Ghi từ sổ cũ');
    expect(found.main).toContain('nền tảng không ký');
    expect(found.main).not.toContain('Còn hiệu lực ngày');
    expect(found.main).not.toContain('14/08/1987');
    // Somebody who is not yet 16 keeps the name; nobody else learns which of the three was wrong.
    expect((await lookUp('04/QĐ-2019', 'Nguyễn Văn An', '05/06/2015')).main).toContain('N. V. A.');
    const wrong = await lookUp('01/QĐ-2019', 'Đặng Ngọc Ánh', '15/08/1987');
    const nobody = await lookUp('999/QĐ-2019', 'Đặng Ngọc Ánh', '14/08/1987');
    const time = /Kiểm tra lúc.*$/m;
    expect(wrong.main.replace(time, '')).toBe(nobody.main.replace(time, ''));
    expect([wrong.title, wrong.status]).toEqual(['Không tìm thấy', 200]);
    await world.db.query(
      `UPDATE old_entry SET facts = jsonb_set(facts, '{holder,name}', '"Kẻ Mạo Danh"') WHERE number = 4`,
    );
    expect((await lookUp('04/QĐ-2019', 'Kẻ Mạo Danh', '05/06/2015')).title).toBe('Không tìm thấy');
    await world.db.query(
      `UPDATE old_entry SET facts = jsonb_set(facts, '{holder,name}', '"Nguyễn Văn An"') WHERE number = 4`,
    );
  });

  test('let guesses at one number end', async () => {
    for (let guess = 0; guess < 20; guess += 1) await lookUp('02/QĐ-2019', `Bùi Thị ${guess}`, '');
    expect((await lookUp('02/QĐ-2019', 'Bùi Thị Hồng Nhung', '')).status).toBe(429);
  });

  test('end an entry: revoked with a reason, or replaced by a certificate of the same person', async () => {
    const browser = registrar();
    const revoked = await entry(4);
    await browser.get(`${revoked}/revocation`);
    await browser.post(`${revoked}/revocation`, { reason: 'x' });
    expect(browser.status).toBe(422);
    await browser.post(`${revoked}/revocation`, { reason: 'Cấp nhầm người' });
    expect(browser.text('main')).toContain('Cấp nhầm người');
    expect((await lookUp('04/QĐ-2019', 'Nguyễn Văn An', '05/06/2015')).title).toBe('Đã thu hồi');

    const other = await world.rows.enrolment({ name: 'Lê Thị Khác', birthDate: '1999-01-01' });
    const same = await world.rows.enrolment({ name: 'Đặng Ngọc Ánh' });
    await world.get(Issuing).issue([other.id, same.id]);
    const serialOf = async (id: string): Promise<string> =>
      (await world.db.query('SELECT serial FROM certificate WHERE enrolment_id = $1', [id]))[0].serial;
    const old = await entry(1);
    await browser.get(`${old}/replacement`);
    const reason = 'Cấp lại trên nền tảng';
    await browser.post(`${old}/replacement`, { by: await serialOf(other.id), reason });
    expect([browser.status, browser.text('main')]).toEqual([422, expect.stringContaining('khác cả họ tên')]);
    await browser.post(`${old}/replacement`, { by: 'HP26 7777777', reason });
    expect(browser.status).toBe(422);
    await browser.post(`${old}/replacement`, { by: (await serialOf(same.id)).toLowerCase(), reason });
    await browser.get(browser.page.querySelector('main a[href*="/certificates/"]')!.getAttribute('href')!);
    expect(browser.text('main')).toContain('01/QĐ-2019');
    const seen = await lookUp('01/QĐ-2019', 'Đặng Ngọc Ánh', '14/08/1987');
    expect(seen.title).toBe('Đã thay thế');
    expect(seen.main).toContain('Xem bản mới');

    expect(await world.get(RegisterCheck).run()).toMatchObject({ gaps: [], unlogged: 0, oldEntries: 3 });
    expect(await world.get(ChainAudit).run()).toMatchObject({ ok: true });
    await browser.get(`${here}/undo`);
    await browser.post(`${here}/undo`, {});
    expect(browser.status).toBe(409);
    expect(browser.text('main')).toContain('Không hoàn tác được');
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { makeAccount, openWeb, seedUnits, signInAs } from '#identity/testing';
import { IdentityWebModule } from '#identity/web';
import { OrganisationWebModule } from '#organisation/web';
import { FixedClock } from '#platform/clock';
import { BrowserSession, testInstallation } from '#platform/testing';
import { cfPackageSchema } from '../case/case-schema.testing.js';
import { canonical, type FrameworkDocument } from '../document/framework-document.js';
import { FrameworkFiles } from '../document/framework-files.js';
import { circular, decision, small } from '../document/sample.testing.js';
import { Frameworks } from '../framework/frameworks.js';
import { MappingSources } from '../mapping/mapping-sources.js';
import { FrameworkSeeder } from '../seed/framework-seeder.js';
import { CompetencyWebModule } from '../web.js';
import { FrameworkExchange } from './framework-exchange.js';
import { FrameworkVersions } from './framework-versions.js';
import { VersionImports } from './version-imports.js';
import { VersionPublication } from './version-publication.js';

let installation: Awaited<ReturnType<typeof testInstallation>>;
let app: NestFastifyApplication;
let db: DataSource;
let admin: BrowserSession;
const files = new FrameworkFiles();
const get = <T>(type: new (...args: never[]) => T): T => app.get(type, { strict: false });

beforeAll(async () => {
  installation = await testInstallation();
  app = await openWeb(installation.config, [OrganisationWebModule, IdentityWebModule, CompetencyWebModule]);
  db = app.get(DataSource);
  await seedUnits(app);
  await get(FrameworkSeeder).run();
  admin = new BrowserSession(app);
  await signInAs(app, admin, await makeAccount(app, 'system-admin', 'vn'));
}, 60_000);

afterAll(async () => {
  await app?.close();
  await installation?.cleanUp();
});

const send = async (document: FrameworkDocument, name = 'khung.json') => {
  await admin.get('/admin/frameworks/imports/new');
  const content = name.endsWith('.json') ? files.json(document) : await files.xlsx(document, 'vi');
  await admin.upload('/admin/frameworks/imports', {}, { field: 'file', name, content });
};
const stored = async (code: string, version: string) => {
  const found = await get(FrameworkVersions).get(code, version);
  return get(FrameworkVersions).document(found.id);
};
const badges = () => admin.page.querySelectorAll('main tbody .badge').map((each) => each.text.trim());

describe('what is stored is what was imported', () => {
  test.each([
    ['tt02-2025', '2025', circular],
    ['qd757-2025', '1.0', decision],
  ])('%s leaves the database as it went in, and out again as the same files', async (code, version, make) => {
    expect(canonical(await stored(code, version))).toBe(canonical(make()));
    const found = await get(FrameworkVersions).get(code, version);
    for (const format of ['xlsx', 'json'] as const) {
      const { content } = await get(FrameworkExchange).export(found, format, 'vi');
      const answer = await get(FrameworkExchange).import(content, null);
      expect([answer.outcome, answer.difference.changes]).toEqual(['unchanged', []]);
    }
  });
});

describe('the annex arrives', () => {
  /** Decision 757 as if the rows for citizens had been found. */
  const filled = (): FrameworkDocument => {
    const document = decision();
    document.framework.version = '1.0-b';
    const waiting = document.domains.find((each) => each.code === 'I.2')!;
    waiting.evidence = 'verbatim';
    document.components.push({
      ...{ domain: 'I.2', code: 'I.2/1.1', name: 'Kỹ năng thử', description: null },
      ...{ evidence: 'verbatim', replaces: [] },
    });
    return document;
  };

  test('the file is filled in, imported, compared and brought into force', async () => {
    await send(filled(), 'qd757.xlsx');
    expect([admin.url, admin.status]).toEqual(['/admin/frameworks/qd757-2025/versions/1.0-b/review', 200]);
    expect(admin.text('main')).toContain('So với phiên bản 1.0 đang áp dụng');
    expect(badges()).toEqual(['Đổi đánh dấu', 'Thêm']);
    expect(admin.text('main')).toContain('I.2/1.1');
    expect((await get(Frameworks).find('qd757-2025'))?.component('I.2/1.1')).toBeNull();
    await admin.post('/admin/frameworks/qd757-2025/versions/1.0-b/publication');
    expect(admin.text('main')).toContain('Phiên bản 1.0-b · Đang áp dụng');
    expect(admin.text('main')).toContain('Kỹ năng thử');
    expect((await get(Frameworks).find('qd757-2025'))?.component('I.2/1.1')?.name).toBe('Kỹ năng thử');
    await admin.get('/admin/frameworks');
    expect(admin.text('main')).toContain('2 phần chờ nạp');
  });

  test('the version before stays readable, and says that it is superseded', async () => {
    await admin.get('/admin/frameworks/qd757-2025/versions/1.0');
    expect(admin.text('main')).toContain('Phiên bản 1.0 · Đã thay thế');
    expect(admin.text('main')).toContain('Không có gì được suy đoán vào đây');
  });

  test('another process learns of it within fifteen seconds', async () => {
    const clock = new FixedClock(new Date('2026-11-22T03:00:00Z'));
    const elsewhere = new Frameworks(db, clock);
    const seen = async () => (await elsewhere.find('qd757-2025'))?.version;
    expect(await seen()).toBe('1.0-b');
    const next = filled();
    next.framework.version = '1.0-c';
    await get(VersionImports).import(next, null);
    await get(FrameworkExchange).publish('qd757-2025', '1.0-c', null);
    clock.moveTo(new Date('2026-11-22T03:00:14Z'));
    expect(await seen()).toBe('1.0-b');
    clock.moveTo(new Date('2026-11-22T03:00:16Z'));
    expect(await seen()).toBe('1.0-c');
  });
});

describe('a version in force never changes', () => {
  test.each([
    `UPDATE framework_version SET title = 'X' WHERE version = '2025'`,
    `UPDATE framework_version SET status = 'draft', published_at = NULL WHERE version = '2025'`,
    `UPDATE framework_version SET status = 'in-force' WHERE version = '1.0'`,
    `DELETE FROM framework_version WHERE version = '1.0'`,
    `UPDATE framework_indicator SET text = 'X' WHERE code = '1.1.CB1a'`,
    `DELETE FROM framework_component WHERE code = '4.1'`,
    `UPDATE framework_level SET proficiency = 'X'`,
    `INSERT INTO framework_domain (id, version_id, code, name, evidence, position)
     SELECT gen_random_uuid(), id, 'Z', 'Z', 'verbatim', 99 FROM framework_version WHERE version = '2025'`,
  ])('%s is refused by the database itself', async (sql) => {
    await expect(db.query(sql)).rejects.toThrow('draft');
  });

  test('the same number with other content is refused in words; with the same content nothing happens', async () => {
    const document = circular();
    await send(document);
    expect(admin.page.text).toContain('đã có sẵn, giống hệt');
    document.indicators[0]!.text = 'Sửa lại.';
    await send(document);
    expect([admin.status, admin.text('main')]).toEqual([
      409,
      expect.stringContaining('Đặt số phiên bản mới'),
    ]);
  });
});

describe('a corrected version', () => {
  const version = (number: string, change: (document: FrameworkDocument) => void): FrameworkDocument => {
    const document = small();
    document.framework.version = number;
    change(document);
    return document;
  };
  const review = '/admin/frameworks/thu-2026/versions/2.0/review';

  beforeAll(async () => {
    await get(VersionImports).import(small(), null);
    await get(FrameworkExchange).publish('thu-2026', '1.0', null);
    const counts = new Map([
      ['A.1', 3],
      ['A.2', 12],
    ]);
    get(MappingSources).register({
      kind: 'questions',
      count: async (framework) => (framework === 'thu-2026' ? counts : new Map()),
    });
  });

  test('drops a component in use: it cannot come into force before somebody says what takes its place', async () => {
    await send(
      version('2.0', (d) => {
        d.components.splice(1, 2);
        d.indicators.splice(2, 2);
        d.indicators[0]!.text = 'Khóa được màn hình máy.';
      }),
    );
    expect(admin.url).toBe(review);
    expect(admin.text('main')).toContain('12 câu hỏi');
    expect(badges().filter((each) => each.startsWith('Bỏ')).length).toBe(4);
    expect(badges()).toContain('Sửa lời');
    // Name and description stand on lines of their own.
    const wordings = admin.page.querySelectorAll('main td .pre-line').map((each) => each.text);
    expect(wordings).toContain('Tài khoản\nMật khẩu');
    await admin.post('/admin/frameworks/thu-2026/versions/2.0/publication');
    expect([admin.url, admin.page.text]).toEqual([review, expect.stringContaining('chọn mã thay cho A.2')]);
    expect((await get(Frameworks).find('thu-2026'))?.version).toBe('1.0');
  });

  test('an unknown code is no answer', async () => {
    await admin.get(review);
    await admin.post('/admin/frameworks/thu-2026/versions/2.0/mappings', { 'successor.A.2': 'Z.9' });
    expect(admin.status).toBe(422);
  });

  test('once decided, what was mapped to the old code means the new one; retired codes mean nothing', async () => {
    await admin.get(review);
    await admin.post('/admin/frameworks/thu-2026/versions/2.0/mappings', {
      'successor.A.2': 'A.1',
      'successor.B.1': 'none',
    });
    expect(admin.text('main')).not.toContain('chưa định');
    await admin.post('/admin/frameworks/thu-2026/versions/2.0/publication');
    const framework = await get(Frameworks).find('thu-2026');
    expect(framework?.version).toBe('2.0');
    expect(framework?.component('A.2')).toMatchObject({ code: 'A.1', name: 'Thiết bị' });
    expect(framework?.component('B.1')).toBeNull();
    expect((await stored('thu-2026', '2.0')).framework.retired).toEqual(['B.1']);
  });

  test('codes are followed through several versions', async () => {
    const next = version('3.0', (d) => {
      d.components = [
        { ...d.components[0]!, code: 'N.1', replaces: ['A.1'] },
        { ...d.components[1]!, code: 'N.2', replaces: [] },
      ];
      d.indicators = [];
    });
    await get(VersionImports).import(next, null);
    await get(FrameworkExchange).publish('thu-2026', '3.0', null);
    const framework = await get(Frameworks).find('thu-2026');
    expect(['A.1', 'A.2', 'N.1', 'N.2'].map((code) => framework?.component(code)?.code)).toEqual([
      ...['N.1', 'N.1', 'N.1', 'N.2'],
    ]);
    const old = await get(FrameworkVersions).get('thu-2026', '1.0');
    expect((await get(Frameworks).byVersion(old.id))?.component('A.2')?.code).toBe('A.2');
  });

  test('what only older codes still name is in use: it is not dropped without an answer, nor is an answer for good', async () => {
    const next = version('4.0', (d) => {
      d.components = [{ ...d.components[1]!, code: 'N.2', replaces: [] }];
      d.indicators = [];
    });
    const at = '/admin/frameworks/thu-2026/versions/4.0';
    const decide = (answers: Record<string, string>) => admin.post(`${at}/mappings`, answers);
    const publish = () => get(FrameworkExchange).publish('thu-2026', '4.0', null);
    await get(VersionImports).import(next, null);
    await admin.get(`${at}/review`);
    expect(admin.text('main')).toContain('15 câu hỏi');
    await expect(publish()).rejects.toThrow('competency.mappings-open');
    await decide({ 'successor.N.1': 'N.2' });
    await decide({ 'successor.N.1': '' });
    expect((await stored('thu-2026', '4.0')).components[0]?.replaces).toEqual([]);
    await expect(publish()).rejects.toThrow('competency.mappings-open');
    await decide({ 'successor.N.2': 'none' });
    expect(admin.status).toBe(422);
    await get(VersionPublication).discard('thu-2026', '4.0', await makeAccount(app, 'system-admin', 'vn'));
  });

  test('there is one draft at a time; it can be thrown away', async () => {
    await send(version('4.0', () => {}));
    await send(version('5.0', () => {}));
    expect([admin.status, admin.text('main')]).toEqual([409, expect.stringContaining('bản nháp 4.0')]);
    await admin.get('/admin/frameworks/thu-2026/versions/4.0/review');
    await admin.post('/admin/frameworks/thu-2026/versions/4.0/deletion');
    expect(await get(FrameworkVersions).find('thu-2026', '4.0')).toBeNull();
    await admin.get('/admin/frameworks');
    await admin.post('/admin/frameworks/thu-2026/versions/3.0/deletion');
    expect(admin.status).toBe(409);
    await send(version('5.0', () => {}));
    await send(version('5.0', (d) => d.framework.notes.push('Sửa')));
    expect((await stored('thu-2026', '5.0')).framework.notes).toEqual(['Chỉ để thử', 'Sửa']);
  });

  test('two imports at the same time leave one draft', async () => {
    const document = version('6.0', (d) => {
      d.framework.code = 'dong-thoi';
    });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => get(VersionImports).import(document, null)),
    );
    expect(answers.map((each) => each.outcome).sort()).toEqual(['created', ...Array(5).fill('unchanged')]);
  });

  test('a dry run writes nothing', async () => {
    const document = version('7.0', (d) => {
      d.framework.code = 'chi-xem';
    });
    expect((await get(VersionImports).import(document, null, true)).outcome).toBe('created');
    expect(await get(FrameworkVersions).ofFramework('chi-xem')).toEqual([]);
  });

  test('every act is in the record', async () => {
    const rows: { action: string; n: number }[] = await db.query(
      `SELECT action, count(*)::int AS n FROM audit_entry WHERE detail ->> 'code' = 'thu-2026' GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { action: 'competency.discard-version', n: 2 },
      { action: 'competency.import-version', n: 10 },
      { action: 'competency.publish-version', n: 3 },
    ]);
  });
});

test('a bad file comes back with each problem and its line, and nothing is written', async () => {
  const document = small();
  document.framework.code = 'hong';
  document.components[2]!.domain = 'Z';
  document.indicators[0]!.level = 9;
  await send(document, 'hong.xlsx');
  expect(admin.status).toBe(422);
  const lines = admin.page
    .querySelectorAll('#problems tbody tr')
    .map((row) => row.text.replace(/\s+/g, ' ').trim());
  expect(lines).toEqual(['Thành phần4Không có miền Z.', 'Chỉ báo2Không có bậc 9 trong trang Bậc.']);
  expect(await get(FrameworkVersions).ofFramework('hong')).toEqual([]);
  await admin.get('/admin/frameworks/imports/new');
  await admin.post('/admin/frameworks/imports', {});
  expect(admin.status).toBe(422);
});

test('who may only read sees no way to change, and is refused', async () => {
  const author = new BrowserSession(app);
  await signInAs(app, author, await makeAccount(app, 'author', '31'));
  await author.get('/admin/frameworks');
  expect(author.page.querySelector('a[href="/admin/frameworks/imports/new"]')).toBeNull();
  await author.get('/admin/frameworks/imports/new');
  expect(author.status).toBe(403);
  await author.get('/admin/frameworks/tt02-2025');
  for (const act of ['publication', 'deletion', 'mappings']) {
    await author.post(`/admin/frameworks/thu-2026/versions/5.0/${act}`);
    expect([act, author.status]).toEqual([act, 403]);
  }
});

describe('crosswalks', () => {
  test('the one that comes with the platform shows its source and how far it was verified', async () => {
    await admin.get('/admin/crosswalks');
    const href = admin.page.querySelector('main a.row')?.getAttribute('href') as string;
    await admin.get(href);
    expect(admin.page.querySelectorAll('tbody tr').length).toBe(24);
    expect(admin.text('main')).toContain('Quảng Ninh');
    expect(badges()).toEqual(Array(24).fill('Mới đối chiếu một phần'));
  });

  test('out as a file, in again changed, and out the same', async () => {
    await admin.get('/admin/crosswalks');
    const href = admin.page.querySelector('main a.row')?.getAttribute('href') as string;
    const download = async (format: string) =>
      (await admin.inject({ method: 'GET', url: `${href}/file?format=${format}` })).rawPayload;
    const upload = async (content: Buffer) => {
      await admin.get('/admin/crosswalks');
      await admin.upload('/admin/crosswalks', {}, { field: 'file', name: 'doi-chieu', content });
    };
    const first = JSON.parse((await download('json')).toString());
    await upload(await download('xlsx'));
    expect(admin.url).toBe(href);
    expect(JSON.parse((await download('json')).toString())).toEqual(first);
    first.rows = [{ ...first.rows[0], relation: 'includes', note: '-Ghi chú' }];
    await upload(Buffer.from(JSON.stringify(first)));
    await upload(await download('xlsx'));
    expect(JSON.parse((await download('json')).toString())).toEqual(first);
    first.rows = [first.rows[0], first.rows[0], { ...first.rows[0], to: 'Z' }];
    await upload(Buffer.from(JSON.stringify(first)));
    expect([admin.status, admin.page.querySelectorAll('#problems tbody tr').length]).toEqual([422, 2]);
    first.to.version = '9';
    await upload(Buffer.from(JSON.stringify(first)));
    expect([admin.status, admin.text('main')]).toEqual([409, expect.stringContaining('qd757-2025 9')]);
  });
});

describe('the CASE service', () => {
  const ask = async (url: string) => {
    const response = await admin.inject({ method: 'GET', url });
    return { status: response.statusCode, body: response.statusCode === 200 ? response.json() : null };
  };
  const pathOf = (uri: string) => new URL(uri).pathname;

  test('anyone finds every published version, none of the drafts, and each address leads somewhere', async () => {
    const visitor = new BrowserSession(app);
    const response = await visitor.inject({ method: 'GET', url: '/ims/case/v1p1/CFDocuments' });
    const { CFDocuments } = response.json() as {
      CFDocuments: { title: string; version: string; uri: string; CFPackageURI: { uri: string } }[];
    };
    const labels = CFDocuments.map((each) => each.version);
    expect(labels.slice(0, 2)).toEqual(['2025', expect.stringContaining('1.0')]);
    expect(labels).not.toContain('5.0');
    const circularDocument = CFDocuments.find((each) => each.version === '2025')!;
    expect((await ask(pathOf(circularDocument.uri))).body.title).toBe(circularDocument.title);
    const { body } = await ask(pathOf(circularDocument.CFPackageURI.uri));
    expect(cfPackageSchema.safeParse(body).error?.issues ?? []).toEqual([]);
    const item = (await ask(pathOf(body.CFItems[40].uri))).body;
    expect(item.fullStatement).toBe(body.CFItems[40].fullStatement);
    const association = (await ask(pathOf(body.CFAssociations[9].uri))).body;
    expect(association.associationType).toBe(body.CFAssociations[9].associationType);
    const [type] = body.CFDefinitions.CFItemTypes;
    expect((await ask(pathOf(type.uri))).body).toEqual({ CFItemTypes: [type] });
    const around = (await ask(`/ims/case/v1p1/CFItemAssociations/${item.identifier}`)).body;
    expect([around.CFItem.identifier, around.CFAssociations.length]).toEqual([
      item.identifier,
      body.CFAssociations.filter((each: object) => JSON.stringify(each).includes(item.identifier)).length,
    ]);
    const collections = ['CFDocuments', 'CFPackages', 'CFItems', 'CFAssociations', 'CFItemTypes'];
    for (const collection of [...collections, 'CFItemAssociations'])
      expect((await ask(`/ims/case/v1p1/${collection}/00000000-0000-0000-0000-000000000000`)).status).toBe(
        404,
      );
  });
});

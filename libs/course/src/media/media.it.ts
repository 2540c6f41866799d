import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { newId } from '#platform/ids';
import type { BrowserSession } from '#platform/testing';
import { CourseSeeder } from '../seed/course-seeder.js';
import { CourseWorld } from '../testing/course-world.js';
import { MediaLibrary } from './media-library.js';
import type { MediaUse } from './media-type.js';

jest.setTimeout(60_000);

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const MP4 = Buffer.concat([
  Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex'),
  Buffer.alloc(1000, 7),
]);
const WEBM = Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex');
const PDF = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');
const SVG = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><script>alert(1)</script><rect/></svg>',
);

describe('files of courses', () => {
  let world: CourseWorld;
  let courseId: string;
  let stranger: BrowserSession;

  beforeAll(async () => {
    world = await CourseWorld.open('31', '31.a', '01');
    await world.get(CourseSeeder).run();
    courseId = (await world.db.query(`SELECT id FROM course WHERE slug = 'an-toan-so'`))[0].id;
    stranger = world.browser();
  });
  afterAll(() => world.close());

  const add = (use: MediaUse, name: string, content: Buffer) =>
    world.db.transaction((tx) => world.get(MediaLibrary).add(tx, courseId, use, { name, content }, null));
  const get = (browser: BrowserSession, id: string, headers: Record<string, string> = {}) =>
    browser.inject({ method: 'GET', url: `/media/${id}`, headers });

  test('a picture of a published course is open to all, for ever, and runs nothing', async () => {
    const [{ id }] = await world.db.query(`SELECT id FROM media WHERE type = 'image/svg+xml' LIMIT 1`);
    const response = await get(stranger, id);
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(response.headers['content-security-policy']).toMatch(/default-src 'none';.*sandbox$/);
    const again = await get(stranger, id, { 'if-none-match': String(response.headers['etag']) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  test('a file of a draft is seen by authors of its unit only', async () => {
    const { id } = await add('picture', 'nhap.png', PNG);
    expect((await get(stranger, id)).statusCode).toBe(404);
    const seen = async (role: 'author' | 'programme-admin' | 'learner', unit: string) =>
      (await get(await world.as(role, unit), id)).statusCode;
    expect(await seen('author', '31')).toBe(200);
    expect(await seen('programme-admin', '31')).toBe(200);
    expect(await seen('learner', '31')).toBe(404);
    expect(await seen('author', '01')).toBe(404);
    expect(await seen('author', '31.a')).toBe(404);
    const response = await get(await world.as('author', '31'), id);
    expect(response.headers['cache-control']).toBe('private, no-store');
    expect(response.rawPayload.equals(PNG)).toBe(true);
  });

  test.each([
    ['picture', 'anh.png', PNG, 'image/png'],
    ['picture', 'khong-dung-duoi.txt', PNG, 'image/png'],
    ['picture', 'hinh.svg', SVG, 'image/svg+xml'],
    ['video', 'bai.mp4', MP4, 'video/mp4'],
    ['video', 'bai.webm', WEBM, 'video/webm'],
    ['file', 'tài liệu.pdf', PDF, 'application/pdf'],
  ] as const)('as %s, %s is what its content says', async (use, name, content, type) => {
    expect((await add(use, name, content)).type).toBe(type);
  });

  test.each([
    ['picture', 'anh.png', Buffer.from('<html><script>alert(1)</script></html>')],
    ['picture', 'anh.png', PDF],
    ['picture', 'anh.svg', Buffer.from('<html xmlns="http://www.w3.org/1999/xhtml"/>')],
    ['video', 'bai.mp4', PNG],
    ['video', 'bai.mp4', Buffer.from('MZ\x90\x00')],
    ['file', 'bai.pdf', Buffer.from('PK\x03\x04 not a pdf')],
    ['file', 'bai.pdf', Buffer.from('')],
    ['file', 'bai.pdf', SVG],
  ] as const)('as %s, %s with other content is refused', async (use, name, content) => {
    await expect(add(use, name, content)).rejects.toMatchObject({
      code: `course.media-type-${use}`,
      status: 422,
    });
  });

  test('a picture over 5 MB is refused, and says the limit', async () => {
    const large = Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]);
    await expect(add('picture', 'lon.png', large)).rejects.toMatchObject({
      params: { megabytes: 5 },
      status: 413,
    });
  });

  test('a drawing in another encoding is refused: read twice, it could say two things', async () => {
    const sneaky = Buffer.concat([
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><text>'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('</text></svg>'),
    ]);
    await expect(add('picture', 'x.svg', sneaky)).rejects.toMatchObject({ code: 'course.svg-broken' });
  });

  test('the same bytes are kept once in a course', async () => {
    const first = await add('picture', 'mot.png', PNG);
    expect((await add('picture', 'hai.png', PNG)).id).toBe(first.id);
  });

  test('a kept drawing has no script in it', async () => {
    const { id } = await add('picture', 'hinh.svg', SVG);
    const { body } = await get(await world.as('author', '31'), id);
    expect(body).toBe('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect></rect></svg>');
  });

  test('videos come in parts, as players ask for them', async () => {
    const { id, bytes } = await add('video', 'bai.mp4', MP4);
    const author = await world.as('author', '31');
    const part = await get(author, id, { range: 'bytes=4-7' });
    expect(part.statusCode).toBe(206);
    expect(part.headers['content-range']).toBe(`bytes 4-7/${bytes}`);
    expect(part.body).toBe('ftyp');
    const beyond = await get(author, id, { range: `bytes=${bytes}-` });
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${bytes}`]);
    const whole = await get(author, id);
    expect([whole.statusCode, whole.headers['accept-ranges'], whole.rawPayload.length]).toEqual([
      200,
      'bytes',
      bytes,
    ]);
  });

  test('a PDF keeps its name, in whatever letters', async () => {
    const { id } = await add('file', 'Tài liệu "mật"\r\nx: y.pdf', PDF);
    const { headers, statusCode } = await get(await world.as('author', '31'), id);
    expect(statusCode).toBe(200);
    expect(headers['content-disposition']).toMatch(/^inline; filename\*=UTF-8''[\w%.-]+$/);
    expect(headers['x']).toBeUndefined();
  });

  test('the row of a file never changes', async () => {
    const { id } = await add('picture', 'mot.png', PNG);
    await expect(world.db.query('UPDATE media SET name = $2 WHERE id = $1', [id, 'x'])).rejects.toThrow(
      'append-only',
    );
  });

  test.each(['khong-co', newId(), '../../etc/passwd', '%2e%2e'])('there is no file %s', async (id) => {
    expect((await get(stranger, id)).statusCode).toBe(404);
  });
});

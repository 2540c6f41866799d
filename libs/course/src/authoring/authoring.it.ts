import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { QuestionBanks } from '#assessment';
import type { BrowserSession } from '#platform/testing';
import { CourseReader } from '../reading/course-reader.js';
import { CourseSeeder } from '../seed/course-seeder.js';
import { CourseWorld } from '../testing/course-world.js';

jest.setTimeout(60_000);

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('writing a course', () => {
  let world: CourseWorld;
  let author: BrowserSession;
  let course: string;
  let lesson: string;

  beforeAll(async () => {
    world = await CourseWorld.open('31', '31.a', '01');
    await world.get(CourseSeeder).run();
    author = await world.as('author', '31', 'Lê Thị Thu Hà');
  });
  afterAll(() => world.close());

  const text = () => author.text('main');
  const rows = (sql: string, ...params: unknown[]) => world.db.query(sql, params);
  const unitId = async (code: string) => (await rows('SELECT id FROM unit WHERE code = $1', code))[0].id;
  const lessonRow = async () => (await rows('SELECT * FROM lesson WHERE id = $1', lesson))[0];
  const blocks = () => rows('SELECT * FROM block WHERE lesson_id = $1 ORDER BY position', lesson);
  const saveLesson = async (values: Record<string, string | string[]>) => {
    const { title, minutes, revision } = await lessonRow();
    const form = { title, minutes: String(minutes), summary: '', sources: '', revision: String(revision) };
    await author.post(lessonUrl(), { ...form, ...values });
  };
  const lessonUrl = () => `/authoring/courses/${course}/lessons/${lesson}`;
  const newCourse = async (code: string) => ({
    title: 'Kỹ năng số cơ bản',
    code,
    ownerUnitId: await unitId('31'),
    audience: 'citizen',
    tiet: '4',
  });

  test('begins with a title, a code and a unit', async () => {
    await author.get('/authoring/courses/new');
    await author.post('/authoring/courses', await newCourse('kns-01'));
    expect(author.status).toBe(200);
    course = author.url.split('/').at(-1) as string;
    expect(author.text('h1')).toBe('Kỹ năng số cơ bản');
    expect(text()).toContain('Chưa có bài kiểm tra cuối khóa');
    const [row] = await rows('SELECT slug, code FROM course WHERE id = $1', course);
    expect(row).toEqual({ slug: 'ky-nang-so-co-ban', code: 'KNS-01' });
  });

  test.each([
    [{ code: 'KNS-01' }, 'code', 'Mã KNS-01 đã có khóa học khác dùng'],
    [{ code: 'Mã có dấu' }, 'code', 'Mã có 2 đến 30 ký tự'],
    [{ title: ' ' }, 'title', 'Anh/chị ghi tên khóa học'],
    [{ tiet: 'nhiều' }, 'tiet', 'Số tiết là số từ 0 đến 400'],
    [
      { ownerUnitId: '00000000-0000-7000-8000-000000000000' },
      'ownerUnitId',
      'một đơn vị mình được biên soạn',
    ],
  ])('says what is wrong with %j and keeps the rest', async (wrong, field, message) => {
    await author.get('/authoring/courses/new');
    await author.post('/authoring/courses', { ...(await newCourse('KNS-99')), ...wrong });
    expect(author.status).toBe(422);
    expect(author.text('.error-summary')).toContain(message);
    expect(author.page.querySelector(`.error-summary a[href="#${field}"]`)).not.toBeNull();
    expect(author.page.querySelector(`#${field}`)).not.toBeNull();
    if (field !== 'title')
      expect(author.page.querySelector('#title')?.getAttribute('value')).toBe('Kỹ năng số cơ bản');
  });

  test('another course of the same title gets an address of its own; another unit is refused', async () => {
    await author.get('/authoring/courses/new');
    await author.post('/authoring/courses', await newCourse('KNS-02'));
    expect((await rows(`SELECT slug FROM course WHERE code = 'KNS-02'`))[0].slug).toBe('ky-nang-so-co-ban-2');
    await author.get('/authoring/courses/new');
    await author.post('/authoring/courses', {
      ...(await newCourse('KNS-03')),
      ownerUnitId: await unitId('01'),
    });
    expect(author.status).toBe(422);
    expect(await rows(`SELECT 1 FROM course WHERE code = 'KNS-03'`)).toEqual([]);
  });

  test('gets its details, with skills of the framework', async () => {
    await author.get(`/authoring/courses/${course}/details`);
    const revision = author.page.querySelector('input[name=revision]')?.getAttribute('value') ?? '';
    await author.post(`/authoring/courses/${course}/details`, {
      title: 'Kỹ năng số cơ bản',
      summary: 'Bốn việc hằng ngày.',
      audience: ['citizen', 'worker'],
      tiet: '4',
      outcomes: 'Gửi được thư.\n\n  Tìm được tin đúng. ',
      sources: 'Thông tư 02/2025/TT-BGDĐT | https://moet.gov.vn',
      'skill.tt02-2025/4.1': '2',
      'skill.tt02-2025/4.2': '',
      revision,
    });
    expect(author.status).toBe(200);
    const [draft] = await rows('SELECT * FROM course_version WHERE course_id = $1', course);
    expect(draft).toMatchObject({
      audience: ['citizen', 'worker'],
      outcomes: ['Gửi được thư.', 'Tìm được tin đúng.'],
      skills: [{ framework: 'tt02-2025', component: '4.1', level: 2 }],
      sources: [{ title: 'Thông tư 02/2025/TT-BGDĐT', url: 'https://moet.gov.vn' }],
    });
  });

  test('two authors on the details: the later one is told, and keeps what they typed', async () => {
    const colleague = await world.as('programme-admin', '31', 'Bùi Thị Lan Anh');
    const form = {
      title: 'Kỹ năng số',
      summary: 'A',
      audience: 'citizen',
      tiet: '4',
      outcomes: 'B',
      sources: '',
    };
    await colleague.get(`/authoring/courses/${course}/details`);
    const seen = colleague.page.querySelector('input[name=revision]')?.getAttribute('value') ?? '';
    await author.get(`/authoring/courses/${course}/details`);
    await author.post(`/authoring/courses/${course}/details`, { ...form, revision: seen });
    await colleague.post(`/authoring/courses/${course}/details`, {
      ...form,
      summary: 'Chữ của tôi',
      revision: seen,
    });
    expect(colleague.status).toBe(409);
    expect(colleague.text('.callout-lamp')).toContain('Có người vừa lưu trước anh/chị');
    expect(colleague.page.querySelector('#summary')?.text.trim()).toBe('Chữ của tôi');
    expect((await rows('SELECT summary FROM course_version WHERE course_id = $1', course))[0].summary).toBe(
      'A',
    );
    const fresh = colleague.page.querySelector('input[name=revision]')?.getAttribute('value') ?? '';
    await colleague.post(`/authoring/courses/${course}/details`, {
      ...form,
      summary: 'Chữ của tôi',
      revision: fresh,
    });
    expect((await rows('SELECT summary FROM course_version WHERE course_id = $1', course))[0].summary).toBe(
      'Chữ của tôi',
    );
  });

  test('gets sections and lessons, which move by buttons that are forms', async () => {
    for (const title of ['Mở đầu', 'Thực hành']) {
      await author.get(`/authoring/courses/${course}`);
      await author.post(`/authoring/courses/${course}/sections`, { title });
    }
    const sections = await rows(
      'SELECT s.id FROM section s JOIN course_version v ON v.id = s.version_id WHERE v.course_id = $1 ORDER BY position',
      course,
    );
    for (const title of ['Bài một', 'Bài hai']) {
      await author.get(`/authoring/courses/${course}`);
      await author.post(`/authoring/courses/${course}/lessons`, { sectionId: sections[0].id, title });
      lesson = author.url.split('/').at(-1) as string;
    }
    await author.get(`/authoring/courses/${course}`);
    expect(author.page.querySelectorAll('.row-title').map((each) => each.text)).toEqual([
      '1. Bài một',
      '2. Bài hai',
    ]);
    const up = author.page.querySelector(`#lesson-${lesson} form.move`)?.getAttribute('action') as string;
    await author.post(up, { direction: 'up' });
    expect(author.page.querySelectorAll('.row-title').map((each) => each.text)).toEqual([
      '1. Bài hai',
      '2. Bài một',
    ]);
    expect(author.page.querySelector(`#up-${lesson}`)?.hasAttribute('disabled')).toBe(true);
    await author.post(`/authoring/courses/${course}/sections/${sections[1].id}/position`, {
      direction: 'up',
    });
    expect(author.page.querySelectorAll('h3').map((each) => each.text.replace(/\s+/g, ' '))).toEqual([
      'Phần 1: Thực hành',
      'Phần 2: Mở đầu',
    ]);
    await author.post(`/authoring/courses/${course}/sections`, { title: ' ' });
    expect(author.text('#flash')).toContain('Anh/chị ghi tên phần');
  });

  test('a section goes only after a page that says what goes with it', async () => {
    await author.get(`/authoring/courses/${course}`);
    const href = author.page.querySelector('a[href$="/deletion"]')?.getAttribute('href') as string;
    await author.get(href);
    expect(author.text('h1')).toBe('Xóa phần “Thực hành”');
    await author.post(href);
    expect(author.page.querySelectorAll('h3')).toHaveLength(1);
    expect(author.page.querySelectorAll('.row-title')).toHaveLength(2);
  });

  test('text is cleaned when it is saved', async () => {
    await author.get(lessonUrl());
    await saveLesson({ next: 'add-text' });
    const [{ id }] = await blocks();
    await saveLesson({
      [`html.${id}`]: '<h1>Mở đầu</h1><p onclick="x()">Xin <b>chào</b><script>alert(1)</script></p>',
    });
    expect((await blocks())[0].html).toBe('<h2>Mở đầu</h2><p>Xin <strong>chào</strong></p>');
    await author.get(lessonUrl());
    expect(author.page.querySelector(`textarea[name="html.${id}"]`)?.text.trim()).toBe(
      '<h2>Mở đầu</h2><p>Xin <strong>chào</strong></p>',
    );
  });

  test('lines of a text stay as they are, however often the page is saved', async () => {
    const [{ id }] = await blocks();
    const html = '<pre>một\n  hai\nba</pre>';
    await author.get(lessonUrl());
    await saveLesson({ [`html.${id}`]: html });
    for (let round = 0; round < 3; round++) {
      await author.get(lessonUrl());
      const shown = author.page.querySelector(`textarea[name="html.${id}"]`)?.text ?? '';
      await saveLesson({ [`html.${id}`]: shown.replace(/^\n/, '') });
    }
    expect((await blocks())[0].html).toBe(html);
    await saveLesson({ [`html.${id}`]: '<p>Chữ</p>' });
  });

  test('a picture needs words; what was typed stays in the form', async () => {
    await author.get(`${lessonUrl()}/blocks/new?kind=picture`);
    await author.upload(
      `${lessonUrl()}/blocks`,
      { kind: 'picture', alt: ' ', caption: 'Chú thích dài' },
      { field: 'file', name: 'anh.png', content: PNG },
    );
    expect(author.status).toBe(422);
    expect(author.text('.error-summary')).toContain('Anh/chị mô tả ảnh bằng lời');
    expect(author.page.querySelector('#caption')?.getAttribute('value')).toBe('Chú thích dài');
    await author.upload(
      `${lessonUrl()}/blocks`,
      { kind: 'picture', alt: 'Một điểm ảnh', caption: '' },
      { field: 'file', name: 'anh.png', content: PNG },
    );
    expect(author.status).toBe(200);
    expect((await blocks())[1]).toMatchObject({ kind: 'picture', alt: 'Một điểm ảnh' });
  });

  test.each([
    ['picture', Buffer.from('<html></html>'), 'Tệp này không phải ảnh'],
    ['video', PNG, 'Tệp này không phải video'],
    ['file', PNG, 'Tệp này không phải PDF'],
  ])('a %s that is not one is refused by its content', async (kind, content, message) => {
    await author.get(`${lessonUrl()}/blocks/new?kind=${kind}`);
    await author.upload(
      `${lessonUrl()}/blocks`,
      { kind, alt: 'x', caption: '' },
      { field: 'file', name: 'a.png', content },
    );
    expect(author.status).toBe(422);
    expect(author.text('#file-error')).toContain(message);
    expect(await blocks()).toHaveLength(2);
  });

  test('a video may be a link, when it is an https address', async () => {
    const add = async (url: string) => {
      await author.get(`${lessonUrl()}/blocks/new?kind=video`);
      await author.upload(
        `${lessonUrl()}/blocks`,
        { kind: 'video', alt: 'Giới thiệu', caption: '', url },
        empty,
      );
    };
    const empty = { field: 'file', name: '', content: Buffer.alloc(0) };
    await add('javascript:alert(1)');
    expect(author.text('#url-error')).toContain('https://');
    await add('');
    expect(author.text('#file-error')).toContain('chọn tệp video hoặc dán đường dẫn');
    await add('https://youtu.be/dQw4w9WgXcQ');
    expect((await blocks())[2]).toMatchObject({
      kind: 'video',
      url: 'https://youtu.be/dQw4w9WgXcQ',
      media_id: null,
    });
  });

  test('blocks move and go, and what was typed elsewhere on the page is saved with it', async () => {
    const [first, second, third] = await blocks();
    await author.get(lessonUrl());
    await saveLesson({
      [`html.${first.id}`]: '<p>Chữ mới</p>',
      [`alt.${second.id}`]: 'Điểm ảnh',
      next: `up.${third.id}`,
    });
    expect((await blocks()).map((block: { kind: string }) => block.kind)).toEqual([
      'text',
      'video',
      'picture',
    ]);
    expect((await blocks())[0].html).toBe('<p>Chữ mới</p>');
    expect((await blocks())[2].alt).toBe('Điểm ảnh');
    await saveLesson({ next: `delete.${third.id}` });
    expect(author.url).toMatch(/deletion$/);
    expect(await blocks()).toHaveLength(3);
    await author.post(author.url);
    expect(await blocks()).toHaveLength(2);
  });

  test('an empty description of a picture is refused when the lesson is saved, and nothing of it is written', async () => {
    const [first, picture] = await blocks();
    await author.get(lessonUrl());
    await saveLesson({ [`html.${first.id}`]: '<p>Không ghi</p>', [`alt.${picture.id}`]: '' });
    expect(author.status).toBe(422);
    expect(author.page.querySelector(`textarea[name="html.${first.id}"]`)?.text.trim()).toBe(
      '<p>Không ghi</p>',
    );
    expect((await blocks())[0].html).toBe('<p>Chữ mới</p>');
  });

  test('two authors in one lesson: the later one is told who saved, and loses nothing', async () => {
    const colleague = await world.as('author', '31', 'Đỗ Minh Quân');
    const [{ id }] = await blocks();
    const { revision } = await lessonRow();
    const form = { title: 'Bài hai', minutes: '25', summary: '', sources: '', revision: String(revision) };
    await author.get(lessonUrl());
    await author.post(lessonUrl(), { ...form, [`html.${id}`]: '<p>Của Hà</p>' });
    await colleague.get(lessonUrl());
    await colleague.post(lessonUrl(), {
      ...form,
      [`html.${id}`]: '<p>Của Quân</p>',
      'html.00000000-0000-7000-8000-000000000000': '<p>Khối đã mất</p>',
    });
    expect(colleague.status).toBe(409);
    expect(colleague.text('.callout-lamp')).toContain('Lê Thị Thu Hà đã lưu lúc');
    expect(colleague.page.querySelector(`textarea[name="html.${id}"]`)?.text.trim()).toBe('<p>Của Quân</p>');
    expect(colleague.page.querySelector('#lost-0')?.text).toBe('<p>Khối đã mất</p>');
    expect((await blocks())[0].html).toBe('<p>Của Hà</p>');
    const shown = colleague.page.querySelector('input[name=revision]')?.getAttribute('value') ?? '';
    await colleague.post(lessonUrl(), { ...form, revision: shown, [`html.${id}`]: '<p>Của Quân</p>' });
    expect((await blocks())[0].html).toBe('<p>Của Quân</p>');
  });

  test('unknown fields and buttons are refused', async () => {
    await author.get(lessonUrl());
    await saveLesson({ status: 'published' });
    expect(author.status).toBe(422);
    await author.get(lessonUrl());
    await saveLesson({ next: 'publish' });
    expect(author.status).toBe(422);
  });

  test('is not published while something is missing, and says what', async () => {
    await author.get(`/authoring/courses/${course}/publication`);
    expect(author.text('.error-summary')).toContain('Chưa có bài kiểm tra cuối khóa');
    expect(author.text('.error-summary')).toContain('Bài “Bài một” chưa có nội dung');
    expect(author.page.querySelector('form[action$="/publication"]')).toBeNull();
    const { edited_at: seen } = (
      await rows('SELECT edited_at FROM course_version WHERE course_id = $1', course)
    )[0];
    await author.post(`/authoring/courses/${course}/publication`, { seen: seen.toISOString() });
    expect(author.status).toBe(409);
    expect((await rows('SELECT status FROM course_version WHERE course_id = $1', course))[0].status).toBe(
      'draft',
    );
  });

  test('gets its examination from a bank, with numbers checked', async () => {
    const bank = await world.get(QuestionBanks).find('an-toan-so');
    const [{ id: section }] = await rows(
      'SELECT s.id FROM section s JOIN course_version v ON v.id = s.version_id WHERE v.course_id = $1',
      course,
    );
    const form = {
      bankId: bank?.id as string,
      sectionId: section,
      title: 'Bài kiểm tra',
      minutes: '15',
      attemptsAllowed: '2',
      passPercent: '60',
      feedbackRelease: 'never',
      'draw.an-toan-so': '9999',
    };
    await author.get(`/authoring/courses/${course}/quiz/new?section=${section}&bankId=${bank?.id}`);
    expect(author.text('#draw')).toContain('an-toan-so');
    await author.post(`/authoring/courses/${course}/quiz`, form);
    expect(author.status).toBe(422);
    await author.post(`/authoring/courses/${course}/quiz`, { ...form, 'draw.an-toan-so': '' });
    expect(author.text('.error-summary')).toContain('Anh/chị rút ít nhất một câu hỏi');
    await author.post(`/authoring/courses/${course}/quiz`, { ...form, 'draw.an-toan-so': '500' });
    await author.post(`/authoring/courses/${course}/quiz`, { ...form, 'draw.an-toan-so': '100' });
    expect(author.status).toBe(200);
    await author.post(`/authoring/courses/${course}/quiz`, { ...form, 'draw.an-toan-so': '5' });
    expect(author.status).toBe(409);
    expect(text()).toContain('Mỗi khóa học chỉ có một');
    const found = await rows(
      'SELECT l.id FROM lesson l JOIN course_version v ON v.id = l.version_id WHERE v.course_id = $1 AND quiz_id IS NOT NULL',
      course,
    );
    expect(found).toHaveLength(1);
    const url = `/authoring/courses/${course}/lessons/${found[0].id}/quiz`;
    await author.get(`/authoring/courses/${course}/publication`);
    await author.get(url);
    expect(author.page.querySelector('input[name="draw.an-toan-so"]')?.getAttribute('value')).toBe('100');
  });

  test('an examination that the bank cannot fill stops publication, with the reason', async () => {
    const [{ id: empty }] = await rows(
      `SELECT l.id FROM lesson l JOIN course_version v ON v.id = l.version_id WHERE v.course_id = $1 AND l.title = 'Bài một'`,
      course,
    );
    await author.get(`/authoring/courses/${course}/lessons/${empty}/deletion`);
    await author.post(`/authoring/courses/${course}/lessons/${empty}/deletion`);
    await author.get(`/authoring/courses/${course}/publication`);
    const seen = author.page.querySelector('input[name=seen]')?.getAttribute('value') ?? '';
    await author.post(`/authoring/courses/${course}/publication`, { seen, note: 'Lần đầu' });
    expect(author.status).toBe(409);
    expect(text()).toMatch(/100/);
    expect(author.page.querySelector('#note')?.text.trim()).toBe('Lần đầu');
    const [quiz] = await rows(
      'SELECT l.id, l.quiz_id FROM lesson l JOIN course_version v ON v.id = l.version_id WHERE v.course_id = $1 AND quiz_id IS NOT NULL',
      course,
    );
    const url = `/authoring/courses/${course}/lessons/${quiz.id}/quiz`;
    const bank = await world.get(QuestionBanks).find('an-toan-so');
    await author.get(url);
    await author.post(url, {
      bankId: bank?.id as string,
      title: 'Bài kiểm tra',
      minutes: '15',
      attemptsAllowed: '2',
      passPercent: '60',
      feedbackRelease: 'never',
      'draw.an-toan-so': '10',
    });
    expect((await rows('SELECT draw FROM quiz WHERE id = $1', quiz.quiz_id))[0].draw).toEqual([
      { tag: 'an-toan-so', count: 10 },
    ]);
  });

  test('can be looked at as learners will see it', async () => {
    await author.get(`/authoring/courses/${course}/preview`);
    expect(text()).toContain('Đây là bản nháp');
    await author.get(`/authoring/courses/${course}/preview?lesson=${lesson}`);
    expect(author.url).toMatch(/\/preview\/bai-hai$/);
    expect(author.page.querySelector('.rich')?.innerHTML).toContain('<p>Của Quân</p>');
    expect(author.page.querySelector('.rich img')?.getAttribute('alt')).toBe('Điểm ảnh');
  });

  test('what was confirmed is what is published: an edit in between is shown first', async () => {
    await author.get(`/authoring/courses/${course}/publication`);
    const seen = author.page.querySelector('input[name=seen]')?.getAttribute('value') ?? '';
    const colleague = await world.as('author', '31');
    await colleague.get(`/authoring/courses/${course}`);
    await colleague.post(`/authoring/courses/${course}/lessons/${lesson}/position`, { direction: 'up' });
    await author.post(`/authoring/courses/${course}/publication`, { seen, note: '' });
    expect(author.status).toBe(409);
    expect(text()).toContain('Bản nháp vừa được sửa sau khi anh/chị mở trang này');
    expect(await world.get(CourseReader).publishedByCourse(course)).toBeNull();
  });

  test('is published once, however often the button is pressed', async () => {
    await author.get(`/authoring/courses/${course}/publication`);
    const seen = author.page.querySelector('input[name=seen]')?.getAttribute('value') ?? '';
    await Promise.all(
      [1, 2, 3].map(() => author.post(`/authoring/courses/${course}/publication`, { seen, note: 'Lần đầu' })),
    );
    const versions = await rows(
      'SELECT number, status, change_note FROM course_version WHERE course_id = $1',
      course,
    );
    expect(versions).toEqual([{ number: 1, status: 'published', change_note: 'Lần đầu' }]);
    const audits = await rows(
      `SELECT detail FROM audit_entry WHERE action = 'course.publish' AND subject_id = $1`,
      course,
    );
    expect(audits).toEqual([{ detail: { version: 1, lessons: 2 } }]);
    const { body } = await author.json<{ total: number }>('GET', '/api/courses?q=ky%20nang%20so');
    expect(body.total).toBe(1);
  });

  test('once published it is edited in a draft, and learners keep what they started', async () => {
    const reader = world.get(CourseReader);
    const before = await reader.publishedByCourse(course);
    await author.get(lessonUrl());
    expect(author.status).toBe(409);
    await author.get(`/authoring/courses/${course}`);
    await author.post(`/authoring/courses/${course}/draft`);
    await author.post(`/authoring/courses/${course}/draft`);
    const drafts = await rows(
      `SELECT id FROM course_version WHERE course_id = $1 AND status = 'draft'`,
      course,
    );
    expect(drafts).toHaveLength(1);
    lesson = (await rows(`SELECT id FROM lesson WHERE version_id = $1 AND kind = 'lesson'`, drafts[0].id))[0]
      .id;
    const [{ id }] = await blocks();
    await author.get(lessonUrl());
    await saveLesson({ [`html.${id}`]: '<p>Bản thứ hai</p>' });
    await author.get(`/authoring/courses/${course}/publication`);
    expect(author.page.querySelectorAll('section ul')[0]?.text.trim()).toBe('Sửa nội dung bài “Bài hai”');
    const seen = author.page.querySelector('input[name=seen]')?.getAttribute('value') ?? '';
    await author.post(`/authoring/courses/${course}/publication`, { seen, note: '' });
    const after = await reader.publishedByCourse(course);
    expect(after?.versionNumber).toBe(2);
    const html = async (versionId: string) => (await reader.lesson(versionId, 'bai-hai'))?.html;
    expect(await html(before?.versionId as string)).toContain('Của Quân');
    expect(await html(after?.versionId as string)).toContain('Bản thứ hai');
    const quizzes = await Promise.all(
      [before, after].map(async (each) => (await reader.outline(each?.versionId as string))?.quiz?.quizId),
    );
    expect(new Set(quizzes).size).toBe(2);
    await author.get(`/authoring/courses/${course}/versions`);
    expect(author.page.querySelectorAll('.row-title').map((each) => each.text.split(':')[0])).toEqual([
      'Bản 2',
      'Bản 1',
    ]);
    await author.get(`/authoring/courses/${course}/preview/bai-hai?version=1`);
    expect(author.page.querySelector('.rich')?.innerHTML).toContain('Của Quân');
  });

  test('a draft given up leaves nothing behind, not even the copy of its examination', async () => {
    const count = async () => (await rows('SELECT count(*)::int AS n FROM quiz'))[0].n;
    const before = await count();
    await author.get(`/authoring/courses/${course}`);
    await author.post(`/authoring/courses/${course}/draft`);
    expect(await count()).toBe(before + 1);
    await author.get(`/authoring/courses/${course}/draft/deletion`);
    await author.post(`/authoring/courses/${course}/draft/deletion`);
    expect(text()).toContain('Đang dùng bản 2');
    expect(await count()).toBe(before);
    expect(
      await rows(`SELECT 1 FROM course_version WHERE course_id = $1 AND status = 'draft'`, course),
    ).toEqual([]);
  });

  test('an archived course leaves the catalogue and comes back; both are on record', async () => {
    const reader = world.get(CourseReader);
    const versionId = (await reader.publishedByCourse(course))?.versionId as string;
    await author.get(`/authoring/courses/${course}/archive`);
    await author.post(`/authoring/courses/${course}/archive`);
    expect(await reader.publishedByCourse(course)).toBeNull();
    expect(await reader.lesson(versionId, 'bai-hai')).not.toBeNull();
    await author.post(`/authoring/courses/${course}/archive`);
    expect(author.status).toBe(409);
    await author.get(`/authoring/courses/${course}/archive`);
    await author.post(`/authoring/courses/${course}/archive/deletion`);
    expect((await reader.publishedByCourse(course))?.versionId).toBe(versionId);
    const audits = await rows(
      `SELECT action FROM audit_entry WHERE subject_id = $1 AND action LIKE 'course.%e' ORDER BY id`,
      course,
    );
    expect(audits.map((each: { action: string }) => each.action)).toEqual([
      'course.archive',
      'course.restore',
    ]);
  });
});

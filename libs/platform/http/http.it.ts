import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Get, Global, Module, Post, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CoreModule } from '#platform/core';
import { DomainError, NotFound, TooManyRequests } from '#platform/errors';
import { newId } from '#platform/ids';
import { createLogger } from '#platform/logging';
import { Metrics } from '#platform/metrics';
import { BrowserSession, testInstallation } from '#platform/testing';
import {
  ACTOR_RESOLVER,
  Accepts,
  Access,
  type Actor,
  Cookies,
  CurrentActor,
  createAdapter,
  HttpModule,
  page,
  parseInput,
  RouteRegistry,
  redirect,
  setUpFastify,
  Uploads,
} from './index.js';

const author: Actor = {
  accountId: newId(),
  sessionId: newId(),
  name: 'Nguyễn Thị Hồng Hà',
  locale: 'vi',
  grants: [{ role: 'author', unitId: newId(), unitPath: 'vn.31' }],
};
const greeting = z.strictObject({ name: z.string().min(2) });

@Controller()
class DemoController {
  constructor(
    private readonly uploads: Uploads,
    private readonly cookies: Cookies,
  ) {}

  @Get('form')
  @Access('public')
  form(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const token = this.cookies.csrfToken(request, reply);
    return page('platform/http/pages/error', { title: 'Biểu mẫu', detail: `_csrf=${token};`, status: 200 });
  }

  @Post('api/greetings')
  @Access('public')
  @Accepts(greeting)
  greet(@Req() request: FastifyRequest) {
    return { hello: parseInput(greeting, request.body).name };
  }

  @Post('greetings')
  @Access('public')
  greetPage() {
    return redirect('/form', { kind: 'success', key: 'tasks.status.done' });
  }

  @Get('private')
  @Access('signed-in')
  secret(@CurrentActor() actor: Actor) {
    return { name: actor.name };
  }

  @Get('api/authors')
  @Access('author')
  authors() {
    return { ok: true };
  }

  @Get('api/registrars')
  @Access('registrar', 'system-admin')
  registrars() {
    return { ok: true };
  }

  @Get('refused')
  @Access('public')
  refused() {
    throw new DomainError('tasks.failed');
  }

  @Get('api/gone')
  @Access('public')
  gone() {
    throw new NotFound();
  }

  @Get('api/slow-down')
  @Access('public')
  slowDown() {
    throw new TooManyRequests('forbidden', 90);
  }

  @Get('bug')
  @Access('public')
  bug() {
    throw new Error('the database password is hunter2');
  }

  @Post('upload')
  @Access('public')
  async upload(@Req() request: FastifyRequest) {
    const { file, fields } = await this.uploads.read(request);
    return { name: file?.name, bytes: file?.content.length, fields };
  }
}

const resolver = { resolve: async (token: string) => (token === 'author-session' ? author : null) };

@Global()
@Module({ providers: [{ provide: ACTOR_RESOLVER, useValue: resolver }], exports: [ACTOR_RESOLVER] })
class ResolverModule {}

describe('requests', () => {
  let app: NestFastifyApplication;
  let cleanUp: () => Promise<void>;
  let browser: BrowserSession;

  beforeAll(async () => {
    const installation = await testInstallation();
    cleanUp = installation.cleanUp;
    const logger = createLogger('silent', 'test');
    @Module({
      imports: [CoreModule.forProcess('test', installation.config, logger), ResolverModule, HttpModule],
      controllers: [DemoController],
    })
    class TestModule {}
    app = await NestFactory.create<NestFastifyApplication>(TestModule, createAdapter(installation.config), {
      logger: false,
      abortOnError: false,
    });
    await setUpFastify(app, installation.config, logger, app.get(Metrics));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    browser = new BrowserSession(app);
  });
  afterAll(async () => {
    await app?.close();
    await cleanUp?.();
  });

  const csrfOf = () => /_csrf(?:&#x3D;|=)([\w-]+);/.exec(browser.page.innerHTML)?.[1] as string;
  const send = (
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string> = {},
    payload?: object | string,
  ) =>
    app.inject({
      method,
      url,
      headers: { host: '127.0.0.1', ...headers },
      ...(payload === undefined ? {} : { payload }),
    });

  describe('who may call', () => {
    const signedIn = { cookie: 'hv=author-session' };
    test('a public route answers anybody', async () =>
      expect((await send('GET', '/health/live')).statusCode).toBe(200));
    test('a private page leads to the sign-in page and back', async () => {
      const response = await send('GET', '/private?x=1');
      expect([response.statusCode, response.headers.location]).toEqual([
        303,
        '/sign-in?next=%2Fprivate%3Fx%3D1',
      ]);
    });
    test('the API answers 401', async () => expect((await send('GET', '/api/authors')).statusCode).toBe(401));
    test('a forged session is nobody, and its cookie is taken away', async () => {
      const response = await send('GET', '/private', { cookie: 'hv=forged' });
      expect(response.statusCode).toBe(303);
      expect(response.cookies.find((cookie) => cookie.name === 'hv')?.value).toBe('');
    });
    test('the session names the person', async () =>
      expect((await send('GET', '/private', signedIn)).json()).toEqual({ name: author.name }));
    test('a role opens its routes', async () =>
      expect((await send('GET', '/api/authors', signedIn)).statusCode).toBe(200));
    test('and no others', async () =>
      expect((await send('GET', '/api/registrars', signedIn)).statusCode).toBe(403));
  });

  describe('changes come from our own pages', () => {
    const tokenOf = async () => {
      const page = await send('GET', '/form', { accept: 'text/html' });
      const token = /_csrf(?:&#x3D;|=)([\w-]+);/.exec(page.body)?.[1] as string;
      const cookie = page.cookies.map((each) => `${each.name}=${each.value}`).join('; ');
      return { token, cookie };
    };
    test('without a token: refused', async () =>
      expect((await send('POST', '/api/greetings', {}, { name: 'An' })).statusCode).toBe(403));
    test('with the token of another browser: refused', async () => {
      const { token } = await tokenOf();
      const other = await tokenOf();
      expect(
        (
          await send(
            'POST',
            '/api/greetings',
            { cookie: other.cookie, 'x-csrf-token': token },
            { name: 'An' },
          )
        ).statusCode,
      ).toBe(403);
    });
    test('with its own token: done', async () => {
      const { token, cookie } = await tokenOf();
      const response = await send(
        'POST',
        '/api/greetings',
        { cookie, 'x-csrf-token': token },
        { name: 'An' },
      );
      expect([response.statusCode, response.json()]).toEqual([201, { hello: 'An' }]);
    });
    test.each([
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'null' },
    ])('from %j: refused even with the token', async (headers: Record<string, string | undefined>) => {
      const { token, cookie } = await tokenOf();
      expect(
        (
          await send(
            'POST',
            '/api/greetings',
            { cookie, 'x-csrf-token': token, ...(headers as Record<string, string>) },
            { name: 'An' },
          )
        ).statusCode,
      ).toBe(403);
    });
    test('an upload without its token is refused after reading', async () => {
      const form = new FormData();
      form.append('file', new Blob(['x']), 'a.txt');
      const encoded = new Response(form);
      const response = await send(
        'POST',
        '/upload',
        { 'content-type': encoded.headers.get('content-type') as string, 'sec-fetch-site': 'same-origin' },
        Buffer.from(await encoded.arrayBuffer()) as never,
      );
      expect(response.statusCode).toBe(403);
    });
    test('an upload keeps only the name of the file, without its path', async () => {
      await browser.get('/form');
      const token = csrfOf();
      const form = new FormData();
      form.append('_csrf', token);
      form.append('class', '7');
      form.append('file', new Blob(['danh sách']), '..\\..\\etc/Danh sách.xlsx');
      const encoded = new Response(form);
      const response = await browser.inject({
        method: 'POST',
        url: '/upload',
        headers: {
          'content-type': encoded.headers.get('content-type') as string,
          'sec-fetch-site': 'same-origin',
        },
        payload: Buffer.from(await encoded.arrayBuffer()),
      });
      expect(response.json()).toEqual({ name: 'Danh sách.xlsx', bytes: 10, fields: { class: '7' } });
    });
  });

  describe('failures', () => {
    test('bad input: 422 with field and message', async () => {
      await browser.get('/form');
      const { status, body } = await browser.json('POST', '/api/greetings', { name: 'A' }, csrfOf());
      expect(status).toBe(422);
      expect(body).toMatchObject({
        code: 'input.invalid',
        errors: [{ field: 'name', code: 'input.too-small', message: expect.stringContaining('ít nhất 2') }],
      });
    });
    test('a refusal: its own words, in the language of the reader', async () => {
      expect((await send('GET', '/refused', { accept: 'text/html' })).body).toContain(
        'Công việc gặp lỗi và đã dừng',
      );
      expect((await send('GET', '/refused', { accept: 'text/html', cookie: 'hv_lang=en' })).body).toContain(
        'The work met an error',
      );
    });
    test.each([
      ['/form?2', '/form?2'],
      ['/refused', null],
      ['//other.example/form', null],
      ['', null],
    ])('a refusal leads back to the page before: from %j', async (path, back) => {
      const headers = { accept: 'text/html', host: 'hocvuso.test', referer: `http://hocvuso.test${path}` };
      const words = (await send('GET', '/refused', headers)).body.split('class="error-page"')[1] as string;
      const links = [...words.matchAll(/<a class="btn[^>]*>/g)].map(
        ([link]) => /href="([^"]*)"/.exec(link)?.[1],
      );
      expect(links).toEqual(back ? [back, '/'] : ['/']);
    });
    test('another site is never led back to', async () => {
      const headers = { accept: 'text/html', host: 'hocvuso.test', referer: 'https://other.example/form' };
      expect((await send('GET', '/refused', headers)).body).not.toContain('/form');
    });
    test('not found in the API: problem+json', async () => {
      const response = await send('GET', '/api/gone');
      expect([response.statusCode, response.headers['content-type']]).toEqual([
        404,
        expect.stringContaining('application/problem+json'),
      ]);
    });
    test('an unknown page: a kind 404 page', async () => {
      const response = await send('GET', '/no-such-page', { accept: 'text/html' });
      expect(response.statusCode).toBe(404);
      expect(response.body).toContain('Không tìm thấy trang');
    });
    test('too many: when to come back', async () =>
      expect((await send('GET', '/api/slow-down')).headers['retry-after']).toBe('90'));
    test('a bug: a reference, and nothing of its inside', async () => {
      const response = await send('GET', '/bug', { accept: 'text/html' });
      expect(response.statusCode).toBe(500);
      expect(response.body).toContain(String(response.headers['x-request-id']));
      expect(response.body).not.toContain('hunter2');
    });
    test('a body over the limit: 413', async () => {
      await browser.get('/form');
      expect(
        (await browser.json('POST', '/api/greetings', { name: 'x'.repeat(1_100_000) }, csrfOf())).status,
      ).toBe(413);
    });
    test('broken JSON: 400', async () => {
      const response = await send(
        'POST',
        '/api/greetings',
        { 'content-type': 'application/json' },
        '{"name":',
      );
      expect(response.statusCode).toBe(400);
    });
  });

  describe('answers', () => {
    test('pages carry a nonce policy that is new each time, and are not kept by caches', async () => {
      const [first, second] = [await send('GET', '/form'), await send('GET', '/form')];
      const policy = String(first.headers['content-security-policy']);
      expect(policy).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic'/);
      for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
        expect(policy).toContain(rule);
      expect(policy).not.toContain('unsafe');
      expect(policy).not.toBe(second.headers['content-security-policy']);
      expect(first.headers['cache-control']).toBe('private, no-store');
    });
    test('assets are immutable and compressed', async () => {
      const page = await send('GET', '/form');
      const css = /\/assets\/app\.[^"]+\.css/.exec(page.body)?.[0] as string;
      const response = await send('GET', css, { 'accept-encoding': 'br, gzip' });
      expect(response.headers).toMatchObject({
        'content-encoding': 'br',
        'cache-control': 'public, max-age=31536000, immutable',
        'content-type': 'text/css; charset=utf-8',
      });
    });
    test('a message after a change is shown once', async () => {
      await browser.get('/form');
      await browser.post('/greetings', { _csrf: csrfOf() });
      expect(browser.text()).toContain('Đã xong');
      await browser.get('/form');
      expect(browser.text()).not.toContain('Đã xong');
    });
    test('a forged message is ignored', async () => {
      const forged = Buffer.from(JSON.stringify({ kind: 'success', key: 'tasks.status.done' })).toString(
        'base64url',
      );
      expect((await send('GET', '/form', { cookie: `hv_flash=${forged}.AAAA` })).body).not.toContain(
        'Đã xong',
      );
    });
    test('metrics are for this machine only', async () => {
      expect((await send('GET', '/metrics')).body).toContain('http_request_duration_seconds');
      expect((await send('GET', '/metrics', { 'x-forwarded-for': '203.0.113.9' })).statusCode).toBe(404);
    });
  });

  test('every route says who may call it, and OpenAPI tells the API from the same schemas', async () => {
    const routes = app.get(RouteRegistry).list();
    expect(routes.find((route) => route.path === '/api/registrars')?.access).toEqual([
      'registrar',
      'system-admin',
    ]);
    const document = (await send('GET', '/api/openapi.json')).json() as {
      paths: Record<string, Record<string, { requestBody: { content: Record<string, { schema: object }> } }>>;
    };
    expect(
      document.paths['/api/greetings']?.['post']?.requestBody.content['application/json']?.schema,
    ).toMatchObject({ required: ['name'], additionalProperties: false });
    expect(Object.keys(document.paths)).not.toContain('/form');
  });
});

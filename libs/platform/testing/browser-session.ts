import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { type HTMLElement, parse } from 'node-html-parser';

/** A browser without scripts, speaking to the application in this process: cookies, forms, redirects, CSRF. */
export class BrowserSession {
  private readonly cookies = new Map<string, string>();
  /** The page last shown. */
  page: HTMLElement = parse('');
  status = 0;
  url = '/';

  constructor(private readonly app: NestFastifyApplication) {}

  /** Puts a cookie in as if the application had set it: a session opened without its form. */
  setCookie(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  async get(url: string): Promise<HTMLElement> {
    await this.send({ method: 'GET', url });
    return this.page;
  }

  /** Sends a form as the browser would: `values` with the token of the page last shown. */
  async post(url: string, values: Record<string, string | string[]> = {}): Promise<HTMLElement> {
    const form = new URLSearchParams('_csrf' in values ? [] : [['_csrf', this.csrf()]]);
    for (const [key, value] of Object.entries(values))
      for (const each of [value].flat()) form.append(key, each);
    await this.send({
      method: 'POST',
      url,
      payload: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    return this.page;
  }

  /** Sends a multipart form with one file. */
  async upload(
    url: string,
    values: Record<string, string>,
    file: { field: string; name: string; content: Buffer },
  ) {
    const form = new FormData();
    for (const [key, value] of Object.entries({ _csrf: this.csrf(), ...values })) form.append(key, value);
    form.append(file.field, new Blob([new Uint8Array(file.content)]), file.name);
    const encoded = new Response(form);
    await this.send({
      method: 'POST',
      url,
      payload: Buffer.from(await encoded.arrayBuffer()),
      headers: {
        'content-type': encoded.headers.get('content-type') as string,
        'sec-fetch-site': 'same-origin',
      },
    });
    return this.page;
  }

  /** JSON as our own browser modules send it. */
  async json<T = Record<string, unknown>>(
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    csrf = this.csrf(),
  ): Promise<{ status: number; body: T }> {
    const response = await this.inject({
      method,
      url,
      headers: { accept: 'application/json', 'x-csrf-token': csrf },
      ...(body ? { payload: body } : {}),
    });
    return { status: response.statusCode, body: (response.body ? JSON.parse(response.body) : null) as T };
  }

  csrf(): string {
    return this.page.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
  }

  text(selector = 'body'): string {
    return (this.page.querySelector(selector)?.structuredText ?? '').replace(/\s+/g, ' ').trim();
  }

  async inject(options: InjectOptions): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      accept: 'text/html',
      host: '127.0.0.1',
      ...(cookie ? { cookie } : {}),
      ...options.headers,
    };
    const response = (await this.app.inject({
      ...options,
      headers,
    } as never)) as unknown as LightMyRequestResponse;
    for (const each of response.cookies) {
      if (each.value === '' || (each.expires && each.expires < new Date())) this.cookies.delete(each.name);
      else this.cookies.set(each.name, each.value);
    }
    return response;
  }

  private async send(options: InjectOptions): Promise<void> {
    let response = await this.inject(options);
    this.url = String(options.url);
    for (let hops = 0; [302, 303].includes(response.statusCode) && hops < 5; hops++) {
      this.url = String(response.headers['location']);
      response = await this.inject({ method: 'GET', url: this.url });
    }
    this.status = response.statusCode;
    this.page = parse(response.body);
  }
}

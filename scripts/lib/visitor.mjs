/** A browser as far as HTTP goes: cookies, forms with their tokens, redirects. For the demo and the bench. */
import http from 'node:http';

const agents = new Map();
function agentFor(origin) {
  if (!agents.has(origin))
    agents.set(origin, new http.Agent({ keepAlive: true, maxSockets: 256, scheduling: 'lifo' }));
  return agents.get(origin);
}

export class Visitor {
  cookies = new Map();
  html = '';
  status = 0;
  path = '/';
  headers = {};

  constructor(origin) {
    this.origin = new URL(origin);
    this.agent = agentFor(origin);
  }

  /** One request, no redirects; resolves with status, headers and body (a string, or a Buffer when `binary`). */
  request(method, path, { headers = {}, body, binary = false } = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          host: this.origin.hostname,
          port: this.origin.port,
          method,
          path,
          agent: this.agent,
          headers: {
            accept: 'text/html',
            ...(cookie ? { cookie } : {}),
            ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
            ...headers,
          },
        },
        (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () => {
            for (const line of response.headers['set-cookie'] ?? []) this.keep(line);
            const content = Buffer.concat(chunks);
            resolve({
              status: response.statusCode,
              headers: response.headers,
              body: binary ? content : content.toString(),
            });
          });
          response.on('error', reject);
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  keep(line) {
    const [pair] = line.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  async follow(response, path) {
    let at = path;
    let answer = response;
    for (let hops = 0; [301, 302, 303].includes(answer.status) && hops < 8; hops++) {
      at = answer.headers.location;
      answer = await this.request('GET', at);
    }
    this.path = at;
    this.status = answer.status;
    this.headers = answer.headers;
    this.html = answer.body;
    return this;
  }

  async get(path) {
    return this.follow(await this.request('GET', path), path);
  }

  /** Sends a form with the token of the page last shown. */
  async post(path, values = {}) {
    const form = new URLSearchParams();
    form.set('_csrf', this.token());
    for (const [key, value] of Object.entries(values))
      for (const each of [value].flat()) form.append(key, each);
    const body = form.toString();
    return this.follow(
      await this.request('POST', path, {
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
      path,
    );
  }

  async upload(path, values, { field, name, content }) {
    const form = new FormData();
    form.append('_csrf', this.token());
    for (const [key, value] of Object.entries(values)) form.append(key, value);
    form.append(field, new Blob([content]), name);
    const encoded = new Response(form);
    const body = Buffer.from(await encoded.arrayBuffer());
    const headers = { 'content-type': encoded.headers.get('content-type'), 'sec-fetch-site': 'same-origin' };
    return this.follow(await this.request('POST', path, { body, headers }), path);
  }

  async json(method, path, value) {
    const answer = await this.request(method, path, {
      ...(value === undefined ? {} : { body: JSON.stringify(value) }),
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-csrf-token': this.token(),
      },
    });
    return { status: answer.status, body: answer.body ? JSON.parse(answer.body) : null };
  }

  async download(path) {
    const answer = await this.request('GET', path, { binary: true });
    if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}`);
    return answer.body;
  }

  token() {
    const found = /name="_csrf" value="([^"]+)"/.exec(this.html);
    if (found) this.lastToken = found[1];
    return this.lastToken ?? '';
  }

  /** Must have answered 200, else an error that names the step and what the page said. */
  expectOk(step) {
    if (this.status >= 400 || this.status < 200)
      throw new Error(`${step}: ${this.path} answered ${this.status}: ${textOf(this.html).slice(0, 300)}`);
    return this;
  }
}

const ENTITIES = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#x3D': '=',
  '#x60': '`',
  '#39': "'",
  nbsp: '\u00a0',
};
export const unescapeHtml = (text) => text.replace(/&([#\w]+);/g, (whole, name) => ENTITIES[name] ?? whole);
export const textOf = (html) =>
  unescapeHtml(html.replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();

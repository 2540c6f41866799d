import { type HTMLElement, parse } from 'node-html-parser';
import type { BrowserContext } from 'playwright-core';
import { axeViolations, overflow } from './browser.js';
import { skeletonOf } from './skeleton.js';

/** Addresses of one shape are asked for this often: pages of the 3,321 communes are alike. */
const PER_SHAPE = 2;
/** At once: requests, and pages open in the browser. */
const REQUESTS = 4;
const TABS = 2;
/** Words that would be leftovers of English on a Vietnamese page. */
const ENGLISH = /\b(submit|cancel|delete|save|next|previous|loading|error|undefined|null|NaN|\[object)\b/;
/** Code, quotations of other languages and what people typed. */
const NOT_OURS = 'script, style, code, pre, [lang="en"], textarea, option, .prose, svg';

export interface Finding {
  path: string;
  problem: string;
}

const shapeOf = (path: string): string =>
  path
    .split('?')[0]!
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/(units|frameworks|verify|media)\/[^/]+/g, '/$1/:code')
    .replace(/(frameworks\/:code\/versions)\/[^/]+/, '$1/:version')
    .replace(/components\/.+/, 'components/:code')
    .replace(/(courses|lessons|preview)\/(?!new$)[a-z0-9-]+/g, '$1/:slug') + (path.includes('?') ? '?' : '');

/** Follows links breadth first in one person's window; asks for every page, and looks at those of a new kind. */
export class Crawler {
  readonly findings: Finding[] = [];
  /** Pages asked for. */
  seen = 0;
  private readonly shapes = new Map<string, number>();
  private readonly known = new Set<string>();

  /** `looked`: skeletons already looked at in a window of this kind, by anybody. */
  constructor(
    private readonly context: BrowserContext,
    private readonly origin: string,
    private readonly looked: Set<string>,
  ) {}

  async follow(...starts: string[]): Promise<void> {
    for (let wave = this.unknown(starts); wave.length > 0; ) {
      const pages = await atOnce(REQUESTS, wave, (path) => this.ask(path));
      const found = pages.filter((page) => page !== null);
      const fresh = found.filter(({ body }) => this.isNew(body));
      await this.look(fresh.map(({ path }) => path));
      wave = this.unknown(found.flatMap(({ links }) => links));
    }
  }

  /** Those not asked for yet, no more than {@link PER_SHAPE} of a shape. */
  private unknown(paths: string[]): string[] {
    return [...new Set(paths)].filter((path) => {
      if (this.known.has(path) || path.includes('lang=en')) return false;
      this.known.add(path);
      const times = this.shapes.get(shapeOf(path)) ?? 0;
      this.shapes.set(shapeOf(path), times + 1);
      return times < PER_SHAPE;
    });
  }

  /** What the server sends, as a browser without scripts would read it; null for a file. */
  private async ask(path: string): Promise<{ path: string; body: HTMLElement; links: string[] } | null> {
    const response = await this.context.request.get(this.origin + path, { headers: { accept: 'text/html' } });
    this.seen++;
    if (!response.ok()) this.findings.push({ path, problem: `answers ${response.status()}` });
    if (!response.ok() || !response.headers()['content-type']?.startsWith('text/html')) return null;
    const body = parse(await response.text()).querySelector('body') as HTMLElement;
    const words = ENGLISH.exec(ownWords(body));
    if (words) this.findings.push({ path, problem: `English: ${words[0]}` });
    for (const problem of badReferences(body)) this.findings.push({ path, problem });
    return { path, body, links: linksOf(body, response.url()) };
  }

  /** Is there anything in it that nobody has looked at? What surrounds the page is looked at apart from it. */
  private isNew(body: HTMLElement): boolean {
    const main = body.querySelector('main');
    const inside = main ? skeletonOf(main) : '';
    main?.remove();
    const unknown = [inside, skeletonOf(body)].filter((each) => !this.looked.has(each));
    for (const each of unknown) this.looked.add(each);
    return unknown.length > 0;
  }

  private async look(paths: string[]): Promise<void> {
    const waiting = paths.values();
    const tabs = Array.from({ length: Math.min(TABS, paths.length) }, async () => {
      const page = await this.context.newPage();
      for (const path of waiting) {
        await page.goto(this.origin + path, { waitUntil: 'load' });
        for (const problem of await axeViolations(page)) this.findings.push({ path, problem });
        const wider = await overflow(page);
        if (wider > 0) this.findings.push({ path, problem: `scrolls sideways by ${wider} px` });
      }
      await page.close();
    });
    await Promise.all(tabs);
  }
}

const linksOf = (body: HTMLElement, address: string): string[] =>
  body
    .querySelectorAll('a[href]')
    .filter((link) => !link.hasAttribute('download'))
    .map((link) => new URL(link.getAttribute('href') as string, address))
    .filter((url) => url.origin === new URL(address).origin)
    .map((url) => url.pathname + url.search);

function ownWords(body: HTMLElement): string {
  const copy = body.clone() as HTMLElement;
  for (const each of copy.querySelectorAll(NOT_OURS)) each.remove();
  return copy.textContent;
}

/** Ids there are twice, and names and descriptions that point at none. */
function badReferences(body: HTMLElement): string[] {
  const ids = body.querySelectorAll('[id]').map(({ id }) => id);
  const known = new Set(ids);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `two elements are #${id}`);
  const lost = ['for', 'aria-labelledby', 'aria-describedby'].flatMap((name) =>
    body
      .querySelectorAll(`[${name}]`)
      .flatMap((element) => (element.getAttribute(name) as string).split(/\s+/))
      .filter((id) => !known.has(id))
      .map((id) => `${name} points at no #${id}`),
  );
  return [...twice, ...lost];
}

async function atOnce<T, R>(limit: number, all: T[], work: (each: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = all.entries();
  const worker = async () => {
    for (const [index, each] of rest) results[index] = await work(each);
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}

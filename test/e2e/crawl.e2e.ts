/**
 * Every page a role can reach by following links, on a phone and on a desktop: it answers, has no accessibility
 * violation, does not scroll sideways, says nothing in English, and none of its links is dead.
 */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import {
  axeViolations,
  DESKTOP,
  openBrowser,
  openContext,
  overflow,
  PHONE,
  signIn,
} from './support/browser.js';
import { type Platform, startPlatform } from './support/platform.js';

jest.setTimeout(600_000);

const ROLES = [
  'visitor',
  'learner',
  'unit-manager',
  'author',
  'marker',
  'invigilator',
  'registrar',
  'programme-admin',
  'system-admin',
  'auditor',
];
/** Addresses of one shape are looked at this often: pages of the 3,321 communes are alike. */
const PER_SHAPE = 2;
/** Words that would be leftovers of English on a Vietnamese page. */
const ENGLISH = /\b(submit|cancel|delete|save|next|previous|loading|error|undefined|null|NaN|\[object)\b/;

const shapeOf = (path: string): string =>
  path
    .split('?')[0]!
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/(units|frameworks|verify|media)\/[^/]+/g, '/$1/:code')
    .replace(/(frameworks\/:code\/versions)\/[^/]+/, '$1/:version')
    .replace(/components\/.+/, 'components/:code')
    .replace(/(courses|lessons|preview)\/(?!new$)[a-z0-9-]+/g, '$1/:slug') + (path.includes('?') ? '?' : '');

interface Finding {
  path: string;
  problem: string;
}

/** Follows links breadth first; returns what is wrong and how many pages were seen. */
async function crawl(
  page: Page,
  origin: string,
  start: string,
): Promise<{ findings: Finding[]; seen: number }> {
  const findings: Finding[] = [];
  const shapes = new Map<string, number>();
  const queue = [start, '/courses'];
  const known = new Set(queue);
  let seen = 0;
  while (queue.length > 0) {
    const path = queue.shift()!;
    const shape = shapeOf(path);
    if ((shapes.get(shape) ?? 0) >= PER_SHAPE) continue;
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
    const response = await page.goto(origin + path, { waitUntil: 'load' });
    seen++;
    if (!response || response.status() >= 400) {
      findings.push({ path, problem: `answers ${response?.status()}` });
      continue;
    }
    if (!(response.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    for (const violation of await axeViolations(page)) findings.push({ path, problem: violation });
    const wider = await overflow(page);
    if (wider > 0) findings.push({ path, problem: `scrolls sideways by ${wider} px` });
    const words = ENGLISH.exec(await visibleText(page));
    if (words) findings.push({ path, problem: `English: ${words[0]}` });
    for (const link of await linksOf(page)) {
      if (link.startsWith('/?lang') || link.includes('lang=en') || known.has(link)) continue;
      known.add(link);
      queue.push(link);
    }
  }
  return { findings, seen };
}

/** Text of the page without code, quotations of other languages and what people typed. */
const visibleText = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { document } = globalThis as unknown as {
      document: {
        body: {
          cloneNode(deep: boolean): {
            querySelectorAll(s: string): Iterable<{ remove(): void }>;
            textContent: string;
          };
        };
      };
    };
    const copy = document.body.cloneNode(true);
    for (const each of copy.querySelectorAll(
      'script, style, code, pre, [lang="en"], textarea, option, .prose, svg',
    ))
      each.remove();
    return copy.textContent;
  });

const linksOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { document, location } = globalThis as unknown as {
      document: { querySelectorAll(s: string): Iterable<{ href: string; hasAttribute(n: string): boolean }> };
      location: { origin: string };
    };
    return [...document.querySelectorAll('a[href]')]
      .filter((link) => !link.hasAttribute('download'))
      .map((link) => new URL(link.href))
      .filter((url) => url.origin === location.origin)
      .map((url) => url.pathname + url.search);
  });

/** Where work begins after signing in. */
const BEGINS: Partial<Record<string, RegExp>> = {
  learner: /^\/my-learning$/,
  'unit-manager': /^\/reports/,
  'programme-admin': /^\/reports/,
  auditor: /^\/reports/,
  author: /^\/authoring\/courses$/,
  marker: /^\/my-learning$/,
  invigilator: /^\/invigilation$/,
  registrar: /^\/registers$/,
  'system-admin': /^\/admin\/accounts$/,
};

describe('every page', () => {
  let platform: Platform;
  let browser: Browser;

  beforeAll(async () => {
    platform = await startPlatform();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  test.each(ROLES)('of the %s is whole on a phone', async (role) => {
    const context = await openContext(browser, { viewport: PHONE });
    const page = await context.newPage();
    if (role !== 'visitor') await signIn(page, platform.origin, role);
    if (role !== 'visitor') expect(new URL(page.url()).pathname).toMatch(BEGINS[role] as RegExp);
    const { findings, seen } = await crawl(page, platform.origin, '/');
    expect(findings).toEqual([]);
    expect(seen).toBeGreaterThan(4);
    await context.close();
  });

  test.each(['visitor', 'learner', 'programme-admin'])(
    'of the %s is whole on a desktop in the dark',
    async (role) => {
      const context = await openContext(browser, { viewport: DESKTOP, colorScheme: 'dark' });
      const page = await context.newPage();
      if (role !== 'visitor') await signIn(page, platform.origin, role);
      const { findings, seen } = await crawl(page, platform.origin, '/');
      expect(findings).toEqual([]);
      expect(seen).toBeGreaterThan(4);
      await context.close();
    },
  );
});

/**
 * Every page a role can reach by following links, on a phone and on a desktop: it answers, has no accessibility
 * violation, does not scroll sideways, says nothing in English, and none of its links is dead.
 */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { DESKTOP, openBrowser, openContext, PHONE, signIn } from './support/browser.js';
import { Crawler } from './support/crawler.js';
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

  const crawlAs = async (role: string, options: BrowserContextOptions, looked: Set<string>) => {
    const context = await openContext(browser, options);
    if (role !== 'visitor') {
      const page = await context.newPage();
      await signIn(page, platform.origin, role);
      expect(new URL(page.url()).pathname).toMatch(BEGINS[role] as RegExp);
      await page.close();
    }
    const crawler = new Crawler(context, platform.origin, looked);
    await crawler.follow('/', '/courses');
    await context.close();
    expect(crawler.findings).toEqual([]);
    expect(crawler.seen).toBeGreaterThan(4);
  };

  const onPhone = new Set<string>();
  test.each(ROLES)('of the %s is whole on a phone', (role) => crawlAs(role, { viewport: PHONE }, onPhone));

  const onDesktop = new Set<string>();
  test.each(['visitor', 'learner', 'programme-admin'])(
    'of the %s is whole on a desktop in the dark',
    (role) => crawlAs(role, { viewport: DESKTOP, colorScheme: 'dark' }, onDesktop),
  );
});

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { projectRoot } from '#platform/i18n';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const axeSource = fs.readFileSync(
  createRequire(path.join(projectRoot, 'package.json')).resolve('axe-core/axe.min.js'),
  'utf8',
);

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 900 };

export async function openBrowser(): Promise<Browser> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (file) => fs.existsSync(file),
  );
  if (!executablePath)
    throw new Error('Chromium is needed for browser journeys (Debian: apt-get install chromium)');
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A person's own browser window; its pages may break no promise of the console either. */
export async function openContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: PHONE,
    ...options,
  });
  context.setDefaultTimeout(15_000);
  return context;
}

export async function signIn(page: Page, origin: string, role: string): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await Promise.all([
    page.waitForURL((url) => !url.pathname.endsWith('/sign-in')),
    page.locator(`form[action="/sign-in/demo"] button[value="${role}"]`).click(),
  ]);
  if (new URL(page.url()).pathname.startsWith('/sign-in'))
    throw new Error(`Not signed in: ${await page.innerText('main')}`);
}

/** Violations of WCAG 2.0–2.2 A and AA on the page as it stands, and of the rules `beyond`, each in one line. */
export async function axeViolations(page: Page, beyond: string[] = []): Promise<string[]> {
  // Evaluated over the debugging protocol: the page's own policy allows no foreign script.
  await page.evaluate(axeSource);
  return page.evaluate(async (added) => {
    const axe = (
      globalThis as unknown as {
        axe: {
          run(
            context: unknown,
            options: object,
          ): Promise<{
            violations: {
              id: string;
              help: string;
              nodes: { target: string[]; failureSummary?: string }[];
            }[];
          }>;
        };
      }
    ).axe;
    const { violations } = await axe.run((globalThis as unknown as { document: unknown }).document, {
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
      rules: Object.fromEntries(added.map((id) => [id, { enabled: true }])),
      resultTypes: ['violations'],
    });
    return violations.map(
      (each) =>
        `${each.id}: ${each.nodes
          .map((node) => node.target.join(' '))
          .slice(0, 3)
          .join(', ')}`,
    );
  }, beyond);
}

/** Pixels by which the page is wider than its window: sideways scrolling of the whole page. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const root = (
      globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }
    ).document.documentElement;
    return root.scrollWidth - root.clientWidth;
  });
}

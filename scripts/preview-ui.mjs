/**
 * The design system in a browser, without the application.
 *   node scripts/preview-ui.mjs                      serves http://127.0.0.1:4100/ (component list, pages)
 *   node scripts/preview-ui.mjs --shots DIR [names]  pictures at 360, 768, 1280 in both themes, and axe-core
 */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildAssets, root } from './build-assets.mjs';

const csp = (nonce) =>
  `default-src 'self'; script-src 'nonce-${nonce}'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types htmx`;
const TYPES = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const ui = path.join(root, 'libs/platform/ui');
const work = path.join(root, '.data', `preview-${process.pid}`);
const assets = path.join(work, 'assets');
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit());

await buildAssets({ quick: true, out: assets });
const manifest = () => JSON.parse(fs.readFileSync(path.join(assets, 'manifest.json'), 'utf8'));

async function renderer() {
  const outfile = path.join(work, 'render.mjs');
  await build({
    entryPoints: [path.join(ui, 'preview/render.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'error',
  });
  const { PreviewRenderer, previewContext } = await import(`${pathToFileURL(outfile)}?${Date.now()}`);
  const names = manifest();
  return { pages: new PreviewRenderer(ui, (name) => `/assets/${names[name] ?? name}`), previewContext };
}

function serve(request, response, { pages, previewContext }) {
  const url = new URL(request.url, 'http://preview');
  const theme = url.searchParams.get('theme') ?? undefined;
  const locale = url.searchParams.get('lang') === 'en' ? 'en' : 'vi';
  if (url.pathname.startsWith('/assets/')) {
    const asked = path.basename(url.pathname);
    const file = path.join(assets, manifest()[asked] ?? asked);
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    return response.end(fs.readFileSync(file));
  }
  const name = url.pathname.slice(1);
  const nonce = randomUUID();
  if (name && !pages.pages().includes(name)) return response.writeHead(404).end();
  const html = name
    ? pages.page(name, { theme, locale, nonce, path: url.pathname })
    : pages.source(
        pages.text('preview/components.hbs'),
        componentList(pages, previewContext({ locale, nonce })),
        {
          ...previewContext({ theme, locale, nonce, path: '/' }),
        },
      );
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': csp(nonce),
  });
  return response.end(html);
}

function componentList(pages, ctx) {
  return {
    pages: pages.pages(),
    components: pages
      .components()
      .filter((name) => fs.existsSync(path.join(ui, 'components', name, 'examples.json')))
      .map((name) => ({
        name,
        examples: pages.examples(name).map((example) => ({
          title: example.name,
          html: pages.example(name, example, ctx),
        })),
      })),
  };
}

async function shoot(origin, folder, wanted, names) {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
  fs.mkdirSync(folder, { recursive: true });
  const axe = fs.readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
  let violations = 0;
  const said = new Set();
  const sayOnce = (text) => said.has(text) || console.log(text) || said.add(text);
  for (const name of wanted.length ? wanted : names) {
    for (const theme of ['light', 'dark']) {
      for (const width of [320, 360, 768, 1280]) {
        const page = await browser.newPage({
          viewport: { width, height: 800 },
          colorScheme: theme,
          bypassCSP: true,
        });
        page.on('console', (message) => {
          if (message.type() === 'error') sayOnce(`${name}: ${message.text()}`);
        });
        await page.goto(`${origin}/${name === 'components' ? '' : name}`);
        await page.evaluate(() => document.fonts.ready);
        await page.evaluate(() => {
          for (const image of document.querySelectorAll('img[loading]')) image.loading = 'eager';
          return Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
        });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (overflow > 0) sayOnce(`${name} ${width}: ${overflow} px too wide${await widest(page)}`);
        if (width !== 320)
          await page.screenshot({ path: path.join(folder, `${name}-${width}-${theme}.png`), fullPage: true });
        if (width !== 768) {
          await page.evaluate(axe);
          const found = await page.evaluate(
            (gallery) =>
              globalThis.axe.run(document, {
                // A gallery repeats what a page has once.
                rules: gallery
                  ? { 'landmark-unique': { enabled: false }, 'page-has-heading-one': { enabled: false } }
                  : {},
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
              }),
            name === 'components',
          );
          for (const { id, help, nodes } of found.violations) {
            violations += 1;
            sayOnce(`${name} ${theme} ${id}: ${help}`);
            for (const node of nodes.slice(0, 4)) {
              console.log(
                `   ${node.target.join(' ')}  ${node.any[0]?.message ?? node.failureSummary ?? ''}`,
              );
            }
          }
        }
        await page.close();
      }
    }
  }
  await browser.close();
  console.log(`${violations} axe violations`);
  return violations;
}

/** Names the elements that stick out, for the person who has to find them. */
const widest = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .slice(-3)
      .map((element) => ` ${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`)
      .join(','),
  );

const shots = process.argv.indexOf('--shots');
const state = await renderer();
const server = http.createServer(async (request, response) => {
  try {
    serve(request, response, state);
  } catch (error) {
    console.error(error);
    response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(String(error.stack));
  }
});
server.listen(shots > 0 ? 0 : Number(process.env.PORT ?? 4100), '127.0.0.1', async () => {
  const origin = `http://127.0.0.1:${server.address().port}`;
  if (shots < 0) return console.log(`${origin}/`);
  const names = [...state.pages.pages(), 'components'];
  const found = await shoot(origin, process.argv[shots + 1], process.argv.slice(shots + 2), names);
  server.close();
  process.exitCode = found ? 1 : 0;
});

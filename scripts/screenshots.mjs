/** Takes the README's pictures from what `npm run demo` left in .data/demo. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { connect } from './bench/database.mjs';
import { dataDir, root } from './lib/runtime.mjs';
import { startInstallation } from './lib/server.mjs';

const folder = path.join(dataDir, 'demo');
const target = path.join(root, 'docs/screenshots');
const server = await startInstallation({ dataDir: folder, keep: true, seed: false });
const db = await connect(server.databaseUrl);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
});
try {
  const {
    rows: [found],
  } =
    await db.query(`SELECT c.id AS class, (SELECT id FROM roster_import i WHERE i.class_id = c.id ORDER BY created_at LIMIT 1) AS list,
    (SELECT code FROM certificate LIMIT 1) AS code FROM training_class c WHERE EXISTS (SELECT 1 FROM roster_import i WHERE i.class_id = c.id)`);
  const shoot = async (role, name, address, width = 1280) => {
    const context = await browser.newContext({
      viewport: { width, height: width === 360 ? 740 : 860 },
      locale: 'vi-VN',
    });
    const page = await context.newPage();
    if (role) {
      await page.goto(`${server.origin}/sign-in`);
      await Promise.all([
        page.waitForURL((url) => !url.pathname.endsWith('/sign-in')),
        page.locator(`form[action="/sign-in/demo"] button[value="${role}"]`).click(),
      ]);
    }
    const response = await page.goto(server.origin + address);
    await page.screenshot({ path: path.join(target, `${name}-${width}.png`) });
    console.log(`${name} ${width}: ${response.status()}`);
    await context.close();
  };
  await shoot(null, 'home', '/');
  await shoot(null, 'home', '/', 360);
  await shoot('learner', 'course', '/courses/ung-dung-ai-trong-cong-vu');
  await shoot('learner', 'my-learning', '/my-learning');
  await shoot('programme-admin', 'report', `/reports/classes/${found.class}`);
  await shoot('programme-admin', 'import', `/classes/${found.class}/imports/${found.list}?show=reject`);
  await shoot('unit-manager', 'unit', '/reports');
  if (found.code) await shoot(null, 'verify', `/verify/${found.code}`, 360);
  const pdf = fs.readdirSync(path.join(folder, 'certificates'))[0];
  execFileSync('pdftoppm', [
    '-png',
    '-r',
    '80',
    '-singlefile',
    path.join(folder, 'certificates', pdf),
    path.join(target, 'certificate'),
  ]);
  await designs(execFileSync);
} finally {
  await browser.close();
  await db.end();
  await server.stop();
}

/** The ready designs of certificates with a usual and with a long name, as files are drawn. */
async function designs(run) {
  const built = (file) => import(pathToFileURL(path.join(root, 'dist/libs/certificate/src', file)).href);
  const { renderCertificate } = await built('render/render-certificate.js');
  const { prepareTemplate } = await built('render/template/prepared-template.js');
  const { READY_TEMPLATES, readyTemplate } = await built('template/ready-templates.js');
  const { proofModel } = await built('template/proof/proof-cases.js');
  for (const ready of READY_TEMPLATES)
    for (const [name, person] of [
      ['short', 'usual'],
      ['long', 'long-name'],
    ]) {
      const template = prepareTemplate(readyTemplate(ready));
      const pdf = await renderCertificate({ ...proofModel(person), trial: false }, { template });
      const picture = path.join(target, `design-${ready}-${name}`);
      run('pdftoppm', ['-png', '-r', '64', '-singlefile', '-', picture], { input: pdf });
    }
}

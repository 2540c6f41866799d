/** Bytes over the wire in Chromium: the first visit to the home page, then further pages with the cache warm. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { connect } from './database.mjs';
import { makeLearners, PASSWORD } from './learners.mjs';

const FIRST = 61_440;
const NEXT = 15_360;
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Sums encoded bytes of all answers but fonts and media, headers included, as the network carried them. */
async function measure(context, visit) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const types = new Map();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!['Font', 'Media'].includes(types.get(requestId))) bytes += encodedDataLength;
  });
  await visit(page);
  await page.waitForLoadState('networkidle');
  await page.close();
  return bytes;
}

export const weights = {
  figures: ['weight-home-first', 'weight-course-next', 'weight-lesson-next', 'weight-quiz-next'],
  async run({ report, installation }) {
    const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
      existsSync,
    );
    if (!executablePath) throw new Error('Chromium is needed (Debian: apt-get install chromium)');
    const server = await installation('main', { workers: 1 });
    const db = await connect(server.databaseUrl);
    const [learner] = await makeLearners(db, 1, `weight${Date.now()}`);
    const { rows } = await db.query(
      `SELECT l.slug FROM lesson l JOIN enrolment e ON e.course_version_id = l.version_id JOIN section s ON s.id = l.section_id
      WHERE e.id = $1 AND l.kind = 'lesson' ORDER BY s.position, l.position LIMIT 2`,
      [learner.enrolmentId],
    );
    await db.end();
    const browser = await chromium.launch({ executablePath, args: FLAGS });
    try {
      const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
      const home = await measure(context, (page) => page.goto(`${server.origin}/`));
      const page = await context.newPage();
      await page.goto(`${server.origin}/sign-in`);
      await page.fill('input[name=identifier]', learner.username);
      await page.fill('input[name=password]', PASSWORD);
      await page.click(
        'form[action="/sign-in"] button[type=submit], form[action="/sign-in"] button:not([type])',
      );
      await page.goto(`${server.origin}/my-learning`);
      await page.goto(`${server.origin}/courses`);
      await page.close();
      const course = await measure(context, (each) =>
        each.goto(`${server.origin}/courses/ung-dung-ai-trong-cong-vu`),
      );
      const warm = await context.newPage();
      await warm.goto(`${server.origin}/learn/${learner.enrolmentId}/lessons/${rows[0].slug}`);
      await warm.close();
      const lesson = await measure(context, (each) =>
        each.goto(`${server.origin}/learn/${learner.enrolmentId}/lessons/${rows[1].slug}`),
      );
      const start = await context.newPage();
      await start.goto(`${server.origin}/learn/${learner.enrolmentId}`);
      await start.click(`form[action="/learn/${learner.enrolmentId}/attempts"] button`);
      await start.waitForURL(/\/attempts\//);
      const attempt = start.url().split('?')[0];
      await start.close();
      const quiz = await measure(context, (each) => each.goto(`${attempt}?question=2`));
      const row = (name, value, against) =>
        report({ name, value, unit: 'bytes', against, lowerIsBetter: true });
      row('weight-home-first', home, FIRST);
      row('weight-course-next', course, NEXT);
      row('weight-lesson-next', lesson, NEXT);
      row('weight-quiz-next', quiz, NEXT);
    } finally {
      await browser.close();
    }
  },
};

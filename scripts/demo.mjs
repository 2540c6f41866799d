/**
 * `npm run demo`: the whole main job over HTTP, as people do it: a nominated list becomes learners, who study and
 * are examined; a worker grades; those who pass hold a certificate anybody can verify; statistics are exported and
 * compared with SQL. Everything stays in .data/demo/ for a look. Exit 1 when a step is not as expected.
 *
 * `--roster FILE --under PROVINCE --seed N --learners N`
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'node-html-parser';
import { connect } from './bench/database.mjs';
import { readAnswerKey, shownPercent } from './demo/answer-key.mjs';
import { activate, awaitResult, sit, study } from './demo/learner.mjs';
import { dataDir, root } from './lib/runtime.mjs';
import { startInstallation } from './lib/server.mjs';
import { textOf, Visitor } from './lib/visitor.mjs';

const SAMPLE = path.join(root, 'test/fixtures/roster/roster-hai-phong-2026.xlsx');
const { values: options } = parseArgs({
  options: {
    roster: { type: 'string' },
    under: { type: 'string', default: '31' },
    seed: { type: 'string', default: '2026' },
    learners: { type: 'string' },
  },
});
const roster = options.roster ? path.resolve(process.env.INIT_CWD ?? '.', options.roster) : SAMPLE;
const folder = path.join(dataDir, 'demo');
const PASSWORD = 'tre xanh ben cau go 47';
const PASS = 70;
const table = [];
let wrong = 0;

/** One line of the table: what was expected and what came. */
function check(what, expected, found) {
  const fine = String(expected) === String(found);
  if (!fine) wrong++;
  table.push({ step: what, expected: String(expected), found: String(found), ok: fine ? 'yes' : 'NO' });
}

/** Repeatable random numbers (mulberry32). */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const say = (line) => console.log(line);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function signInAs(origin, role) {
  const visitor = new Visitor(origin);
  await visitor.get('/sign-in');
  await visitor.post('/sign-in/demo', { role });
  if (!visitor.cookies.has('hv')) throw new Error(`The demo door did not open for ${role}`);
  return visitor;
}

/** Watches a task's page until it has ended; returns the page. */
async function awaitTask(visitor, address) {
  for (let waited = 0; waited < 1200; waited++) {
    (await visitor.get(address)).expectOk('task');
    const state = /data-task-status="(\w+)"/.exec(visitor.html)?.[1];
    if (state === 'done') return visitor;
    if (state === 'failed' || state === 'cancelled')
      throw new Error(`${address} ended as ${state}: ${textOf(visitor.html).slice(0, 300)}`);
    await pause(100);
  }
  throw new Error(`${address} did not end in two minutes`);
}

async function importRoster(admin, classId) {
  (await admin.get(`/classes/${classId}/imports/new`)).expectOk('import page');
  const file = { field: 'file', name: path.basename(roster), content: fs.readFileSync(roster) };
  (await admin.upload(`/classes/${classId}/imports`, { province: options.under }, file)).expectOk('upload');
  if (admin.path.startsWith('/tasks/')) {
    const task = await awaitTask(admin, admin.path);
    await admin.get(parse(task.html).querySelector('a[data-task-result]').getAttribute('href'));
  }
  const review = admin.path.split('?')[0];
  const counts = Object.fromEntries(
    ['accept', 'warn', 'reject', 'skip'].map((name) => [
      name,
      Number(
        /data-count="(\d+)"/.exec(
          new RegExp(`data-outcome="${name}"[^>]*`).exec(admin.html)?.[0] ?? '',
        )?.[1] ?? Number.NaN,
      ),
    ]),
  );
  (await admin.post(`${review}/application`)).expectOk('apply');
  await awaitTask(admin, admin.path);
  return { review, counts };
}

/** The printed slips of the province: name, sign-in name and code of everybody who waits for activation. */
async function printedCodes(admin) {
  const slips = [];
  for (let sheet = 0; sheet < 200; sheet++) {
    await admin.get('/admin/accounts/codes');
    await admin.post('/admin/accounts/codes', { which: 'without-code', unitCode: options.under, unit: '' });
    const found = parse(admin.html).querySelectorAll('.slip');
    if (found.length === 0) break;
    for (const slip of found)
      slips.push({
        name: slip.querySelector('strong').text.trim(),
        code: slip.querySelector('.slip-code').text.trim(),
      });
  }
  return slips;
}

async function inParallel(items, width, work) {
  const results = new Array(items.length);
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < items.length) {
        const index = next++;
        results[index] = await work(items[index], index);
      }
    }),
  );
  return results;
}

const count = async (db, sql, values = []) => Number((await db.query(sql, values)).rows[0].n);

async function main() {
  say(`hocvuso demo in ${folder}`);
  const server = await startInstallation({ dataDir: folder, workers: 1 });
  const db = await connect(server.databaseUrl);
  try {
    const {
      rows: [training],
    } = await db.query(
      `SELECT c.id FROM training_class c JOIN course k ON k.id = c.course_id WHERE k.slug = 'ung-dung-ai-trong-cong-vu'`,
    );
    const demoEnrolled = await count(db, 'SELECT count(*) AS n FROM enrolment WHERE class_id = $1', [
      training.id,
    ]);
    const admin = await signInAs(server.origin, 'programme-admin');

    // 1. The nominated list becomes learners.
    const { counts } = await importRoster(admin, training.id);
    say(`imported: ${JSON.stringify(counts)}`);
    const expectedFile = roster.replace(/\.xlsx$/, '.expected.json');
    if (fs.existsSync(expectedFile) && options.under === '31') {
      const expected = JSON.parse(fs.readFileSync(expectedFile, 'utf8'));
      for (const name of ['accept', 'warn', 'reject', 'skip'])
        check(`rows: ${name}`, expected[name], counts[name]);
    }
    const enrolled = await count(
      db,
      `SELECT count(*) AS n FROM enrolment WHERE class_id = $1 AND source = 'list' AND import_id IS NOT NULL`,
      [training.id],
    );
    check('enrolled from the list', counts.accept + counts.warn, enrolled);

    // 2. The same list again changes nothing.
    const accounts = await count(db, 'SELECT count(*) AS n FROM account');
    await importRoster(admin, training.id);
    check(
      'accounts after sending the list again',
      accounts,
      await count(db, 'SELECT count(*) AS n FROM account'),
    );

    // 3. Learners activate with their printed code, study and sit the examination.
    const slips = await printedCodes(admin);
    const people = options.learners ? slips.slice(0, Number(options.learners)) : slips;
    check('codes printed', enrolled, slips.length);
    const key = readAnswerKey('ung-dung-ai-trong-cong-vu');
    const began = Date.now();
    let finished = 0;
    const results = await inParallel(people, 8, async (slip, index) => {
      const random = randomFrom(Number(options.seed) * 100_003 + index);
      const visitor = await activate(server.origin, slip, PASSWORD);
      const base = await study(visitor);
      // Abilities spread evenly from 0 to 100%, both ends included.
      const ability = people.length > 1 ? index / (people.length - 1) : 1;
      const sitting = await sit(visitor, base, { key, ability, random, passPercent: PASS });
      const shown = await awaitResult(visitor, sitting.attempt);
      finished++;
      if (finished % 50 === 0) say(`${finished} of ${people.length} learners have their result`);
      return {
        ...sitting,
        visitor,
        rightMark: shown.includes(shownPercent(sitting.basisPoints)),
        name: slip.name,
      };
    });
    say(
      `${people.length} learners studied and were examined in ${Math.round((Date.now() - began) / 1000)} s`,
    );
    check(
      'marks equal to the independent recount',
      people.length,
      results.filter((each) => each.rightMark).length,
    );
    const graded = await db.query(
      `SELECT a.id, g.score_bp, g.passed FROM grade g JOIN attempt a ON a.id = g.attempt_id`,
    );
    const stored = new Map(graded.rows.map((row) => [row.id, row]));
    check(
      'stored scores equal to the recount',
      people.length,
      results.filter((each) => {
        const row = stored.get(each.attempt.split('/')[2]);
        return row && row.score_bp === each.basisPoints && row.passed === each.passed;
      }).length,
    );
    const passes = results.filter((each) => each.passed);
    say(
      `passed: ${passes.length} of ${people.length}; scores from ${shownPercent(Math.min(...results.map((r) => r.basisPoints)))} to ${shownPercent(Math.max(...results.map((r) => r.basisPoints)))}`,
    );

    // 4. Certificates: exactly those who passed, each PDF at hand and verified by anybody.
    for (let waited = 0; waited < 600; waited++) {
      if (
        (await count(db, 'SELECT count(*) AS n FROM certificate WHERE signed_at IS NOT NULL')) >=
        passes.length
      )
        break;
      await pause(200);
    }
    check(
      'certificates',
      passes.length,
      await count(db, `SELECT count(*) AS n FROM certificate WHERE status = 'valid'`),
    );
    check(
      'gaps in the register',
      0,
      await count(
        db,
        `SELECT coalesce(sum(last_number), 0) - (SELECT count(*) FROM certificate) AS n FROM register`,
      ),
    );
    fs.mkdirSync(path.join(folder, 'certificates'), { recursive: true });
    let verified = 0;
    let pdfs = 0;
    const public_ = new Visitor(server.origin);
    for (const { visitor, name } of passes) {
      (await visitor.get('/certificates')).expectOk('own certificates');
      const address = /\/certificates\/[\w-]+\/file/.exec(visitor.html)?.[0];
      if (!address) continue;
      const pdf = await visitor.download(address);
      const id = address.split('/')[2];
      if (pdf.subarray(0, 5).toString() === '%PDF-') pdfs++;
      fs.writeFileSync(path.join(folder, 'certificates', `${id}.pdf`), pdf);
      const { rows } = await db.query('SELECT code, serial FROM certificate WHERE id = $1', [id]);
      await public_.get(`/verify/${rows[0].code}`);
      const page = textOf(public_.html);
      if (public_.status === 200 && page.includes(rows[0].serial) && page.includes(name.normalize('NFC')))
        verified++;
    }
    check('PDF files downloaded', passes.length, pdfs);
    check('verified on the public page', passes.length, verified);

    // 5. Statistics: rollups, pages and exports say what SQL says.
    await statistics(db, admin, training.id, demoEnrolled + enrolled, passes.length);
  } finally {
    await db.end();
    await server.stop();
  }
}

async function statistics(db, admin, classId, enrolled, passed) {
  for (let waited = 0; waited < 300; waited++) {
    const certified = await count(
      db,
      'SELECT coalesce(sum(certified), 0) AS n FROM completion_rollup WHERE class_id = $1',
      [classId],
    );
    if (certified >= passed) break;
    await pause(100);
  }
  const sql = async (column) =>
    count(db, `SELECT coalesce(sum(${column}), 0) AS n FROM completion_rollup WHERE class_id = $1`, [
      classId,
    ]);
  const rows = (condition) =>
    count(
      db,
      `SELECT count(*) AS n FROM enrolment WHERE class_id = $1 AND status <> 'withdrawn' AND ${condition}`,
      [classId],
    );
  check('statistics: enrolled', await rows('true'), await sql('enrolled'));
  check('statistics: enrolled as expected', enrolled, await sql('enrolled'));
  check('statistics: started', await rows('started_at IS NOT NULL'), await sql('started'));
  check('statistics: completed', await rows('completed_at IS NOT NULL'), await sql('completed'));
  check('statistics: passed', await rows('passed_at IS NOT NULL'), await sql('passed'));
  check('statistics: certified', passed, await sql('certified'));
  (await admin.get(`/reports/classes/${classId}`)).expectOk('report page');
  for (const format of ['xlsx', 'csv']) {
    await admin.get(`/reports/classes/${classId}`);
    (await admin.post(`/reports/classes/${classId}/exports`, { format })).expectOk(`export ${format}`);
    const task = await awaitTask(admin, admin.path);
    const file = await admin.download(
      parse(task.html).querySelector('a[data-task-file]').getAttribute('href'),
    );
    fs.writeFileSync(path.join(folder, `completion.${format}`), file);
    const rows = format === 'csv' ? await csvRows(file) : await xlsxRows(file);
    const certificate = rows[0].indexOf('Số giấy chứng nhận');
    check(`people in the ${format.toUpperCase()}`, enrolled, rows.length - 1);
    check(
      `certificates in the ${format.toUpperCase()}`,
      passed,
      rows.slice(1).filter((row) => row[certificate]).length,
    );
  }
}

async function csvRows(file) {
  const { parse: parseCsv } = await import('csv-parse/sync');
  return parseCsv(file, { bom: true });
}

/** Rows of the first sheet, read by another library than the one that wrote them. */
async function xlsxRows(file) {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file);
  const rows = [];
  book.worksheets[0].eachRow((row) => {
    rows.push(row.values.slice(1));
  });
  return rows;
}

function print(ended) {
  const width = (column) => Math.max(column.length, ...table.map((row) => row[column].length));
  const columns = ['step', 'expected', 'found', 'ok'];
  const line = (row) => columns.map((column) => row[column].padEnd(width(column))).join('  ');
  say(`\n${line({ step: 'step', expected: 'expected', found: 'found', ok: 'ok' })}`);
  for (const row of table) say(line(row));
  if (!ended) return say('\nThe demo stopped before its end:');
  say(wrong === 0 ? '\nEvery step is as expected.' : `\n${wrong} steps are NOT as expected.`);
  say(`Kept in ${folder}: database, certificates/*.pdf, completion.xlsx, completion.csv`);
}

try {
  await main();
  print(true);
  process.exit(wrong === 0 ? 0 : 1);
} catch (error) {
  print(false);
  console.error(error instanceof Error ? error.stack : error);
  process.exit(1);
}

/**
 * `npm test`: lint, types, boundaries, dead code, unit, integration on real PostgreSQL and both queue backends,
 * journeys in a real browser. Brings what it needs. `npm test -- <words>` passes words on to Jest.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ensureInstalled, root } from './lib/runtime.mjs';

const ci = process.env.CI === 'true';
const args = process.argv.slice(2);
const say = (line) => console.log(line);
const totals = { passed: 0, failed: 0, skipped: 0 };
const bin = (name) => path.join(root, 'node_modules/.bin', name);

/** Programs outside npm, and the Debian packages they come in. */
const PROGRAMS = [
  { program: 'redis-server', debian: ['redis-server'], suites: 'queues on Redis', files: 'jobs-redis' },
  { program: 'chromium', debian: ['chromium'], suites: 'browser journeys', files: 'test/e2e/' },
  // The suite that looks at certificates with other software skips by itself what it cannot run.
  { program: 'pdftotext', debian: ['poppler-utils'], suites: 'text and fonts of certificates' },
  { program: 'qpdf', debian: ['qpdf'], suites: 'structure of certificates' },
  { program: 'openssl', debian: ['openssl'], suites: 'signatures of certificates' },
  {
    program: 'java',
    debian: ['default-jre-headless', 'libpdfbox2-java', 'libjaxb-api-java', 'libactivation-java'],
    suites: 'PDF/A of certificates',
    file: '/usr/share/java/preflight.jar',
  },
];

/** Test files that need a program this machine lacks. */
const leftOut = [];

const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

const isMissing = ({ program, file }) => !has(program) || (file !== undefined && !fs.existsSync(file));

function bringPrograms() {
  const missing = PROGRAMS.filter(isMissing);
  if (missing.length === 0) return;
  const packages = missing.flatMap(({ debian }) => debian);
  if (process.getuid?.() === 0 && fs.existsSync('/etc/debian_version')) {
    say(`Installing with apt-get: ${packages.join(', ')}`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const options = { env, stdio: ['ignore', 'ignore', 'inherit'] };
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  }
  for (const { program, debian, suites, files } of missing.filter(isMissing)) {
    if (ci)
      throw new Error(
        `${program} is needed (Debian package ${debian.join(' ')}); with CI=true nothing is skipped.`,
      );
    say(
      `!!! SKIPPED: ${suites}. Install ${program} (Debian: apt-get install ${debian.join(' ')}) to run them.`,
    );
    if (files) leftOut.push(files);
  }
}

function check(name, command, commandArgs) {
  const began = Date.now();
  const { status, stdout, stderr } = spawnSync(command, commandArgs, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  totals[status === 0 ? 'passed' : 'failed']++;
  say(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (status !== 0) say(`${stdout}\n${stderr}`);
}

function jest(project, more = []) {
  say(`\n${project}`);
  const report = path.join(root, `.data/test/jest-${project}.json`);
  fs.mkdirSync(path.dirname(report), { recursive: true });
  fs.rmSync(report, { force: true });
  const { status } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      path.join(root, 'node_modules/jest/bin/jest.js'),
      '--selectProjects',
      project,
      '--json',
      `--outputFile=${report}`,
      '--silent',
      '--passWithNoTests',
      ...(leftOut.length ? ['--testPathIgnorePatterns', ...leftOut] : []),
      ...more,
      ...args,
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, STOP_TEST_CLUSTER: 'true' } },
  );
  const result = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')) : null;
  if (!result) {
    totals.failed++;
    return;
  }
  totals.passed += result.numPassedTests;
  totals.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  totals.skipped += result.numPendingTests;
  if (status !== 0 && result.success) totals.failed++;
  if (ci && result.numPendingTests > 0) totals.failed++;
}

try {
  await ensureInstalled(say);
  bringPrograms();
  check('format and lint', bin('biome'), ['check', '--error-on-warnings']);
  check('types', bin('tsc'), ['-p', '.']);
  check('types of browser modules', bin('tsc'), ['-p', 'tsconfig.browser.json']);
  check('boundaries', bin('depcruise'), [
    'apps',
    'libs',
    'migrations',
    '--config',
    '.dependency-cruiser.cjs',
  ]);
  check('dead code', bin('knip'), []);
  const { build, isStale } = await import('./build.mjs');
  if (isStale()) await build();
  jest('unit');
  jest('integration', ['--maxWorkers=2']);
  jest('e2e', ['--maxWorkers=2']);
} catch (error) {
  totals.failed++;
  say(error instanceof Error ? error.message : String(error));
}
const skipped = totals.skipped ? `, ${totals.skipped} skipped` : '';
say(`\n${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;

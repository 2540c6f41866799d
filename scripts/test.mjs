/**
 * `npm test`: lint, types, boundaries, dead code, unit, integration on real PostgreSQL and both queue backends,
 * journeys in a real browser. Brings what it needs. `npm test -- <words>` passes words on to Jest.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled, root } from './lib/runtime.mjs';

const ci = process.env.CI === 'true';
const args = process.argv.slice(2);
const cores = os.availableParallelism();
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
  { program: 'xmllint', debian: ['libxml2-utils'], suites: 'schemas of QTI packages', files: 'check-qti' },
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

/** What can be told of the code without running it; the longest first. */
const CHECKS = [
  ['types', 'tsc', '-p', '.'],
  ['boundaries', 'depcruise', 'apps', 'libs', 'migrations', '--config', '.dependency-cruiser.cjs'],
  ['dead code', 'knip'],
  ['types of browser modules', 'tsc', '-p', 'tsconfig.browser.json'],
  ['format and lint', 'biome', 'check', '--error-on-warnings'],
];

/** One check on each core. */
async function runChecks() {
  const waiting = CHECKS.values();
  const lanes = Array.from({ length: cores }, async () => {
    for (const [name, program, ...commandArgs] of waiting) await check(name, bin(program), commandArgs);
  });
  await Promise.all(lanes);
}

async function check(name, command, commandArgs) {
  const began = Date.now();
  const child = spawn(command, commandArgs, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const passed = await new Promise((resolve) => {
    child.on('error', (error) => {
      output.push(Buffer.from(error.message));
      resolve(false);
    });
    child.on('close', (status) => resolve(status === 0));
  });
  totals[passed ? 'passed' : 'failed']++;
  say(`${passed ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (!passed) say(Buffer.concat(output).toString());
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
  await runChecks();
  const { build, isStale } = await import('./build.mjs');
  if (isStale()) await build();
  for (const project of ['unit', 'integration', 'e2e']) jest(project, ['--maxWorkers=2']);
} catch (error) {
  totals.failed++;
  say(error instanceof Error ? error.message : String(error));
}
const skipped = totals.skipped ? `, ${totals.skipped} skipped` : '';
say(`\n${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;

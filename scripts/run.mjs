/** `npm run cli|demo|bench`: builds if stale, joins the running database or starts one, runs, stops what it started. */
import path from 'node:path';
import {
  dataDir,
  ensureBuilt,
  ensureInstalled,
  openDatabase,
  root,
  runCli,
  runToEnd,
} from './lib/runtime.mjs';

const [what, ...args] = process.argv.slice(2);
const say = (line) => console.error(line);

/** Commands that read no database run without one. */
const OFFLINE = new Set([
  'help',
  '--help',
  undefined,
  'assessment:analyse',
  'questions:check',
  'certificate:render',
]);

async function cli() {
  if (OFFLINE.has(args[0]) || args.includes('--help'))
    return runCli(args, { stdio: ['inherit', 1, 2] }, false);
  const database = await openDatabase(say);
  const interrupt = () => {};
  process.on('SIGINT', interrupt);
  try {
    if (args[0] !== 'migrate') await runCli(['migrate'], { stdio: ['ignore', 'ignore', 2] });
    return await runCli(args, { stdio: ['inherit', 1, 2] }, false);
  } finally {
    if (database.embedded && !database.joined) await database.stop();
  }
}

try {
  await ensureInstalled(say);
  await ensureBuilt(say);
  process.exitCode =
    what === 'cli'
      ? await cli()
      : await runToEnd(
          process.execPath,
          [path.join(root, 'scripts', `${what}.mjs`), ...args],
          { stdio: 'inherit', env: { ...process.env, DATA_DIR: dataDir } },
          false,
        );
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

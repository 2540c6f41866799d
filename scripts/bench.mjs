/**
 * `npm run bench -- [name…]`: one JSON line per figure {"name","value","unit","against","ratio",…}. The load
 * generator and everything measured share this machine. Settings are those of production and are printed first.
 */
import path from 'node:path';
import { benches } from './bench/index.mjs';
import { dataDir } from './lib/runtime.mjs';
import { startInstallation } from './lib/server.mjs';

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = wanted.filter((name) => !benches.some((bench) => bench.figures.includes(name)));
if (unknown.length) {
  console.error(
    `No such figure: ${unknown.join(', ')}. There are: ${benches.flatMap((bench) => bench.figures).join(', ')}`,
  );
  process.exit(2);
}

/** `against` is the figure to beat; `ratio` says how far: above 1 is better, whatever the unit. */
function report({ name, value, unit, against = null, lowerIsBetter = false, ...more }) {
  if (wanted.length && !wanted.includes(name)) return;
  const rounded = Math.round(value * 100) / 100;
  const ratio =
    against === null ? null : Math.round((lowerIsBetter ? against / value : value / against) * 100) / 100;
  console.log(JSON.stringify({ name, value: rounded, unit, against, ratio, ...more }));
}

const installations = new Map();
/** An installation by its name and shape, started once and shared by the figures that need it. */
async function installation(name, options = {}) {
  if (!installations.has(name)) {
    const folder = path.join(dataDir, 'bench', name);
    installations.set(name, await startInstallation({ dataDir: folder, ...options }));
  }
  return installations.get(name);
}

async function release(name) {
  await installations.get(name)?.stop();
  installations.delete(name);
}

const say = (line) => console.error(line);
let code = 0;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(
    signal,
    () => void Promise.all([...installations.keys()].map(release)).then(() => process.exit(130)),
  );
try {
  for (const bench of benches) {
    if (wanted.length && !bench.figures.some((name) => wanted.includes(name))) continue;
    try {
      await bench.run({ report, installation, release, say, wanted });
    } catch (error) {
      code = 1;
      console.error(`${bench.figures.join(', ')}: ${error instanceof Error ? error.stack : error}`);
    }
  }
} finally {
  await Promise.all([...installations.keys()].map(release));
}
process.exit(code);

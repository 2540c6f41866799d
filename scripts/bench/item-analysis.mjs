import { createReadStream, createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { dataDir, root } from '../lib/runtime.mjs';

const ITEMS = 40;
const MARKS = ['0', '1', '0.5', '0.33333', '0.66667'];

/** What `assessment:analyse` does, from the file to the figures, in one process. */
export const itemAnalysis = {
  figures: ['item-analysis', 'item-analysis-growth'],
  async run({ report }) {
    const folder = path.join(root, 'dist/libs/assessment/src/statistics');
    const load = (file) => import(pathToFileURL(path.join(folder, file)).href);
    const { readMarks } = await load('marks/marks-file.js');
    const { analyse } = await load('analyse.js');
    const measured = async (attempts) => {
      const file = path.join(dataDir, 'bench', `marks-${attempts}.csv`);
      await writeMarks(file, attempts);
      const began = performance.now();
      const used = process.cpuUsage();
      const { test } = analyse(await readMarks(createReadStream(file)));
      const took = (performance.now() - began) / 1000;
      const { user, system } = process.cpuUsage(used);
      await fs.rm(file);
      if (test.n !== attempts) throw new Error(`${test.n} attempts instead of ${attempts}`);
      return { took, cpu: (user + system) / 1e6 };
    };
    await measured(1000);
    const small = [await measured(1000), await measured(1000), await measured(1000)];
    const large = await measured(100_000);
    const note = `${ITEMS} items; reading the CSV included`;
    report({
      name: 'item-analysis',
      value: large.took,
      unit: 's',
      against: 10,
      lowerIsBetter: true,
      attempts: 100_000,
      note,
    });
    report({
      name: 'item-analysis-growth',
      value: large.cpu / 100 / (small.reduce((sum, { cpu }) => sum + cpu, 0) / small.length),
      unit: 'CPU time of an attempt at 100,000 to that at 1,000',
      against: 1,
      lowerIsBetter: true,
      note,
    });
  },
};

async function writeMarks(file, attempts) {
  await fs.mkdir(path.dirname(file), { recursive: true });
  const out = createWriteStream(file);
  out.write('attempt,item,mark,max\n');
  let state = 20509;
  const next = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state >> 16;
  };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    let rows = '';
    for (let item = 1; item <= ITEMS; item += 1)
      rows += `attempt-${attempt},question-${item},${MARKS[next() % MARKS.length]},1\n`;
    if (!out.write(rows)) await new Promise((resolve) => out.once('drain', resolve));
  }
  await new Promise((resolve) => out.end(resolve));
}

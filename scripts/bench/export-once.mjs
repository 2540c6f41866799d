/** `export-once.mjs CLASS FORMAT FILE`: writes the export twice, tells of the second: {"rows","seconds","peakMb"}. */
import { openBuilt } from './application.mjs';

const [classId, format, file] = process.argv.slice(2);
const { built, get, close } = await openBuilt();
const { OperatorExport } = await built('libs/reporting/src/index.js');
let written;
let seconds = 0;
for (const _ of [1, 2]) {
  const began = performance.now();
  written = await get(OperatorExport).write({ class: classId, format, file });
  seconds = (performance.now() - began) / 1000;
}
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ rows: written.totals.enrolled, seconds, peakMb }));
await close();

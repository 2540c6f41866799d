import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { dataDir, root } from '../lib/runtime.mjs';

const COUNT = 1500;

/** Draws and signs complete certificates, different people and numbers, in this one process. */
export const certificates = {
  figures: ['certificates'],
  async run({ report }) {
    const built = path.join(root, 'dist/libs/certificate/src/index.js');
    const { benchCertificates } = await import(pathToFileURL(built).href);
    const folder = path.join(dataDir, 'bench', 'signing');
    fs.mkdirSync(folder, { recursive: true });
    const { perCore, perSecond, bytes, drawMs, signMs } = await benchCertificates(COUNT, folder);
    const designs = [];
    for (const ready of ['completion', 'skills', 'attendance', 'contest'])
      designs.push(`${ready} ${Math.round((await benchCertificates(COUNT / 3, folder, ready)).perCore)}`);
    const bound = `bound by drawing: ${drawMs.toFixed(2)} ms of processor a file (fonts copied together and deflated), signing ${signMs.toFixed(2)} ms`;
    report({
      name: 'certificates',
      value: perCore,
      unit: 'signed PDF/s per core',
      against: 150,
      byTheClock: Math.round(perSecond * 10) / 10,
      note: `${COUNT} PDF/A-1b pages with embedded fonts, QR and framework lines, PAdES B-B with P-256, by processor time of one process; ${bound}; the largest has ${bytes} bytes; on the ready designs, per core: ${designs.join(', ')}`,
    });
  },
};

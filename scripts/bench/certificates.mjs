import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../lib/runtime.mjs';

const COUNT = 1500;

/** Renders complete certificates, different people and numbers, one after another in this one process. */
export const certificates = {
  figures: ['certificates'],
  async run({ report }) {
    const built = path.join(root, 'dist/libs/certificate/src/index.js');
    const { benchRender } = await import(pathToFileURL(built).href);
    const { perSecond, bytes } = await benchRender(COUNT);
    report({
      name: 'certificates',
      value: perSecond,
      unit: 'PDF/s',
      against: 150,
      note: `${COUNT} PDF/A-1b pages with embedded fonts, QR and framework lines, one process; the largest has ${bytes} bytes`,
    });
  },
};

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../lib/runtime.mjs';

const built = (file) => import(pathToFileURL(path.join(root, 'dist', file)).href);

/** The built application of the commands, on the installation that the environment names. */
export async function openBuilt() {
  await import('reflect-metadata');
  const { loadConfig } = await built('libs/platform/config/index.js');
  const { createLogger } = await built('libs/platform/logging/index.js');
  const { openApplication } = await built('apps/cli/src/open-application.js');
  const { app, close } = openApplication(loadConfig(), createLogger('error', 'bench'));
  const application = await app();
  return { built, close, get: (type) => application.get(type, { strict: false }) };
}

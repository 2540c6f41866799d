import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { keepOnce } from '../signing/keep-once.js';

/** The Ed25519 key that signs checkpoints, made once in the folder of the installation. */
export function logKey(dataDir: string): KeyObject {
  const file = path.join(dataDir, 'issuing-log-key.pem');
  if (!fs.existsSync(file))
    keepOnce(
      file,
      generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
    );
  return createPrivateKey(fs.readFileSync(file));
}

import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import { keepOnce } from '../signing/keep-once.js';

/** The one algorithm that Open Badges 3.0 (8.2) asks every verifier to know. */
export const ALGORITHM = 'RS256';

export interface BadgeKey {
  privateKey: KeyObject;
  /** Public half, with its thumbprint (RFC 7638) as `kid`. */
  jwk: JWK & { kid: string };
}

/** The RSA key that signs badges, made once in the folder of the installation. */
export async function badgeKey(dataDir: string): Promise<BadgeKey> {
  const file = path.join(dataDir, 'badge-key.pem');
  if (!fs.existsSync(file)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    keepOnce(file, privateKey.export({ format: 'pem', type: 'pkcs8' }) as string);
  }
  const privateKey = createPrivateKey(fs.readFileSync(file));
  const jwk = await exportJWK(createPublicKey(privateKey));
  return { privateKey, jwk: { ...jwk, alg: ALGORITHM, use: 'sig', kid: await calculateJwkThumbprint(jwk) } };
}

import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { CONFIG, type Config } from '#platform/config';
import { inTransaction } from '#platform/database';
import { keepOnce } from '../signing/keep-once.js';

/** `badge`: Open Badges, RSA; `offline`: what the QR says without a network, Ed25519. */
export const KEY_USES = ['badge', 'offline'] as const;
export type KeyUse = (typeof KEY_USES)[number];

export interface RingKey {
  privateKey: KeyObject;
  /** Public half, with its thumbprint (RFC 7638) as `kid`. */
  jwk: JWK & { kid: string };
}

export interface PublishedKey {
  jwk: JWK & { kid: string };
  publishedAt: Date;
  /** Signs nothing since then; what it signed before still verifies. */
  retiredAt: Date | null;
}

const MADE: Record<KeyUse, { file: string; alg: string; generate: () => KeyObject }> = {
  badge: {
    file: 'badge-key',
    alg: 'RS256',
    generate: () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  },
  offline: {
    file: 'offline-code-key',
    alg: 'EdDSA',
    generate: () => generateKeyPairSync('ed25519').privateKey,
  },
};

const pemOf = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' }) as string;

/**
 * The keys whose signatures anybody checks by fetching the public half from us. The private half lies in the folder
 * of the installation, the public halves in the database for good, also those that sign no more.
 */
@Injectable()
export class KeyRing {
  private readonly read = new Map<KeyUse, { stamp: string; key: Promise<RingKey> }>();

  constructor(
    private readonly db: DataSource,
    private readonly audit: Audit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The key that signs now, made and published when there is none. A file changed by a rotation is read again. */
  current(use: KeyUse): Promise<RingKey> {
    const file = this.fileOf(use);
    if (!fs.existsSync(file)) keepOnce(file, pemOf(MADE[use].generate()));
    const { ino, mtimeMs } = fs.statSync(file);
    const stamp = `${ino} ${mtimeMs}`;
    const known = this.read.get(use);
    if (known?.stamp === stamp) return known.key;
    const key = this.open(use, fs.readFileSync(file, 'utf8'));
    this.read.set(use, { stamp, key });
    key.catch(() => this.read.delete(use));
    return key;
  }

  /** All that ever signed, the newest first. */
  async published(use: KeyUse): Promise<PublishedKey[]> {
    await this.current(use);
    return this.db.query(
      `SELECT jwk, published_at AS "publishedAt", retired_at AS "retiredAt" FROM published_key
       WHERE use = $1 ORDER BY retired_at IS NULL DESC, published_at DESC, kid`,
      [use],
    );
  }

  /** Signs with a new key from now on. The old private half is gone; its public half stays published. */
  async rotate(use: KeyUse, actorId: string | null): Promise<{ retired: string; current: string }> {
    const old = await this.current(use);
    const pem = pemOf(MADE[use].generate());
    // Published before it signs: whoever meets its first signature finds it.
    const { jwk } = await this.open(use, pem);
    const file = this.fileOf(use);
    const part = `${file}.${randomBytes(6).toString('hex')}.part`;
    fs.writeFileSync(part, pem, { mode: 0o600 });
    fs.renameSync(part, file);
    await inTransaction(this.db, async (tx) => {
      await tx.query(
        'UPDATE published_key SET retired_at = now() WHERE use = $1 AND kid <> $2 AND retired_at IS NULL',
        [use, jwk.kid],
      );
      await this.audit.record(tx, {
        actorId,
        action: 'certificate.rotate-key',
        subjectType: 'key',
        subjectId: null,
        detail: { use, retired: old.jwk.kid, current: jwk.kid },
      });
    });
    return { retired: old.jwk.kid, current: jwk.kid };
  }

  private async open(use: KeyUse, pem: string): Promise<RingKey> {
    const privateKey = createPrivateKey(pem);
    const jwk = await exportJWK(createPublicKey(privateKey));
    const named = { ...jwk, alg: MADE[use].alg, use: 'sig', kid: await calculateJwkThumbprint(jwk) };
    await this.db.query(
      'INSERT INTO published_key (kid, use, jwk) VALUES ($1, $2, $3) ON CONFLICT (kid) DO NOTHING',
      [named.kid, use, JSON.stringify(named)],
    );
    return { privateKey, jwk: named };
  }

  private fileOf(use: KeyUse): string {
    return path.join(this.config.dataDir, `${MADE[use].file}.pem`);
  }
}

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A key of its own for each purpose, all from the secret of the installation (HKDF, RFC 5869). */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'hocvuso', purpose, 32));

/** Short texts at rest as AES-256-GCM cipher text bound to its account: a row copied to another opens nothing. */
export class Sealing {
  private readonly key: Buffer;

  constructor(secret: string, purpose: string) {
    this.key = deriveKey(secret, purpose);
  }

  seal(text: string, accountId: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(Buffer.from(accountId));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), sealed]);
  }

  /** Throws when the bytes were changed, belong to another account or were written under another secret. */
  open(sealed: Buffer, accountId: string): string {
    if (sealed[0] !== VERSION) throw new Error(`Unknown format ${sealed[0]} of a sealed text`);
    const iv = sealed.subarray(1, 1 + IV_BYTES);
    const tag = sealed.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(accountId)).setAuthTag(tag);
    const text = sealed.subarray(1 + IV_BYTES + TAG_BYTES);
    return decipher.update(text, undefined, 'utf8') + decipher.final('utf8');
  }
}

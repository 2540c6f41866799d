import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Twelve digits of a citizen card, or nine of an old identity card; null when the text is neither. */
export function normaliseCitizenId(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s.-]/g, '');
  return /^(\d{12}|\d{9})$/.test(digits) ? digits : null;
}

/** For the owner's own eyes: «031•••••••23». */
export const maskedCitizenId = (id: string): string =>
  `${id.slice(0, 3)}${'•'.repeat(id.length - 5)}${id.slice(-2)}`;

/**
 * The citizen number is kept as AES-256-GCM cipher text bound to its account, and found again by a keyed hash:
 * with only twelve digits a plain hash could be counted through in minutes.
 */
@Injectable()
export class CitizenIds {
  private readonly encryptionKey: Buffer;
  private readonly lookupKey: Buffer;

  constructor(@Inject(CONFIG) config: Config) {
    this.encryptionKey = derive(config.secret, 'citizen-id/encryption');
    this.lookupKey = derive(config.secret, 'citizen-id/lookup');
  }

  hash(id: string): Buffer {
    return createHmac('sha256', this.lookupKey).update(id).digest();
  }

  encrypt(id: string, accountId: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.encryptionKey, iv).setAAD(Buffer.from(accountId));
    const text = Buffer.concat([cipher.update(id, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), text]);
  }

  /** Throws when the bytes were changed, belong to another account or were written under another secret. */
  decrypt(sealed: Buffer, accountId: string): string {
    if (sealed[0] !== VERSION) throw new Error(`Unknown citizen id format ${sealed[0]}`);
    const iv = sealed.subarray(1, 1 + IV_BYTES);
    const tag = sealed.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.encryptionKey, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(accountId)).setAuthTag(tag);
    return (
      decipher.update(sealed.subarray(1 + IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    );
  }
}

const derive = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'hocvuso', purpose, 32));

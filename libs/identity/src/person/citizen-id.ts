import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { deriveKey, Sealing } from '../sealing/sealing.js';

/** Twelve digits of a citizen card, or nine of an old identity card; null when the text is neither. */
export function normaliseCitizenId(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s.-]/g, '');
  return /^(\d{12}|\d{9})$/.test(digits) ? digits : null;
}

/** For the owner's own eyes: «031•••••••23». */
export const maskedCitizenId = (id: string): string =>
  `${id.slice(0, 3)}${'•'.repeat(id.length - 5)}${id.slice(-2)}`;

/**
 * The citizen number is kept sealed, and found again by a keyed hash: with only twelve digits a plain hash could be
 * counted through in minutes.
 */
@Injectable()
export class CitizenIds {
  private readonly sealing: Sealing;
  private readonly lookupKey: Buffer;

  constructor(@Inject(CONFIG) config: Config) {
    this.sealing = new Sealing(config.secret, 'citizen-id/encryption');
    this.lookupKey = deriveKey(config.secret, 'citizen-id/lookup');
  }

  hash(id: string): Buffer {
    return createHmac('sha256', this.lookupKey).update(id).digest();
  }

  encrypt(id: string, accountId: string): Buffer {
    return this.sealing.seal(id, accountId);
  }

  /** Throws when the bytes were changed, belong to another account or were written under another secret. */
  decrypt(sealed: Buffer, accountId: string): string {
    return this.sealing.open(sealed, accountId);
  }
}

import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { canonicalJson, type Json } from './canonical-json.js';

/** What an entry of the issuing log binds without showing it. */
export type CertificateFacts = {
  readonly serial: string;
  readonly registerNumber: string;
  readonly code: string;
  readonly holder: string;
  readonly birth: string | null;
  readonly course: string;
  readonly issuer: string;
  readonly issuedOn: string;
  /** Levels of competency with rule and entry of the ledger, one a line; absent where the paper states none. */
  readonly levels?: string;
  /** Place of an award in the standings of a round. */
  readonly award?: string;
  /** SHA-256 over everything that is printed, hexadecimal. */
  readonly paper: string;
  /** SHA-256 of the stored file, hexadecimal. */
  readonly fileHash: string | null;
  /** Why it ended, in the entry that ends it. */
  readonly reason?: string;
};

const SALT_BYTES = 32;

export function newSalt(): string {
  return randomBytes(SALT_BYTES).toString('hex');
}

/**
 * HMAC-SHA-256 of the facts under a secret salt, hexadecimal. Once the salt is erased nobody can test a
 * guess of the facts against the log, while the chain stays whole.
 */
export function commitTo(facts: CertificateFacts, salt: string): string {
  const names = Object.entries(facts).map(([key, value]) => [key, value?.normalize('NFC') ?? null]);
  return commitText(canonicalJson(Object.fromEntries(names)), salt);
}

/** SHA-256 over the canonical JSON of a value, hexadecimal; strings in NFC. */
export function digestOf(value: Json): string {
  return createHash('sha256').update(canonicalJson(value).normalize('NFC')).digest('hex');
}

/** The commitment to any text. */
export function commitText(text: string, salt: string): string {
  if (!/^[0-9a-f]{64}$/.test(salt)) throw new RangeError('A salt is 32 bytes in hexadecimal');
  return createHmac('sha256', Buffer.from(salt, 'hex')).update(text).digest('hex');
}

export function commitmentHolds(commitment: string, facts: CertificateFacts, salt: string): boolean {
  return sameCommitment(commitment, commitTo(facts, salt));
}

/** Both hexadecimal. */
export function sameCommitment(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')];
  return a.length === b.length && timingSafeEqual(a, b);
}

import { type KeyObject, sign } from 'node:crypto';
import { create } from 'qrcode';

/** What a code says by itself: the fewest words that tell whose it is and of what. Nothing that the paper does not. */
export interface OfflineClaims {
  serial: string;
  name: string;
  /** Empty where the code would become too dense to scan. */
  course: string;
  /** `YYYY-MM-DD`. */
  issuedOn: string;
  trial: boolean;
}

/** Millimetres. ISO/IEC 18004 leaves it to the reader; telephones read 0.33 mm from paper surely. */
export const SMALLEST_MODULE = 0.33;
const QUIET_ZONE = 4;
/** Enough of a thumbprint to tell the keys of one installation apart; the key itself is looked up. */
export const shortKid = (kid: string): string => kid.slice(0, 8);

/**
 * What the key signs: a line that says what it is for, the address that the QR leads to, and the words, each on a line
 * of its own.
 */
export const signedText = (url: string, claims: OfflineClaims): string =>
  ['hocvuso-offline-code:1', url, ...linesOf(claims)].join('\n');

const linesOf = ({ serial, name, course, issuedOn, trial }: OfflineClaims): string[] =>
  [serial, name, course, issuedOn, trial ? '1' : '0'].map((each) =>
    each.normalize('NFC').replace(/\s+/g, ' '),
  );

/**
 * The address with the words and their signature behind `#`: `URL#1.<kid>.<words>.<signature>`, both in Base64url.
 * What stands behind `#` never reaches a server.
 */
export function offlineUrl(url: string, claims: OfflineClaims, kid: string, key: KeyObject): string {
  const words = Buffer.from(linesOf(claims).join('\n')).toString('base64url');
  const signature = sign(null, Buffer.from(signedText(url, claims)), key).toString('base64url');
  return `${url}#1.${shortKid(kid)}.${words}.${signature}`;
}

/** Width of one module in millimetres when printed that wide, the quiet zone within. */
export function moduleWidth(text: string, width: number): number {
  const { modules } = create([{ data: Buffer.from(text), mode: 'byte' }], { errorCorrectionLevel: 'M' });
  return width / (modules.size + 2 * QUIET_ZONE);
}

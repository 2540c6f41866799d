import type { VerificationCode } from '../code/verification-code.js';

/** What a certificate file says of itself in its metadata; it only finds the record, the stored hash decides. */
export interface FileLabel {
  code: VerificationCode;
  serial: string;
  trial: boolean;
}

const LABEL = /hocvuso:certificate:1;code=([0-9A-HJKMNP-TV-Z]{28});serial=([\w.~%-]{1,2000});trial=([01])/g;

/** ASCII without characters that PDF strings or XML escape, so that Info and XMP carry the same bytes. */
export function formatLabel({ code, serial, trial }: FileLabel): string {
  const escaped = encodeURIComponent(serial).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `hocvuso:certificate:1;code=${code};serial=${escaped};trial=${trial ? 1 : 0}`;
}

/** Every distinct label in the bytes of a file, in order. */
export function findLabels(bytes: Buffer): FileLabel[] {
  const found = new Map<string, FileLabel>();
  for (const [label, code, serial, trial] of bytes.toString('latin1').matchAll(LABEL)) {
    try {
      found.set(label, {
        code: code as VerificationCode,
        serial: decodeURIComponent(serial!),
        trial: trial === '1',
      });
    } catch (error) {
      // A broken percent escape is no label of ours.
      if (!(error instanceof URIError)) throw error;
    }
  }
  return [...found.values()];
}

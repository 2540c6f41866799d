import { createHash } from 'node:crypto';
import { parseCode } from '../code/verification-code.js';
import { type FileLabel, findLabels } from './file-label.js';

export type FileProblem = 'too-large' | 'not-a-pdf' | 'no-label' | 'conflicting-labels';

/** `sha256` is of the whole file, in hexadecimal, for comparison with the one stored at issuing. */
export type CertificateFile =
  | { ok: true; sha256: string; label: FileLabel }
  | { ok: false; sha256: string; problem: FileProblem };

const MAX_BYTES = 5 * 1024 * 1024;

/** Reads which certificate a PDF claims to be. A claim only: compare `sha256` with the register. */
export function readCertificateFile(bytes: Buffer): CertificateFile {
  const sha256 = fileHash(bytes);
  if (bytes.length > MAX_BYTES) return { ok: false, sha256, problem: 'too-large' };
  if (bytes.toString('latin1', 0, 5) !== '%PDF-') return { ok: false, sha256, problem: 'not-a-pdf' };
  const [label, ...others] = findLabels(bytes).filter(({ code }) => parseCode(code).ok);
  if (!label) return { ok: false, sha256, problem: 'no-label' };
  if (others.length > 0) return { ok: false, sha256, problem: 'conflicting-labels' };
  return { ok: true, sha256, label };
}

export function fileHash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

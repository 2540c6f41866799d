import { FileRefused } from './item.js';

/** The text of a file in UTF-8, or in UTF-16 with its mark. */
export function fileText(file: Buffer): string {
  if (file.length === 0) throw new FileRefused('file-empty');
  const start = file.subarray(0, 2).toString('hex');
  const encoding = start === 'fffe' ? 'utf-16le' : start === 'feff' ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(file);
  } catch {
    throw new FileRefused('not-utf-8');
  }
}

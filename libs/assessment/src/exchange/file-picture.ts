import { DomainError } from '#platform/errors';
import { judgePicture } from '../picture/judged-picture.js';
import { type FilePicture, ItemRefused } from './item.js';

/** A UUID (version 8, RFC 9562) that says the content. */
const idOf = (sha256: string): string =>
  sha256
    .slice(0, 32)
    .replace(/^(.{12})./, '$18')
    .replace(/^(.{16})./, '$18')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** A picture of a file judged by its content, or why it is none that questions may show. */
export async function filePicture(name: string, content: Buffer): Promise<FilePicture | ItemRefused> {
  try {
    const { sha256, width, height } = await judgePicture(content);
    const hex = sha256.toString('hex');
    return { id: idOf(hex), sha256: hex, name, content, width, height };
  } catch (error) {
    if (error instanceof DomainError) return new ItemRefused(error.code, error.params);
    throw error;
  }
}

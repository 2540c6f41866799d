import path from 'node:path';
import { DomainError } from '#platform/errors';
import { judgePicture } from '../../picture/judged-picture.js';
import { type FilePicture, ItemRefused } from '../item.js';
import type { PackageParts } from '../package/read-package.js';
import type { PictureOf } from './read-on-picture.js';

const PICTURE = /\.(png|jpe?g|webp|gif|svg|bmp|tiff?)$/i;

/** A UUID (version 8, RFC 9562) that says the content. */
const idOf = (sha256: string): string =>
  sha256
    .slice(0, 32)
    .replace(/^(.{12})./, '$18')
    .replace(/^(.{16})./, '$18')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** The pictures of a package by name, or why one is none that questions may show. */
export async function packagedPictures(parts: PackageParts): Promise<Map<string, FilePicture | ItemRefused>> {
  const found = new Map<string, FilePicture | ItemRefused>();
  for (const [name, content] of parts)
    if (PICTURE.test(name)) found.set(name, await filePicture(path.posix.basename(name), await content()));
  return found;
}

async function filePicture(name: string, content: Buffer): Promise<FilePicture | ItemRefused> {
  try {
    const { sha256, width, height } = await judgePicture(content);
    const hex = sha256.toString('hex');
    return { id: idOf(hex), sha256: hex, name, content, width, height };
  } catch (error) {
    if (error instanceof DomainError) return new ItemRefused(error.code, error.params);
    throw error;
  }
}

/** How the item of that name in the package finds its pictures: by addresses beside its own. */
export const picturesFrom =
  (pictures: Map<string, FilePicture | ItemRefused>, itemName = ''): PictureOf =>
  (address) => {
    const name = path.posix.join(path.posix.dirname(itemName), address);
    const found = pictures.get(name) ?? new ItemRefused('file-missing', { file: address.slice(0, 100) });
    if (found instanceof ItemRefused) throw found;
    return found;
  };

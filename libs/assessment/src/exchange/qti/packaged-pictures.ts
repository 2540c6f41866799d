import path from 'node:path';
import { filePicture } from '../file-picture.js';
import { type FilePicture, ItemRefused } from '../item.js';
import { fileAt } from '../package/addresses.js';
import type { PackageParts } from '../package/read-package.js';
import type { PictureOf } from './read-on-picture.js';

const PICTURE = /\.(png|jpe?g|webp|gif|svg|bmp|tiff?)$/i;

/** The pictures of a package by name, or why one is none that questions may show. */
export async function packagedPictures(parts: PackageParts): Promise<Map<string, FilePicture | ItemRefused>> {
  const found = new Map<string, FilePicture | ItemRefused>();
  for (const [name, content] of parts)
    if (PICTURE.test(name)) found.set(name, await filePicture(path.posix.basename(name), await content()));
  return found;
}

/** How the item of that name in the package finds its pictures: by addresses beside its own. */
export const picturesFrom =
  (pictures: Map<string, FilePicture | ItemRefused>, itemName = ''): PictureOf =>
  (address) => {
    const found =
      fileAt(pictures, itemName, address) ?? new ItemRefused('file-missing', { file: address.slice(0, 100) });
    if (found instanceof ItemRefused) throw found;
    return found;
  };

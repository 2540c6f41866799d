import path from 'node:path';
import { fileText } from '../file-text.js';
import { type FileItem, FileRefused, ItemRefused } from '../item.js';
import { fileAt } from '../package/addresses.js';
import { type PackageParts, readPackage } from '../package/read-package.js';
import { findAll, parseXmlTree, wordsOf, type XmlNode } from '../xml/tree.js';
import { packagedPictures, picturesFrom } from './packaged-pictures.js';
import { inOldNames } from './qti-version.js';
import { itemDraft } from './read-item.js';
import type { PictureOf } from './read-on-picture.js';
import type { SharedOf } from './read-stimulus.js';
import { sharedFrom, sharedTexts } from './shared-texts.js';

interface Source {
  name: string;
  tags: string[];
  text: () => Promise<Buffer>;
}

/** A package of assessment items, or one item as XML, of QTI 2.x or 3.0. */
export async function readQti(file: Buffer): Promise<FileItem[]> {
  if (file.length === 0) throw new FileRefused('file-empty');
  if (file.subarray(0, 2).toString('latin1') !== 'PK')
    return [itemOf(rootOf(file), '', [], 1, picturesFrom(new Map()), sharedFrom(new Map()))];
  const items: FileItem[] = [];
  const parts = await readPackage(file);
  const pictures = await packagedPictures(parts);
  for (const { name, tags, text } of await packaged(parts)) {
    const root = await orRefused(text);
    const shared = await sharedTexts(root, name, parts, pictures);
    items.push(itemOf(root, name, tags, items.length + 1, picturesFrom(pictures, name), sharedFrom(shared)));
  }
  return items;
}

/** The document, or why it is none: an item that is damaged holds no other. */
const orRefused = (text: () => Promise<Buffer>): Promise<XmlNode | ItemRefused> =>
  text()
    .then(rootOf)
    .catch((error: unknown) => {
      if (error instanceof ItemRefused) return error;
      throw error;
    });

const rootOf = (file: Buffer): XmlNode => inOldNames(parseXmlTree(fileText(file)));

function itemOf(
  root: XmlNode | ItemRefused,
  name: string,
  tags: string[],
  at: number,
  pictureOf: PictureOf,
  sharedOf: SharedOf,
): FileItem {
  const title = root instanceof ItemRefused ? name : root.attributes['title'] || name;
  return {
    at,
    name: title,
    kind: 'QTI',
    draft: () => {
      if (root instanceof ItemRefused) throw root;
      if (root.name !== 'assessmentItem') throw new ItemRefused('not-an-item', { element: root.name });
      return itemDraft(root, tags, pictureOf, sharedOf);
    },
  };
}

async function packaged(parts: PackageParts): Promise<Source[]> {
  const manifestName = [...parts.keys()].find((name) => path.posix.basename(name) === 'imsmanifest.xml');
  if (!manifestName) throw new FileRefused('no-manifest');
  const manifest = parseXmlTree(fileText(await parts.get(manifestName)!()));
  const folder = path.posix.dirname(manifestName);
  const resources = findAll(manifest, ['resource']);
  if (resources.some(({ attributes }) => /^imsqti_xmlv1p/.test(attributes['type'] ?? '')))
    throw new FileRefused('qti-1');
  return resources
    .filter(({ attributes }) => /^imsqti_item/.test(attributes['type'] ?? ''))
    .map((resource) => {
      const { href = '' } = resource.attributes;
      const name = path.posix.join(folder, href);
      const tags = findAll(resource, ['keyword']).map((keyword) => wordsOf(keyword).trim());
      const missing = () => Promise.reject(new ItemRefused('file-missing', { file: name }));
      return { name, tags, text: fileAt(parts, manifestName, href) ?? missing };
    });
}

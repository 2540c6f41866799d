import path from 'node:path';
import { fileText } from '../file-text.js';
import { type FilePicture, ItemRefused } from '../item.js';
import { fileAt } from '../package/addresses.js';
import type { PackageParts } from '../package/read-package.js';
import { childOf, childrenOf, parseXmlTree, type XmlNode } from '../xml/tree.js';
import { picturesFrom } from './packaged-pictures.js';
import { inOldNames } from './qti-version.js';
import type { SharedOf } from './read-stimulus.js';

type Pictures = Map<string, FilePicture | ItemRefused>;
type SharedTexts = Map<string, ReturnType<SharedOf> | ItemRefused>;

/** The stimuli that an item refers to, by address, or why one cannot be read. */
export async function sharedTexts(
  item: XmlNode | ItemRefused,
  itemName: string,
  parts: PackageParts,
  pictures: Pictures,
): Promise<SharedTexts> {
  const found: SharedTexts = new Map();
  if (item instanceof ItemRefused) return found;
  for (const { attributes } of childrenOf(item, 'assessmentStimulusRef')) {
    const address = attributes['href'] ?? '';
    const name = path.posix.join(path.posix.dirname(itemName), address);
    try {
      found.set(address, {
        content: await contentOf(fileAt(parts, itemName, address)),
        pictureOf: picturesFrom(pictures, name),
      });
    } catch (error) {
      if (!(error instanceof ItemRefused)) throw error;
      found.set(address, error);
    }
  }
  return found;
}

async function contentOf(read: (() => Promise<Buffer>) | undefined): Promise<XmlNode> {
  if (!read) throw new ItemRefused('file-missing', { file: 'assessmentStimulus' });
  const root = inOldNames(parseXmlTree(fileText(await read())));
  const content = root.name === 'assessmentStimulus' ? childOf(root, 'stimulusBody') : undefined;
  if (!content) throw new ItemRefused('not-an-item', { element: root.name });
  return content;
}

export const sharedFrom =
  (shared: SharedTexts): SharedOf =>
  (address) => {
    const found = shared.get(address) ?? new ItemRefused('file-missing', { file: address.slice(0, 100) });
    if (found instanceof ItemRefused) throw found;
    return found;
  };

import { filePicture } from '../file-picture.js';
import { type FilePicture, ItemRefused } from '../item.js';
import { findAll, wordsOf, type XmlNode } from '../xml/tree.js';
import { element } from '../xml/write.js';

/** The picture that a `file` element holds. Throws {@link ItemRefused}. */
export type PictureOfFile = (file: XmlNode) => FilePicture;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The files of a quiz, judged before its questions are read. */
export async function filesOf(quiz: XmlNode): Promise<PictureOfFile> {
  const found = new Map<XmlNode, FilePicture | ItemRefused>();
  for (const file of findAll(quiz, ['file'])) found.set(file, await judged(file));
  return (file) => {
    const picture = found.get(file)!;
    if (picture instanceof ItemRefused) throw picture;
    return picture;
  };
}

async function judged(file: XmlNode): Promise<FilePicture | ItemRefused> {
  const name = nameOf(file);
  const text = wordsOf(file).replace(/\s+/g, '');
  if (file.attributes['encoding'] !== 'base64' || text === '' || !BASE64.test(text))
    return new ItemRefused('file-garbled', { file: name });
  return filePicture(name, Buffer.from(text, 'base64'));
}

export const nameOf = ({ attributes }: XmlNode): string => (attributes['name'] ?? '').slice(0, 200);

/** A `file` element to be filled with the content of its picture; `alt` says what it shows, where Moodle does not ask. */
export const fileElement = (name: string, alt: string | null = null) =>
  element('file', { name, path: '/', encoding: 'base64', alt });

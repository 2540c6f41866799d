import { formatted } from '../formatted-text.js';
import { type FilePicture, ItemRefused, type Said } from '../item.js';
import { textOfNodes } from '../plain-text.js';
import { parseMarkup } from '../xml/markup.js';
import { childOf, childrenOf, findAll, wordsOf, type XmlNode } from '../xml/tree.js';
import { nameOf, type PictureOfFile } from './moodle-files.js';

/** What a question text says before its question, and the picture that it shows. */
export interface SharedText {
  /** What asks for all of it; null where nothing in the text does. */
  stem: string | null;
  text: string;
  picture: { shown: object; file: FilePicture } | null;
}

export interface QuestionText {
  asks: string;
  shared: SharedText | null;
}

const PLUGIN_FILE = '@@PLUGINFILE@@/';
/** Where the picture stood. */
const PLACE = '\uFFFC';

/** The text of a question: with a picture in it, what stands before the picture is shared with the question below. */
export function questionText(
  node: XmlNode | undefined,
  name: string,
  pictureOf: PictureOfFile,
  notes: Said[],
): QuestionText {
  const source = wordsOf(node && (childOf(node, 'text') ?? node));
  const files = node ? childrenOf(node, 'file') : [];
  if (node?.attributes['format'] === 'plain_text') {
    if (files.length > 0) notes.push({ code: 'note-file-unused', params: { file: nameOf(files[0]!) } });
    return { asks: source.trim(), shared: null };
  }
  const root: XmlNode = { name: 'div', attributes: {}, children: parseMarkup(source) };
  const images = findAll(root, ['img']).filter(({ attributes }) => isHere(attributes['src']));
  if (images.length > 1) throw new ItemRefused('several-pictures');
  const [image] = images;
  const wanted = image && decoded(image.attributes['src']!.slice(PLUGIN_FILE.length));
  for (const file of files)
    if (nameOf(file) !== wanted) notes.push({ code: 'note-file-unused', params: { file: nameOf(file) } });
  const ours = partsOf(root);
  if (!image && !ours) {
    if (source.includes('@@PLUGINFILE@@')) throw new ItemRefused('holds-file', { file: '@@PLUGINFILE@@' });
    return {
      asks: formatted(source, node?.attributes['format'] ?? 'moodle_auto_format', notes),
      shared: null,
    };
  }
  const picture = image ? pictureIn(image, wanted!, name, files, pictureOf, notes) : null;
  if (ours) {
    const said = (part: string) => textOfNodes(ours[part]?.children ?? [], notes);
    return { asks: said('asks'), shared: { stem: said('stem'), text: said('text'), picture } };
  }
  const [before = '', after = ''] = textOfNodes(marked(root, image!), notes).split(PLACE);
  notes.push({ code: 'note-picture-above' });
  const [text, asks] = [before, after].map((each) => each.trim()) as [string, string];
  const alt = (picture!.shown as { alt: string }).alt;
  const both = text !== '' && asks !== '';
  return { asks: asks || text, shared: { stem: null, text: both ? text : alt, picture } };
}

const isHere = (address: string | undefined): boolean => address?.startsWith(PLUGIN_FILE) ?? false;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The parts of a text that was written here. */
function partsOf(root: XmlNode): Record<string, XmlNode> | null {
  const parts = Object.fromEntries(
    findAll(root, ['div']).flatMap((div) => {
      const part = /^hocvuso-(stem|text|asks)$/.exec(div.attributes['class'] ?? '')?.[1];
      return part ? [[part, div]] : [];
    }),
  );
  return parts['asks'] ? parts : null;
}

function pictureIn(
  image: XmlNode,
  wanted: string,
  name: string,
  files: XmlNode[],
  pictureOf: PictureOfFile,
  notes: Said[],
) {
  const file = files.find((each) => nameOf(each) === wanted);
  if (!file) throw new ItemRefused('file-missing', { file: wanted.slice(0, 100) });
  return shownAs(pictureOf(file), image.attributes['alt'], name, notes);
}

/** A picture with what it shows in words: the name of the question where the file has none. */
export function shownAs(file: FilePicture, alt: string | undefined, name: string, notes: Said[]) {
  const { id, width, height } = file;
  if (!alt?.trim()) notes.push({ code: 'note-alt-name' });
  return { file, shown: { id, alt: alt?.trim() || name, width, height } };
}

const marked = (node: XmlNode, picture: XmlNode): (XmlNode | string)[] =>
  node.children.map((child) => {
    if (child === picture) return PLACE;
    return typeof child === 'string' ? child : { ...child, children: marked(child, picture) };
  });

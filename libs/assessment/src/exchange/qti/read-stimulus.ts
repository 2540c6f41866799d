import { type FilePicture, ItemRefused, type Said } from '../item.js';
import { textOfNodes } from '../plain-text.js';
import { childrenOf, elementsOf, findAll, type XmlNode } from '../xml/tree.js';
import type { AskedHere } from './asked-here.js';
import { classesOf, ownWord } from './own-words.js';
import type { PictureOf } from './read-on-picture.js';

/** A shared text of a package with how it finds its pictures, by the address in the item. Throws ItemRefused. */
export type SharedOf = (address: string) => { content: XmlNode; pictureOf: PictureOf };

interface Reading {
  ask(part: XmlNode): AskedHere;
  pictureOf: PictureOf;
  sharedOf: SharedOf;
}

/** Whether the element holds one of several questions under a stimulus of ours. */
export const isQuestionOf = (node: XmlNode): boolean => classesOf(node).includes('hocvuso-question');
const isStimulus = (node: XmlNode): boolean => classesOf(node).includes('hocvuso-stimulus');

/** An item about a shared text: that of the files it refers to, or the one that stands in its body. */
export function stimulusBody(item: XmlNode, body: XmlNode, notes: Said[], reading: Reading): AskedHere {
  const { ask, pictureOf, sharedOf } = reading;
  const shared = [
    ...childrenOf(item, 'assessmentStimulusRef').map(({ attributes }) => sharedOf(attributes['href'] ?? '')),
    ...elementsOf(body)
      .filter(isStimulus)
      .map((content) => ({ content, pictureOf })),
  ].map((each) => sharedText(each.content, each.pictureOf, notes));
  const pictures = shared.flatMap(({ picture }) => picture ?? []);
  if (pictures.length > 1) throw new ItemRefused('several-pictures');
  const parts = elementsOf(body).filter(isQuestionOf);
  const asked = parts.length > 0 ? parts.map(ask) : [ask(body)];
  const rest = body.children.filter(
    (child) => typeof child === 'string' || !(isQuestionOf(child) || isStimulus(child)),
  );
  const stem = parts.length > 0 ? textOfNodes(rest, notes) : named(item, asked[0]!.stem, notes);
  if (stem === '') throw new ItemRefused('no-stem');
  return {
    stem,
    type: 'stimulus',
    body: {
      text: shared.map(({ text }) => text).join('\n\n'),
      ...(pictures[0] ? { picture: pictures[0].shown } : {}),
      questions: asked.map(({ stem, type, body }, index) => {
        const id = parts[index] && ownWord(parts[index], 'id');
        return { ...(id ? { id } : {}), stem, type, body };
      }),
    },
    pictures: [...pictures.map(({ file }) => file), ...asked.flatMap(({ pictures }) => pictures ?? [])],
  };
}

/** An item with a shared text asks one thing; its title names both. */
function named(item: XmlNode, asked: string, notes: Said[]): string {
  notes.push({ code: 'note-name-asks' });
  return (item.attributes['title'] ?? '').trim() || asked;
}

interface Shared {
  text: string;
  picture: { shown: object; file: FilePicture } | null;
}

const PICTURES = ['img', 'object'];

/** A text with at most one picture, which is shown below it. */
function sharedText(content: XmlNode, pictureOf: PictureOf, notes: Said[]): Shared {
  const [node, ...others] = findAll(content, PICTURES);
  if (others.length > 0) throw new ItemRefused('several-pictures');
  if (!node) return { text: textOfNodes(content.children, notes), picture: null };
  const text = textOfNodes(marked(content, node), notes);
  if (!text.endsWith(PLACE)) notes.push({ code: 'note-picture-below' });
  const file = pictureOf(node.attributes['src'] ?? node.attributes['data'] ?? '');
  const { width, height, id } = file;
  const alt = (node.attributes['alt'] ?? textOfNodes(node.children, notes)).trim();
  return {
    text: text.replace(/\n*\uFFFC\n*/, '\n\n').trim(),
    picture: { file, shown: { id, alt, width, height } },
  };
}

/** Where the picture stood. */
const PLACE = '\uFFFC';

const marked = (node: XmlNode, picture: XmlNode): (XmlNode | string)[] =>
  node.children.map((child) => {
    if (child === picture) return PLACE;
    return typeof child === 'string' ? child : { ...child, children: marked(child, picture) };
  });

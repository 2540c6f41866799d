import { type FilePicture, ItemRefused, type Said } from '../item.js';
import { childOf, childrenOf, wordsOf, type XmlNode } from '../xml/tree.js';
import type { PictureOfFile } from './moodle-files.js';
import { shownAs } from './question-text.js';
import { type Size, sizesIn, zoneArea } from './zones.js';

export const isPictureKind = (kind: string): boolean => kind === 'ddimageortext' || kind === 'ddmarker';

interface Drag {
  no: string;
  id: string;
  text: string;
}

/** Words to drag onto a picture, into boxes (ddimageortext) or zones that Moodle does not show (ddmarker). */
export function pictureDraft(
  kind: string,
  node: XmlNode,
  name: string,
  tags: string[],
  pictureOf: PictureOfFile,
): { type: string; body: object; pictures: FilePicture[]; notes: Said[] } {
  const notes: Said[] = [];
  const [background] = childrenOf(node, 'file');
  if (!background) throw new ItemRefused('file-missing', { file: kind });
  const { file, shown } = shownAs(pictureOf(background), background.attributes['alt'], name, notes);
  const drags = childrenOf(node, 'drag').map(dragOf);
  if (new Set(childrenOf(node, 'drag').map((drag) => said(drag, 'draggroup'))).size > 1)
    throw new ItemRefused('several-groups');
  const boxes = { file, drags, sizes: sizesIn(tags), notes };
  const places = childrenOf(node, 'drop').map((drop, index) => {
    const token = drags.find(({ no }) => no === said(drop, 'choice'));
    if (!token) throw new ItemRefused('row-without-one-match');
    const area =
      kind === 'ddmarker'
        ? zoneArea(said(drop, 'shape'), said(drop, 'coords'), notes)
        : boxOf(drop, index, boxes);
    const label = kind === 'ddmarker' ? '' : said(drop, 'text');
    return { label: label || `#${index + 1}`, token: token.id, ...area };
  });
  if (places.some(({ label }, index) => label === `#${index + 1}`))
    notes.push({ code: 'note-labels-numbered' });
  if (kind === 'ddmarker') notes.push({ code: 'note-zones-shown' });
  const tokens = drags.map(({ id, text }) => ({ id, text }));
  return { type: 'drag-onto-picture', body: { picture: shown, places, tokens }, pictures: [file], notes };
}

const said = (node: XmlNode, name: string): string => wordsOf(childOf(node, name)).trim();

function dragOf(node: XmlNode, index: number): Drag {
  if (childOf(node, 'file')) throw new ItemRefused('drag-is-picture');
  const text = said(node, 'text');
  const marked = /<\/?([a-z]+)/i.exec(text);
  if (marked) throw new ItemRefused('holds-element', { element: marked[1]! });
  return { no: said(node, 'no'), id: `t${index + 1}`, text };
}

interface Boxes {
  file: FilePicture;
  drags: Drag[];
  sizes: Map<number, Size>;
  notes: Said[];
}

/** Pixels of a letter, of the frame around a word, and of a line, about as Moodle draws them. */
const [LETTER, FRAME, LINE] = [8, 16, 28];

/** Moodle says where a box begins; it is as large as the longest word needs, unless a tag of ours says how large. */
function boxOf(drop: XmlNode, index: number, { file, drags, sizes, notes }: Boxes) {
  const [x, y] = [Number(said(drop, 'xleft')), Number(said(drop, 'ytop'))];
  const told = sizes.get(index + 1);
  if (told) return { x, y, ...told };
  if (!notes.some(({ code }) => code === 'note-places-sized')) notes.push({ code: 'note-places-sized' });
  const longest = Math.max(...drags.map(({ text }) => text.length));
  const width = Math.min(longest * LETTER + FRAME, Math.max(1, file.width - x));
  return { x, y, width, height: Math.min(LINE, Math.max(1, file.height - y)) };
}

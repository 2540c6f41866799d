import type { Area, Picture } from '../../question-types/pictures/picture.js';
import type { StimulusBody } from '../../question-types/stimulus/stimulus.js';
import { GAP_TYPES } from '../gap-notation.js';
import { ItemRefused, type OutgoingPicture, type OutgoingPictures } from '../item.js';
import { plainText } from '../plain-text.js';
import { type Element, element } from '../xml/write.js';
import { withoutGaps } from './gap-kinds.js';
import { fileElement } from './moodle-files.js';
import { sizeTags } from './zones.js';

/** A `file` element that waits for the content of its picture. */
export interface FileToFill {
  element: Element;
  picture: OutgoingPicture;
}

export interface Question {
  type: string;
  stem: string;
  body: object;
}

const word = (name: string, text: string | number) => element(name, {}, `${text}`);

function pictureOf({ id }: Picture, pictures: OutgoingPictures): OutgoingPicture {
  const picture = pictures.get(id);
  if (!picture) throw new ItemRefused('picture-gone');
  return picture;
}

interface Places {
  picture: Picture;
  places: (Area & { label: string; token: string; feedback?: string })[];
  tokens: { id: string; text: string }[];
}

/** Words to drag onto a picture. Boxes of Moodle have no size: that travels as tags. */
export function imageQuestion({ body }: Question, pictures: OutgoingPictures) {
  const { picture, places, tokens } = body as Places;
  if (places.some(({ feedback }) => feedback)) throw new ItemRefused('holds-no-feedback');
  const marked = tokens.find(({ text }) => /<\/?[a-z]/i.test(text));
  if (marked) throw new ItemRefused('format-lacks-text', { text: marked.text.slice(0, 60) });
  const shown = pictureOf(picture, pictures);
  const file = fileElement(shown.name, picture.alt);
  const drags = tokens.map(({ id, text }, index) =>
    element(
      'drag',
      {},
      word('no', index + 1),
      word('text', text),
      word('draggroup', 1),
      places.filter(({ token }) => token === id).length > 1 ? element('infinite') : null,
    ),
  );
  const drops = places.map(({ label, token, x, y }, index) =>
    element(
      'drop',
      {},
      word('text', label),
      word('no', index + 1),
      word('choice', tokens.findIndex(({ id }) => id === token) + 1),
      word('xleft', x),
      word('ytop', y),
    ),
  );
  return {
    kind: 'ddimageortext',
    parts: [element('shuffleanswers', {}, '1'), file, ...drags, ...drops],
    settings: ['scoring'],
    tags: sizeTags(places),
    files: [{ element: file, picture: shown }],
  };
}

/** The one question under a text, and the text of the question as Moodle shows both. */
export function oneUnderText({ stem, body }: Question, pictures: OutgoingPictures) {
  const { text, picture, questions } = body as StimulusBody;
  const [only, ...others] = questions;
  if (!only || others.length > 0) throw new ItemRefused('format-lacks-several');
  const asked: Question = { type: only.type, stem: only.stem, body: only.body as object };
  if (GAP_TYPES.includes(asked.type)) [stem, text].forEach(withoutGaps);
  const image = picture && { picture: pictureOf(picture, pictures), shown: picture };
  return {
    asked,
    text: (asks: string) => {
      const html = [
        block('stem', stem),
        block('text', text),
        image ? imageOf(image.shown, image.picture.name) : '',
        block('asks', asks),
      ].join('');
      const file = image && fileElement(image.picture.name);
      return {
        element: element('questiontext', { format: 'html' }, element('text', {}, html), file ?? null),
        files: image && file ? [{ element: file, picture: image.picture }] : [],
      };
    },
  };
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const literal = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]!);

function block(part: string, text: string): string {
  const html = literal(text).replaceAll('\n', '<br>');
  if (plainText(html, []) !== text) throw new ItemRefused('format-changes-it');
  return `<div class="hocvuso-${part}">${html}</div>`;
}

const imageOf = ({ alt, width, height }: Picture, name: string): string =>
  `<p><img src="@@PLUGINFILE@@/${encodeURIComponent(name)}" alt="${literal(alt)}" width="${width}" height="${height}"></p>`;

import { type FilePicture, ItemRefused, type Said } from '../item.js';
import type { SharedText } from './question-text.js';

interface Single {
  stem: string;
  type: string;
  body: object;
  pictures: FilePicture[];
}

/** A question whose text shows a picture: one question under a shared text, which the name asks for where nothing else does. */
export function underShared(
  { stem, text, picture }: SharedText,
  single: Single,
  name: string,
  notes: Said[],
): Single {
  if (stem === null) {
    if (name === '') throw new ItemRefused('no-stem');
    notes.push({ code: 'note-name-asks' });
  }
  const { pictures, ...asked } = single;
  return {
    stem: stem ?? name,
    type: 'stimulus',
    body: {
      text,
      ...(picture ? { picture: picture.shown } : {}),
      questions: [{ stem: asked.stem, type: asked.type, body: asked.body }],
    },
    pictures: [...(picture ? [picture.file] : []), ...pictures],
  };
}

import type { Area, Picture } from '../../question-types/pictures/picture.js';
import { ItemRefused, type OutgoingPictures } from '../item.js';
import { element } from '../xml/write.js';
import { type Asked, classOf, idOf, oneResponse, paired, type Question } from './parts.js';
import type { QtiVersion } from './qti-version.js';

interface Hotspots {
  picture: Picture;
  areas: (Area & { id: string; shape: string; label: string; correct: boolean; feedback?: string })[];
  several: boolean;
  scoring: string;
}

interface Places {
  picture: Picture;
  places: (Area & { id: string; label: string; token: string; feedback?: string })[];
  tokens: { id: string; text: string }[];
  scoring: string;
}

export const isOnPicture = (type: string): boolean => type === 'hotspot' || type === 'drag-onto-picture';

/** What is asked on a picture. Throws ItemRefused for what QTI has no place for. */
export function askedOnPicture(
  { type, body }: Question,
  version: QtiVersion,
  pictures: OutgoingPictures,
): Asked {
  return type === 'hotspot'
    ? hotspots(body as Hotspots, pictures)
    : places(body as Places, version, pictures);
}

function hotspots(body: Hotspots, pictures: OutgoingPictures): Asked {
  const { picture, areas, several, scoring } = body;
  if (areas.some(({ feedback }) => feedback)) throw new ItemRefused('holds-no-feedback');
  const right = areas.filter(({ correct }) => correct).map(({ id }) => idOf(id));
  return oneResponse(
    element(
      'hotspotInteraction',
      { class: classOf('hotspot', body), responseIdentifier: 'RESPONSE', maxChoices: several ? 0 : 1 },
      shown(picture, pictures),
      areas.map(({ id, label, shape, ...area }) =>
        element('hotspotChoice', { identifier: idOf(id), ...drawn(shape, area), hotspotLabel: label }),
      ),
    ),
    {
      cardinality: several ? 'multiple' : 'single',
      baseType: 'identifier',
      correct: right,
      mapping:
        several && scoring !== 'exact'
          ? areas.map(({ id, correct }) => ({ key: idOf(id), share: (correct ? 1 : -1) / right.length }))
          : null,
    },
  );
}

function places(body: Places, version: QtiVersion, pictures: OutgoingPictures): Asked {
  const { picture, places, tokens, scoring } = body;
  if (!version.dragsWords) throw new ItemRefused('format-lacks-type');
  if (places.some(({ feedback }) => feedback)) throw new ItemRefused('holds-no-feedback');
  const pairs = places.map(({ id, token }) => `word-${token} place-${id}`);
  return oneResponse(
    element(
      'graphicGapMatchInteraction',
      { class: classOf('drag-onto-picture', body), responseIdentifier: 'RESPONSE', maxAssociations: 0 },
      shown(picture, pictures),
      tokens.map(({ id, text }) => element('gapText', { identifier: `word-${id}`, matchMax: 0 }, text)),
      places.map(({ id, label, ...area }) =>
        element('associableHotspot', {
          identifier: `place-${id}`,
          matchMax: 1,
          ...drawn('rect', area),
          hotspotLabel: label,
        }),
      ),
    ),
    paired(pairs, scoring),
  );
}

function shown({ id, alt, width, height }: Picture, pictures: OutgoingPictures) {
  const picture = pictures.get(id);
  if (!picture) throw new ItemRefused('picture-gone');
  return element('object', { data: `../images/${picture.name}`, type: picture.type, width, height }, alt);
}

/** Coordinates are whole pixels: an ellipse of odd width or height has no centre among them. */
function drawn(shape: string, { x, y, width, height }: Area) {
  if (shape === 'rect') return { shape, coords: [x, y, x + width, y + height].join(',') };
  if (width % 2 === 1 || height % 2 === 1) throw new ItemRefused('format-changes-it');
  const centre = [x + width / 2, y + height / 2];
  return width === height
    ? { shape: 'circle', coords: [...centre, width / 2].join(',') }
    : { shape: 'ellipse', coords: [...centre, width / 2, height / 2].join(',') };
}

import type { Area } from '../../question-types/pictures/picture.js';
import { type FilePicture, ItemRefused, type Said } from '../item.js';
import { childrenOf, findAll, wordsOf, type XmlNode } from '../xml/tree.js';
import { correctValues, scoringOf } from './key.js';
import { ownWord } from './own-words.js';

/** The picture of an address in the item. Throws {@link ItemRefused}. */
export type PictureOf = (address: string) => FilePicture;

/** Areas or places on a picture, as a body of ours. */
export function pictureKind(item: XmlNode, interaction: XmlNode, pictureOf: PictureOf, notes: Said[]) {
  const { picture, file } = shownIn(interaction, pictureOf);
  const hotspot = interaction.name === 'hotspotInteraction';
  const rest = hotspot ? areasOf(item, interaction) : placesOf(item, interaction);
  const right = correctValues(item, interaction);
  const cost = hotspot && right.length > 1 ? 1 : 0;
  const scoring = ownWord(interaction, 'scoring') ?? scoringOf(item, interaction, right, cost, notes);
  return {
    type: hotspot ? 'hotspot' : 'drag-onto-picture',
    body: { picture, ...rest, scoring },
    pictures: [file],
  };
}

/** The first object or image is what everything lies on; its size is that of the areas. */
function shownIn(interaction: XmlNode, pictureOf: PictureOf) {
  const [node] = findAll(interaction, ['object', 'img']);
  const address = node?.attributes['data'] ?? node?.attributes['src'];
  if (!node || !address) throw new ItemRefused('file-missing', { file: interaction.name });
  const file = pictureOf(address);
  const { width, height } = file;
  for (const [name, real] of Object.entries({ width, height })) {
    const told = node.attributes[name];
    if (told !== undefined && told !== `${real}`) throw new ItemRefused('picture-scaled', { width, height });
  }
  const alt = (node.attributes['alt'] ?? wordsOf(node)).trim();
  return { file, picture: { id: file.id, alt, width, height } };
}

function areasOf(item: XmlNode, interaction: XmlNode) {
  const right = correctValues(item, interaction);
  const areas = childrenOf(interaction, 'hotspotChoice').map((node, index) => ({
    id: idOf(node, /^n_/, index),
    label: node.attributes['hotspotLabel'] ?? '',
    ...areaOf(node, true),
    correct: right.includes(node.attributes['identifier'] ?? ''),
  }));
  return { areas, several: interaction.attributes['maxChoices'] !== '1' };
}

function placesOf(item: XmlNode, interaction: XmlNode) {
  if (findAll(interaction, ['gapImg']).length > 0)
    throw new ItemRefused('holds-element', { element: 'gapImg' });
  const words = childrenOf(interaction, 'gapText').map((node, index) => ({
    given: node.attributes['identifier'] ?? '',
    id: idOf(node, /^word-/, index),
    text: wordsOf(node).trim(),
  }));
  const pairs = correctValues(item, interaction).map((pair) => pair.split(/\s+/));
  const places = childrenOf(interaction, 'associableHotspot').map((node, index) => {
    const found = pairs.filter(([, place]) => place === node.attributes['identifier']);
    const token = words.find(({ given }) => given === found[0]?.[0]);
    if (found.length !== 1 || !token) throw new ItemRefused('row-without-one-match');
    const { shape: _, ...area } = areaOf(node, false);
    return {
      id: idOf(node, /^place-/, index),
      label: node.attributes['hotspotLabel'] ?? '',
      token: token.id,
      ...area,
    };
  });
  return { places, tokens: words.map(({ id, text }) => ({ id, text })) };
}

/** That of the file where it has our form, else by place. */
function idOf({ attributes }: XmlNode, prefix: RegExp, index: number): string {
  const id = (attributes['identifier'] ?? '').replace(prefix, '');
  return /^[a-z0-9-]{1,40}$/.test(id) ? id : `at-${index + 1}`;
}

/** Shapes of ours only, in whole pixels; `round`: whether there is a place for round ones. */
function areaOf({ attributes }: XmlNode, round: boolean): Area & { shape: string } {
  const { shape = '', coords = '' } = attributes;
  const numbers = coords.split(',').map((each) => (/^\s*\d+\s*$/.test(each) ? Number(each) : Number.NaN));
  const [x = Number.NaN, y = Number.NaN, third = Number.NaN, fourth = third] = numbers;
  const fits = !numbers.includes(Number.NaN) && numbers.length === { rect: 4, circle: 3, ellipse: 4 }[shape];
  if (!fits || (shape !== 'rect' && !round))
    throw new ItemRefused('area-shape', { shape: `${shape} ${coords}`.slice(0, 60) });
  return shape === 'rect'
    ? { shape, x, y, width: third - x, height: fourth - y }
    : { shape: 'circle', x: x - third, y: y - fourth, width: 2 * third, height: 2 * fourth };
}

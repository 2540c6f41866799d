import { ItemRefused, type Said } from '../item.js';
import { stemAndText } from '../moodle/stem-lines.js';
import { textOfNodes } from '../plain-text.js';
import { childOf, childrenOf, findAll, type XmlNode } from '../xml/tree.js';
import { type AskedHere, without } from './asked-here.js';
import { correctValues, declarationOf, mappingOf } from './key.js';
import { isOurs, ownWord } from './own-words.js';
import { noteOrder } from './read-interaction.js';

const TYPED = 'textEntryInteraction';
const CHOSEN = 'inlineChoiceInteraction';

const ownGaps = (part: XmlNode): XmlNode | undefined =>
  findAll(part, ['div']).find((div) => isOurs(div, 'gap-text') || isOurs(div, 'gap-select'));

/** Whether a text with gaps is asked: fields and menus only, and more than the one field of a short answer. */
export function isGapTask(part: XmlNode, interactions: XmlNode[]): boolean {
  const inline = interactions.every(({ name }) => name === TYPED || name === CHOSEN);
  const [first] = interactions;
  return inline && (interactions.length > 1 || first?.name === CHOSEN || ownGaps(part) !== undefined);
}

/** A text with gaps to type into, or that offer words. */
export function textGaps(
  item: XmlNode,
  part: XmlNode,
  interactions: XmlNode[],
  notes: Said[],
  title: string,
): AskedHere {
  if (new Set(interactions.map(({ name }) => name)).size > 1) throw new ItemRefused('several-interactions');
  const own = ownGaps(part);
  const numbered = (node: XmlNode) => textOfNodes(withNumbers(node, interactions), notes);
  const { stem, text } = own
    ? { stem: textOfNodes(without(part, own), notes), text: numbered(own) }
    : stemAndText(numbered(part), [], /\[\[\d+\]\]/, title, notes);
  if (stem === '') throw new ItemRefused('no-stem');
  // A response without a mapping of its own is worth what is right of it.
  const gains = interactions
    .flatMap((each) => [mappingOf(item, each) ?? []])
    .filter((mapping) => mapping.length > 0)
    .map((mapping) => Math.max(...mapping.map(({ value }) => value)));
  if (gains.some((gain) => Math.abs(gain - gains[0]!) > 1e-6)) throw new ItemRefused('weighted-options');
  const scoring = (own && ownWord(own, 'scoring')) ?? (needsAll(item) ? 'exact' : 'partial');
  if (interactions[0]!.name === CHOSEN) {
    const gaps = interactions.map((each, index) => ({ id: `${index + 1}`, ...menuOf(item, each, notes) }));
    return { stem, type: 'gap-select', body: { text, gaps, scoring } };
  }
  const typed = interactions.map((each) => fieldOf(item, each));
  const strict = typed.some(({ strict }) => strict);
  const letterCase = (own && ownWord(own, 'case')) ?? (strict ? 'required' : 'ignored');
  const diacritics = (own && ownWord(own, 'diacritics')) ?? 'required';
  const gaps = typed.map(({ accepted }, index) => ({ id: `${index + 1}`, accepted }));
  return { stem, type: 'gap-text', body: { text, gaps, scoring, letterCase, diacritics } };
}

/** Where marks are given only for all gaps together. */
const needsAll = (item: XmlNode): boolean => {
  const processing = childOf(item, 'responseProcessing');
  return processing !== undefined && findAll(processing, ['and']).length > 0;
};

const withNumbers = (node: XmlNode, interactions: XmlNode[]): (XmlNode | string)[] =>
  node.children.map((child) => {
    if (typeof child === 'string') {
      if (child.includes('[[')) throw new ItemRefused('answers-not-understood', { text: '[[' });
      return child;
    }
    const place = interactions.indexOf(child);
    return place < 0 ? { ...child, children: withNumbers(child, interactions) } : `[[${place + 1}]]`;
  });

function fieldOf(item: XmlNode, interaction: XmlNode): { accepted: string[]; strict: boolean } {
  const { baseType } = declarationOf(item, interaction).attributes;
  if (baseType !== 'string')
    throw new ItemRefused('unknown-kind', { kind: `${interaction.name} ${baseType}` });
  const mapping = mappingOf(item, interaction)?.filter(({ value }) => value > 0);
  if (!mapping) return { accepted: correctValues(item, interaction), strict: true };
  if (mapping.some(({ value }) => Math.abs(value - mapping[0]!.value) > 1e-6))
    throw new ItemRefused('partial-credit');
  return {
    accepted: mapping.map(({ key }) => key),
    strict: mapping.some(({ caseSensitive }) => caseSensitive),
  };
}

function menuOf(item: XmlNode, interaction: XmlNode, notes: Said[]) {
  noteOrder(interaction, notes);
  const mapping = mappingOf(item, interaction);
  if (mapping && mapping.filter(({ value }) => value > 0).length > 1) throw new ItemRefused('partial-credit');
  const right = correctValues(item, interaction);
  const options = childrenOf(interaction, 'inlineChoice').map((node) => ({
    text: textOfNodes(node.children, notes),
    correct: right.includes(node.attributes['identifier'] ?? ''),
  }));
  return { options };
}

import { ItemRefused, type Said } from '../item.js';
import { childOf, childrenOf, findAll, wordsOf, type XmlNode } from '../xml/tree.js';

export interface MapEntry {
  key: string;
  value: number;
  caseSensitive: boolean;
}

/** The declaration of the response that an interaction gives. */
export function declarationOf(item: XmlNode, interaction: XmlNode): XmlNode {
  const wanted = interaction.attributes['responseIdentifier'];
  const found = childrenOf(item, 'responseDeclaration').find(
    ({ attributes }) => attributes['identifier'] === wanted,
  );
  if (!found) throw new ItemRefused('no-key');
  return found;
}

/** Values of the right response. */
export function correctValues(item: XmlNode, interaction: XmlNode): string[] {
  const correct = childOf(declarationOf(item, interaction), 'correctResponse');
  return correct ? childrenOf(correct, 'value').map((value) => wordsOf(value).trim()) : [];
}

/** What each value earns; null where only the whole response counts, whatever else the declaration says. */
export function mappingOf(item: XmlNode, interaction: XmlNode): MapEntry[] | null {
  const mapping = childOf(declarationOf(item, interaction), 'mapping');
  if (!mapping || !isMapped(item, interaction)) return null;
  return findAll(mapping, ['mapEntry']).map(({ attributes }) => ({
    key: attributes['mapKey'] ?? '',
    value: Number(attributes['mappedValue']),
    // So it is where nothing is said.
    caseSensitive: attributes['caseSensitive'] !== 'false',
  }));
}

/** What a value earns that the mapping does not name. */
export const otherwise = (item: XmlNode, interaction: XmlNode): number =>
  Number(childOf(declarationOf(item, interaction), 'mapping')?.attributes['defaultValue'] ?? 0);

/** Whether marks are given by the mapping: a declaration may have one that nothing looks at. */
function isMapped(item: XmlNode, interaction: XmlNode): boolean {
  const processing = childOf(item, 'responseProcessing');
  if (!processing) return true;
  const { template } = processing.attributes;
  if (template) return !/match_correct(\.xml)?$/.test(template);
  const wanted = interaction.attributes['responseIdentifier'];
  return findAll(processing, ['mapResponse']).some(({ attributes }) => attributes['identifier'] === wanted);
}

/**
 * Whether right values share the mark: `exact` where only all of them earn it. Throws where some are worth more
 * than others; what wrong ones cost is told, unless it is `cost` of a right one.
 */
export function scoringOf(
  item: XmlNode,
  interaction: XmlNode,
  right: string[],
  cost: 0 | 1,
  notes: Said[],
): 'partial' | 'exact' {
  const mapping = mappingOf(item, interaction);
  if (!mapping) return 'exact';
  const plain = (value: string) => value.trim().replace(/\s+/g, ' ');
  const isRight = ({ key }: MapEntry) => right.some((value) => plain(value) === plain(key));
  const gains = mapping.filter(isRight).map(({ value }) => value);
  const [gain = 0] = gains;
  if (gains.length !== right.length || gain <= 0 || gains.some((each) => !alike(each, gain)))
    throw new ItemRefused('weighted-options');
  const costs = mapping.filter((entry) => !isRight(entry)).map(({ value }) => -value);
  if (costs.some((each) => each < 0)) throw new ItemRefused('partial-credit');
  if (![...costs, -otherwise(item, interaction)].every((each) => alike(each, 0) || alike(each, cost * gain)))
    notes.push({ code: 'note-wrong-options-cost' });
  else if (cost === 1 && costs.some((each) => alike(each, 0)))
    notes.push({ code: 'note-wrong-options-cost' });
  return 'partial';
}

/** Tells when the whole response is worth other than one mark. */
export function noteMark(mark: number, notes: Said[]): void {
  if (!alike(mark, 1)) notes.push({ code: 'note-mark', params: { mark } });
}

const alike = (one: number, other: number): boolean => Math.abs(one - other) < 1e-6;

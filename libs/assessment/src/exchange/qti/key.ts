import { ItemRefused } from '../item.js';
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

/** What each value earns; null where only the whole response counts. */
export function mappingOf(item: XmlNode, interaction: XmlNode): MapEntry[] | null {
  const mapping = childOf(declarationOf(item, interaction), 'mapping');
  if (!mapping) return null;
  return findAll(mapping, ['mapEntry']).map(({ attributes }) => ({
    key: attributes['mapKey'] ?? '',
    value: Number(attributes['mappedValue']),
    caseSensitive: attributes['caseSensitive'] === 'true',
  }));
}

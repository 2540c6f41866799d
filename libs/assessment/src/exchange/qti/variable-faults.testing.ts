import { childOf, childrenOf, elementsOf, findAll, wordsOf, type XmlNode } from '../xml/tree.js';

/** Base type and cardinalities that a kind of interaction takes. */
const TAKES: Record<string, [baseType: RegExp, cardinality: RegExp]> = {
  choiceInteraction: [/^identifier$/, /^(single|multiple)$/],
  orderInteraction: [/^identifier$/, /^ordered$/],
  matchInteraction: [/^directedPair$/, /^multiple$/],
  gapMatchInteraction: [/^directedPair$/, /^multiple$/],
  graphicGapMatchInteraction: [/^directedPair$/, /^multiple$/],
  hotspotInteraction: [/^identifier$/, /^(single|multiple)$/],
  textEntryInteraction: [/^(string|float)$/, /^single$/],
  inlineChoiceInteraction: [/^identifier$/, /^single$/],
};
const CHOICES = [
  ...['simpleChoice', 'simpleAssociableChoice', 'gapText', 'gap', 'hotspotChoice', 'associableHotspot'],
  'inlineChoice',
];

const everything = (node: XmlNode): XmlNode[] =>
  elementsOf(node).flatMap((child) => [child, ...everything(child)]);

/** What the specification and its Schematron rules ask beyond the schema: names that are meant to be the same are. */
export function variableFaults(item: XmlNode): string[] {
  if (item.name !== 'assessmentItem') return [];
  const responses = childrenOf(item, 'responseDeclaration');
  const outcomes = childrenOf(item, 'outcomeDeclaration').map(({ attributes }) => attributes['identifier']);
  const declared = new Set([...responses.map(({ attributes }) => attributes['identifier']), ...outcomes]);
  const all = everything(item);
  const interactions = all.filter(({ name }) => Object.hasOwn(TAKES, name));
  const bound = interactions.map(({ attributes }) => attributes['responseIdentifier']);
  const used = all.flatMap(({ name, attributes }) =>
    ['variable', 'correct', 'mapResponse', 'setOutcomeValue'].includes(name) ? attributes['identifier'] : [],
  );
  const told = all.flatMap(({ attributes }) => attributes['outcomeIdentifier'] ?? []);
  return [
    ...responses.flatMap(({ attributes: { identifier } }) =>
      bound.filter((each) => each === identifier).length === 1 ? [] : [`${identifier} is not bound once`],
    ),
    ...used.flatMap((name) => (declared.has(name) ? [] : [`${name} is not declared`])),
    ...told.flatMap((name) => (outcomes.includes(name) ? [] : [`${name} is no outcome`])),
    ...interactions.flatMap((interaction) => interactionFaults(interaction, responses)),
  ];
}

function interactionFaults(interaction: XmlNode, responses: XmlNode[]): string[] {
  const { name, attributes } = interaction;
  const response = responses.find(
    (each) => each.attributes['identifier'] === attributes['responseIdentifier'],
  );
  if (!response) return [`${name} without response`];
  const { baseType = '', cardinality = '' } = response.attributes;
  const [types, cardinalities] = TAKES[name]!;
  const choices = findAll(interaction, CHOICES).map((each) => each.attributes['identifier'] ?? '');
  const single = attributes['maxChoices'] === '1';
  const correct = childOf(response, 'correctResponse');
  const mapped = findAll(response, ['mapEntry']).map((entry) => entry.attributes['mapKey'] ?? '');
  const values = [...(correct ? childrenOf(correct, 'value').map(wordsOf) : []), ...mapped];
  const known = ['string', 'float'].includes(baseType)
    ? []
    : values.flatMap((value) => value.split(' ')).filter((value) => !choices.includes(value));
  return [
    ...(types.test(baseType) && cardinalities.test(cardinality)
      ? []
      : [`${name} ${cardinality} ${baseType}`]),
    ...(new Set(choices).size === choices.length ? [] : [`${name} has a choice twice`]),
    ...(attributes['maxChoices'] !== undefined && single !== (cardinality === 'single')
      ? [`${name} ${cardinality} with maxChoices ${attributes['maxChoices']}`]
      : []),
    ...known.map((value) => `${value} is no choice of ${name}`),
  ];
}

/**
 * What the schemas of 1EdTech say of the elements that are written here, in our own words; the schemas themselves
 * may be passed on by those only who registered for them. Compared on 2026-11-22, definition by definition, with
 *
 * - imsqti_v2p1.xsd, “IMS QTI 2.1”, final release of 31 July 2012, autogen 2012-05-31 (items);
 * - imscp_v1p1.xsd, “IMS CP 1.1.4” (manifests of 2.1: the profile qtiv2p1_imscpv1p2 was not at hand; that of 2.2,
 *   which asks for more, was, and is what the table says);
 * - imsqti_asiv3p0_sbacv1p0_v1p0.xsd, a profile of QTI 3.0 that forbids extensions by `data-*` attributes (items
 *   and stimuli), with its Schematron rules for interactions;
 * - imsqtiv3p0_imscpv1p2_v1p0.xsd, “IMS CP 1.2 QTI 3.0” of 14 March 2019 (manifests).
 *
 * Of the loose LOM schema only the names and their nesting are stated.
 */

/** What a text or attribute may be. */
export const TYPES: Record<string, RegExp> = {
  name: /^[\p{L}_][\p{L}\p{N}_.-]*$/u,
  id: /^[\p{L}_][\p{L}\p{N}_.-]*$/u,
  idref: /^[\p{L}_][\p{L}\p{N}_.-]*$/u,
  boolean: /^(true|false|0|1)$/,
  count: /^\d+$/,
  double: /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i,
  line: /^[^\n\r\t]*$/,
  label: /^[^\n\r\t]{0,256}$/,
  text: /^[\s\S]*$/,
  uri: /^[^\s<>"{}|\\^`]+$/,
  mime: /^[!#-'*+.0-9A-Z^_`a-z{|}~-]+\/[!#-'*+.0-9A-Z^_`a-z{|}~-]+$/,
  length: /^\d+%?$/,
  coords: /^(\d+%?,){2}\d+%?$|^(\d+%?,){3}\d+%?$/,
  shape: /^(circle|default|ellipse|poly|rect)$/,
  showHide: /^(show|hide)$/,
  cardinality: /^(multiple|ordered|record|single)$/,
  baseType: /^(boolean|directedPair|duration|file|float|identifier|integer|pair|point|string|uri)$/,
  toleranceMode: /^(absolute|exact|relative)$/,
};

export interface ElementRule {
  /** Children in order, as a regular expression over their names, each followed by a space. */
  children?: string;
  /** Whether text may stand among them. */
  mixed?: boolean;
  /** What its text must be; without children. */
  text?: keyof typeof TYPES;
  /** Name and type; `!` where one must be given. */
  attributes?: Record<string, string>;
}

const of = (...names: string[]): string => `(?:${names.map((name) => `${name} `).join('|')})`;
const INLINE = [
  'textEntryInteraction',
  'inlineChoiceInteraction',
  'gap',
  'feedbackInline',
  'br',
  'img',
  'object',
];
const BLOCK = [
  ...['p', 'div', 'choiceInteraction', 'matchInteraction', 'orderInteraction', 'gapMatchInteraction'],
  ...['hotspotInteraction', 'graphicGapMatchInteraction'],
];
const CHOICE = `${of('p', 'div', 'feedbackInline', 'br', 'img', 'object')}*`;
const EXPRESSION = of(
  'and',
  'baseValue',
  'correct',
  'equal',
  'mapResponse',
  'match',
  'max',
  'sum',
  'variable',
);
const NUMERIC = of('baseValue', 'correct', 'mapResponse', 'max', 'sum', 'variable');
const RULES = of('responseCondition', 'setOutcomeValue');

const interaction = { class: 'text', responseIdentifier: 'name!' };
const declaration = { identifier: 'id!', cardinality: 'cardinality!', baseType: 'baseType' };
const refers = { attributes: { identifier: 'name!' } };

/** Elements of items of 2.1. */
const ITEM_21: Record<string, ElementRule> = {
  assessmentItem: {
    children:
      '(?:responseDeclaration )*(?:outcomeDeclaration )*(?:itemBody )?(?:responseProcessing )?(?:modalFeedback )*',
    attributes: {
      ...{ identifier: 'line!', title: 'line!', label: 'label', toolName: 'label', toolVersion: 'label' },
      ...{ adaptive: 'boolean', timeDependent: 'boolean!' },
    },
  },
  responseDeclaration: { children: '(?:correctResponse )?(?:mapping )?', attributes: declaration },
  outcomeDeclaration: { children: '(?:defaultValue )?', attributes: declaration },
  defaultValue: { children: '(?:value )+' },
  correctResponse: { children: '(?:value )+' },
  value: { text: 'line' },
  mapping: {
    children: '(?:mapEntry )+',
    attributes: { lowerBound: 'double', upperBound: 'double', defaultValue: 'double' },
  },
  mapEntry: { attributes: { mapKey: 'line!', mappedValue: 'double!', caseSensitive: 'boolean' } },
  itemBody: { children: `${of(...BLOCK)}+` },
  div: { children: `${of(...BLOCK, ...INLINE)}*`, mixed: true, attributes: { class: 'text' } },
  p: { children: `${of(...INLINE)}*`, mixed: true },
  br: {},
  img: { attributes: { src: 'uri!', alt: 'text!', width: 'length', height: 'length' } },
  object: {
    children: `${of('p', 'div', 'br', 'img', 'object')}*`,
    mixed: true,
    attributes: { data: 'text!', type: 'mime!', width: 'length', height: 'length' },
  },
  choiceInteraction: {
    children: '(?:prompt )?(?:simpleChoice )+',
    attributes: { ...interaction, shuffle: 'boolean', maxChoices: 'count' },
  },
  orderInteraction: {
    children: '(?:prompt )?(?:simpleChoice )+',
    attributes: { ...interaction, shuffle: 'boolean' },
  },
  simpleChoice: { children: CHOICE, mixed: true, attributes: { identifier: 'name!', fixed: 'boolean' } },
  matchInteraction: {
    children: '(?:prompt )?(?:simpleMatchSet ){2}',
    attributes: { ...interaction, shuffle: 'boolean', maxAssociations: 'count' },
  },
  simpleMatchSet: { children: '(?:simpleAssociableChoice )*' },
  simpleAssociableChoice: {
    children: CHOICE,
    mixed: true,
    attributes: { identifier: 'name!', matchMax: 'count!' },
  },
  feedbackInline: {
    children: `${of('br', 'img', 'object')}*`,
    mixed: true,
    attributes: { outcomeIdentifier: 'name!', identifier: 'name!', showHide: 'showHide' },
  },
  gapMatchInteraction: {
    children: `(?:prompt )?(?:gapText )+${of('p', 'div')}+`,
    attributes: { ...interaction, shuffle: 'boolean' },
  },
  gapText: { mixed: true, attributes: { identifier: 'name!', matchMax: 'count!' } },
  gap: { attributes: { identifier: 'name!' } },
  hotspotInteraction: {
    children: '(?:prompt )?object (?:hotspotChoice )+',
    attributes: { ...interaction, maxChoices: 'count' },
  },
  hotspotChoice: {
    attributes: { identifier: 'name!', shape: 'shape!', coords: 'coords!', hotspotLabel: 'text' },
  },
  textEntryInteraction: { attributes: interaction },
  inlineChoiceInteraction: {
    children: '(?:inlineChoice )+',
    attributes: { ...interaction, shuffle: 'boolean' },
  },
  inlineChoice: { mixed: true, attributes: { identifier: 'name!' } },
  responseProcessing: { children: `${RULES}*`, attributes: { template: 'uri' } },
  responseCondition: { children: 'responseIf (?:responseElse )?' },
  responseIf: { children: `${EXPRESSION}${RULES}*` },
  responseElse: { children: `${RULES}*` },
  setOutcomeValue: { children: EXPRESSION, ...refers },
  match: { children: `${EXPRESSION}{2}` },
  equal: {
    children: `${EXPRESSION}{2}`,
    attributes: { toleranceMode: 'toleranceMode', tolerance: 'text' },
  },
  and: { children: `${EXPRESSION}+` },
  max: { children: `${EXPRESSION}+` },
  sum: { children: `${NUMERIC}+` },
  variable: refers,
  correct: refers,
  mapResponse: refers,
  baseValue: { text: 'text', attributes: { baseType: 'baseType!' } },
  modalFeedback: {
    children: `${of('p', 'div', 'br', 'img', 'object')}*`,
    mixed: true,
    attributes: { outcomeIdentifier: 'name!', identifier: 'name!', showHide: 'showHide!', title: 'line' },
  },
};

/** Where 3.0 says something else, in the names of 2.1; its names are with hyphens, behind `qti-`. */
const ITEM_30: Record<string, ElementRule> = {
  ...ITEM_21,
  assessmentItem: {
    children:
      '(?:responseDeclaration )*(?:outcomeDeclaration )*(?:assessmentStimulusRef )*(?:itemBody )?(?:responseProcessing )?(?:modalFeedback )*',
    attributes: { ...ITEM_21['assessmentItem']!.attributes, identifier: 'name!', label: 'line' },
  },
  assessmentStimulusRef: { attributes: { identifier: 'name!', href: 'uri!', title: 'line' } },
  assessmentStimulus: {
    children: 'stimulusBody ',
    attributes: { identifier: 'name!', title: 'line!', toolName: 'line', toolVersion: 'line' },
  },
  stimulusBody: { children: `${of('p', 'div')}+` },
  gapMatchInteraction: {
    children: ITEM_21['gapMatchInteraction']!.children!,
    attributes: { ...interaction, shuffle: 'boolean', maxAssociations: 'count' },
  },
  graphicGapMatchInteraction: {
    children: `(?:prompt )?${of('object', 'img')}(?:gapText )+(?:associableHotspot )+`,
    attributes: { ...interaction, maxAssociations: 'count' },
  },
  associableHotspot: {
    attributes: { ...ITEM_21['hotspotChoice']!.attributes, matchMax: 'count!' },
  },
  modalFeedback: { ...ITEM_21['modalFeedback']!, children: '(?:contentBody )?', mixed: false },
  contentBody: { children: `${of('p', 'div', 'br', 'img', 'object')}*`, mixed: true },
};

/** Elements of manifests. */
const MANIFEST: Record<string, ElementRule> = {
  manifest: { children: 'metadata organizations resources ', attributes: { identifier: 'id!' } },
  metadata: { children: '(?:schema schemaversion )?(?:lom )?' },
  schema: { text: 'line' },
  schemaversion: { text: 'line' },
  organizations: {},
  resources: { children: '(?:resource )*' },
  resource: {
    children: '(?:metadata )?(?:file )+(?:dependency )*',
    attributes: { identifier: 'id!', type: 'line!', href: 'uri' },
  },
  file: { attributes: { href: 'uri!' } },
  dependency: { attributes: { identifierref: 'idref!' } },
  lom: { children: 'general ' },
  general: { children: '(?:keyword )*' },
  keyword: { children: '(?:string )*' },
  string: { text: 'text', attributes: { language: 'line' } },
};

interface Schema {
  item: Record<string, ElementRule>;
  manifest: Record<string, ElementRule>;
  /** What the manifest may call itself and its resources. */
  words: Record<string, RegExp>;
}

export const SCHEMAS: Record<string, Schema> = {
  qti21: {
    item: ITEM_21,
    manifest: MANIFEST,
    words: { schema: /^QTIv2\.1 Package$/, schemaversion: /^1\.0\.0$/, type: /^imsqti_item_xmlv2p1$/ },
  },
  qti30: {
    item: ITEM_30,
    manifest: MANIFEST,
    words: {
      ...{ schema: /^QTI Package$/, schemaversion: /^3\.0\.0$/ },
      type: /^imsqti_(item|stimulus)_xmlv3p0$/,
    },
  },
};

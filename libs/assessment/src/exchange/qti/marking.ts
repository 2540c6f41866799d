import { type Said } from '../item.js';
import { childOf, elementsOf, wordsOf, type XmlNode } from '../xml/tree.js';

const TEMPLATES = new Set(['match_correct', 'map_response']);

const RIGHT = '(?:match\\(variable,correct\\)|equal\\(variable,(?:correct|value|zero)\\))';
const GAIN = 'score\\((?:value|mapResponse)\\)';
const NONE = 'score\\(zero\\)';
/** Rules that say what the key and the mapping say: right ones earn, others do not, or each earns what it is mapped to. */
const BY_KEY = [
  `if\\((?:${RIGHT}|and\\(${RIGHT}(?:,${RIGHT})*\\)),${GAIN}\\)(?:,elseif\\(${RIGHT},${GAIN}\\))*(?:,else\\(${NONE}\\))?`,
  `if\\(isNull\\(variable\\),${NONE}\\),else\\(score\\(mapResponse\\)\\)`,
].map((rule) => `responseCondition\\(${rule}\\)`);
const SUM = 'score\\((?:mapResponse|sum\\(mapResponse(?:,mapResponse)*\\))\\)';
const UNDERSTOOD = new RegExp(`^(?:(?:${[...BY_KEY, SUM].join('|')}),?)*$`);

/** Marks are given by the key; where an item of others computes them otherwise, that is told. */
export function noteMarking(item: XmlNode, notes: Said[]): void {
  const processing = childOf(item, 'responseProcessing');
  if (!processing || item.attributes['toolName'] === 'hocvuso') return;
  const template = processing.attributes['template']?.split('/').at(-1)?.replace('.xml', '');
  const known = template === undefined ? UNDERSTOOD.test(rules(processing)) : TEMPLATES.has(template);
  if (!known) notes.push({ code: 'note-own-marking' });
}

const rules = (node: XmlNode): string =>
  elementsOf(node)
    .filter((child) => child.name !== 'setOutcomeValue' || child.attributes['identifier'] === 'SCORE')
    .map(rule)
    .filter((each) => each !== '')
    .join(',');

const SHORT: Record<string, string> = {
  responseIf: 'if',
  responseElseIf: 'elseif',
  responseElse: 'else',
  setOutcomeValue: 'score',
};

function rule(node: XmlNode): string {
  if (node.name === 'baseValue') return Number(wordsOf(node)) === 0 ? 'zero' : 'value';
  const inside = rules(node);
  return inside === ''
    ? node.name.replace('responseCondition', '')
    : `${SHORT[node.name] ?? node.name}(${inside})`;
}

import { plainNumber } from '../gift/plain-number.js';
import { ItemRefused } from '../item.js';
import { childOf, findAll, wordsOf, type XmlNode } from '../xml/tree.js';
import { type Element, element } from '../xml/write.js';
import { correctValues } from './key.js';
import { type Asked, classOf, oneResponse } from './parts.js';

interface Accepted {
  value: string;
  tolerance: string;
  percent: number;
  feedback?: string;
}

const float = (value: string) => element('baseValue', { baseType: 'float' }, value);
const variable = (identifier: string) => element('variable', { identifier });

/** A number to type; each accepted one is compared by itself, and the best that fits counts. */
export function number(type: string, body: object): Asked {
  const { accepted, unit } = body as { accepted: Accepted[]; unit?: object };
  if (unit) throw new ItemRefused('format-lacks-unit');
  if (accepted.some(({ feedback }) => feedback)) throw new ItemRefused('holds-no-feedback');
  const correct = [accepted.find(({ percent }) => percent === 100)!.value];
  return oneResponse(
    element(
      'p',
      {},
      element('textEntryInteraction', { class: classOf(type, body), responseIdentifier: 'RESPONSE' }),
    ),
    { cardinality: 'single', baseType: 'float', correct, mapping: null },
    { conditions: accepted.map(condition) },
  );
}

function condition({ value, tolerance, percent }: Accepted): Element {
  const mode =
    tolerance === '0'
      ? { toleranceMode: 'exact', tolerance: null }
      : { toleranceMode: 'absolute', tolerance: `${tolerance} ${tolerance}` };
  const best = element('max', {}, variable('SCORE'), float(`${percent / 100}`));
  return element(
    'responseCondition',
    {},
    element(
      'responseIf',
      {},
      element('equal', mode, variable('RESPONSE'), float(value)),
      element('setOutcomeValue', { identifier: 'SCORE' }, best),
    ),
  );
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/** The numbers that an item accepts: those it compares with, else the right response alone. */
export function numberBody(item: XmlNode, interaction: XmlNode): object {
  const processing = childOf(item, 'responseProcessing');
  const { responseIdentifier } = interaction.attributes;
  const isOfThis = (equal: XmlNode) =>
    childOf(equal, 'variable')?.attributes['identifier'] === responseIdentifier;
  const compared = (processing ? findAll(processing, ['responseIf', 'responseElseIf']) : []).flatMap(
    (branch) =>
      findAll(branch, ['equal'])
        .filter(isOfThis)
        .map((equal) => acceptedOf(equal, branch)),
  );
  const accepted =
    compared.length > 0
      ? compared
      : correctValues(item, interaction).map((value) => ({ value: decimal(value) }));
  if (accepted.length === 0) throw new ItemRefused('no-key');
  return { accepted };
}

function acceptedOf(equal: XmlNode, branch: XmlNode): object {
  const { toleranceMode, tolerance = '' } = equal.attributes;
  const [below = '0', above = below] = toleranceMode === 'absolute' ? tolerance.trim().split(/\s+/) : [];
  if (toleranceMode === 'relative' || below !== above)
    throw new ItemRefused('number-not-understood', { text: `${toleranceMode} ${tolerance}` });
  const share = findAll(branch, ['setOutcomeValue']).flatMap((set) => findAll(set, ['baseValue']))[0];
  const percent = Math.round(Number(wordsOf(share).trim() || 1) * 1e7) / 1e5;
  if (!Number.isInteger(percent) || percent < 1 || percent > 100)
    throw new ItemRefused('percent-not-whole', { percent: wordsOf(share) });
  return {
    value: decimal(wordsOf(childOf(equal, 'baseValue'))),
    ...(Number(below) === 0 ? {} : { tolerance: decimal(below) }),
    ...(percent === 100 ? {} : { percent }),
  };
}

function decimal(text: string): string {
  if (!NUMBER.test(text.trim())) throw new ItemRefused('number-not-understood', { text: text.slice(0, 60) });
  return plainNumber(text.trim());
}

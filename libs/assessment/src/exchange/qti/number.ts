import { plainNumber } from '../gift/plain-number.js';
import { ItemRefused, type Said } from '../item.js';
import { childOf, findAll, wordsOf, type XmlNode } from '../xml/tree.js';
import { type Element, element } from '../xml/write.js';
import { correctValues, type MapEntry, noteMark } from './key.js';
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

/** The numbers that an item accepts: those it compares with or maps, else the right response alone. */
export function numberBody(
  item: XmlNode,
  interaction: XmlNode,
  mapping: MapEntry[] | null,
  notes: Said[],
): object {
  const processing = childOf(item, 'responseProcessing');
  const { responseIdentifier } = interaction.attributes;
  const isOfThis = (equal: XmlNode) =>
    childOf(equal, 'variable')?.attributes['identifier'] === responseIdentifier;
  const compared = (processing ? findAll(processing, ['responseIf', 'responseElseIf']) : []).flatMap(
    (branch) =>
      findAll(branch, ['equal'])
        .filter(isOfThis)
        .map((equal) => comparedIn(equal, branch, correctValues(item, interaction))),
  );
  const [other] = compared.length > 0 || !processing ? [] : findAll(processing, OTHERWISE);
  if (other) throw new ItemRefused('number-not-understood', { text: other.name });
  const mapped = (mapping ?? []).map(({ key, value }) => ({ value: decimal(key), share: value }));
  const right = correctValues(item, interaction).map((value) => ({ value: decimal(value), share: 1 }));
  const found: Compared[] = [compared, mapped, right].find((each) => each.length > 0) ?? [];
  const full = Math.max(...found.map(({ share }) => share));
  if (found.length > 0) noteMark(full, notes);
  const accepted = found.map(({ share, ...rest }) => {
    const percent = Math.round((share / full) * 1e7) / 1e5;
    if (!Number.isInteger(percent) || percent < 1)
      throw new ItemRefused('percent-not-whole', { percent: `${share}` });
    return { ...rest, ...(percent === 100 ? {} : { percent }) };
  });
  if (accepted.length === 0) throw new ItemRefused('no-key');
  return { accepted };
}

/** Comparisons that say other than how far from a number an answer may be. */
const OTHERWISE = ['gte', 'lte', 'gt', 'lt', 'equalRounded'];

interface Compared {
  value: string;
  tolerance?: string;
  /** Of the marks of the item, which may be any number. */
  share: number;
}

function comparedIn(equal: XmlNode, branch: XmlNode, right: string[]): Compared {
  const { toleranceMode, tolerance = '' } = equal.attributes;
  const [below = '0', above = below] = toleranceMode === 'absolute' ? tolerance.trim().split(/\s+/) : [];
  const open = ['includeLowerBound', 'includeUpperBound'].some((name) => equal.attributes[name] === 'false');
  if (toleranceMode === 'relative' || Number(below) !== Number(above) || (open && Number(below) > 0))
    throw new ItemRefused('number-not-understood', { text: `${toleranceMode} ${tolerance}` });
  const [given] = findAll(branch, ['setOutcomeValue'])
    .filter(({ attributes }) => /SCORE/.test(attributes['identifier'] ?? ''))
    .flatMap((set) => findAll(set, ['baseValue']));
  const share = Number(wordsOf(given).trim() || 1);
  if (!(share > 0)) throw new ItemRefused('percent-not-whole', { percent: wordsOf(given) });
  const value = childOf(equal, 'correct') ? (right[0] ?? '') : wordsOf(childOf(equal, 'baseValue'));
  return {
    value: decimal(value),
    ...(Number(below) === 0 ? {} : { tolerance: decimal(below) }),
    share,
  };
}

function decimal(text: string): string {
  if (!NUMBER.test(text.trim())) throw new ItemRefused('number-not-understood', { text: text.slice(0, 60) });
  return plainNumber(text.trim());
}

import { type FilePicture, ItemRefused, type Said } from '../item.js';
import { multipleChoice, singleChoice } from '../moodle-rules.js';
import { textOfNodes } from '../plain-text.js';
import { childrenOf, findAll, type XmlNode } from '../xml/tree.js';
import { correctValues, declarationOf, mappingOf, noteMark, otherwise, scoringOf } from './key.js';
import { numberBody } from './number.js';
import { isOurs, ownWord } from './own-words.js';
import { gapMatchBody } from './read-gap-match.js';
import { type PictureOf, pictureKind } from './read-on-picture.js';

interface Kind {
  type: string;
  body: object;
  pictures?: FilePicture[];
}

interface Choice {
  /** As the file names it. */
  given: string;
  id: string;
  text: string;
  feedback?: string;
}

/** What an interaction asks, as a body of ours. Throws ItemRefused where there is no counterpart. */
export function interactionBody(
  item: XmlNode,
  interaction: XmlNode,
  notes: Said[],
  pictureOf: PictureOf,
): Kind {
  switch (interaction.name) {
    case 'choiceInteraction':
      return choice(item, interaction, notes);
    case 'matchInteraction':
      return match(item, interaction, notes);
    case 'gapMatchInteraction': {
      const scoring = pairScoring(item, interaction, notes);
      return { type: 'drag-words', body: { ...gapMatchBody(item, interaction, notes), scoring } };
    }
    case 'hotspotInteraction':
    case 'graphicGapMatchInteraction':
      return pictureKind(item, interaction, pictureOf, notes);
    case 'orderInteraction':
      return order(item, interaction, notes);
    case 'textEntryInteraction':
      return textEntry(item, interaction, notes);
    case 'extendedTextInteraction':
    case 'uploadInteraction':
    case 'drawingInteraction':
      throw new ItemRefused('needs-person');
    default:
      throw new ItemRefused('unknown-kind', { kind: interaction.name });
  }
}

/** Choices with ids of our form: those of the file where they fit, else given by place. */
function choicesOf(nodes: XmlNode[], notes: Said[], prefix = /^n_/): Choice[] {
  const given = nodes.map(({ attributes }) => attributes['identifier'] ?? '');
  const ours = given.map((id) => id.replace(prefix, ''));
  const fit = ours.every((id) => /^[a-z0-9-]{1,40}$/.test(id)) && new Set(ours).size === ours.length;
  return nodes.map((node, index) => {
    const told = childrenOf(node, 'feedbackInline').map((each) => textOfNodes(each.children, notes));
    const words = node.children.filter(
      (child) => typeof child === 'string' || child.name !== 'feedbackInline',
    );
    return {
      given: given[index]!,
      id: fit ? ours[index]! : `${index + 1}`,
      text: textOfNodes(words, notes),
      ...(told.length > 0 ? { feedback: told.join('\n') } : {}),
    };
  });
}

function choice(item: XmlNode, interaction: XmlNode, notes: Said[]): Kind {
  const choices = choicesOf(findAll(interaction, ['simpleChoice']), notes);
  const right = correctValues(item, interaction);
  if (isOurs(interaction, 'true-false')) return { type: 'true-false', body: { answer: right[0] === 'true' } };
  const mapping = mappingOf(item, interaction);
  const { cardinality } = declarationOf(item, interaction).attributes;
  const most = Number(interaction.attributes['maxChoices'] ?? (cardinality === 'single' ? 1 : 0));
  const single = cardinality === 'single' || most === 1;
  if (!single && most > 0 && most < choices.length) notes.push({ code: 'note-any-number', params: { most } });
  noteOrder(interaction, notes);
  const other = mapping ? otherwise(item, interaction) : 0;
  const weight = (id: string) => mapping?.find(({ key }) => key === id)?.value ?? other;
  // The best choice, or all right ones together, earn the mark, however many that is in the file.
  const gains = choices.map(({ given }) => Math.max(0, weight(given)));
  const full = (single ? Math.max(...gains) : gains.reduce((sum, gain) => sum + gain, 0)) || 1;
  noteMark(full, notes);
  const answers = choices.map(({ given, text, feedback }) => {
    const share = mapping ? weight(given) / full : Number(right.includes(given));
    return { text, percent: 100 * share, feedback };
  });
  const found = single ? singleChoice(answers) : multipleChoice(answers, mapping ? 'partial' : 'exact');
  notes.push(...found.notes);
  const { options } = found.body as { options: object[] };
  const named = options.map((option, index) => ({ ...option, id: choices[index]!.id }));
  return { type: found.type, body: { ...found.body, options: named } };
}

function match(item: XmlNode, interaction: XmlNode, notes: Said[]): Kind {
  const [first, second] = childrenOf(interaction, 'simpleMatchSet');
  if (!first || !second) throw new ItemRefused('answers-not-understood', { text: interaction.name });
  const rows = choicesOf(childrenOf(first, 'simpleAssociableChoice'), notes, /^row-/);
  const targets = choicesOf(childrenOf(second, 'simpleAssociableChoice'), notes);
  if (isOurs(interaction, 'likert')) {
    const said = (all: Choice[]) => all.map(({ id, text }) => ({ id, text }));
    return { type: 'likert', body: { statements: said(rows), scale: said(targets) } };
  }
  noteOrder(interaction, notes);
  const pairs = correctValues(item, interaction).map((pair) => pair.split(/\s+/));
  const placed = rows.map(({ given, ...row }) => {
    const found = pairs.filter(([from]) => from === given);
    const target = targets.find((each) => each.given === found[0]?.[1]);
    if (found.length !== 1 || !target) throw new ItemRefused('row-without-one-match');
    return { row, target };
  });
  const scoring = pairScoring(item, interaction, notes);
  const values = targets.map(({ id, text }) => ({ id, text }));
  if (isOurs(interaction, 'kprim')) {
    const statements = placed.map(({ row, target }) => ({ ...row, correct: target.given === 'true' }));
    return { type: 'kprim', body: { statements, scoring } };
  }
  if (isOurs(interaction, 'categorise')) {
    const items = placed.map(({ row, target }) => ({ ...row, category: target.id }));
    return { type: 'categorise', body: { items, categories: values, scoring } };
  }
  const taken = new Set(values.map(({ id }) => id));
  const clash = placed.some(({ row }) => taken.has(row.id));
  const matched = placed.map(({ row, target }) => ({
    ...row,
    ...(clash ? { id: `row-${row.id}`.slice(0, 40) } : {}),
    match: target.id,
  }));
  return { type: 'matching', body: { rows: matched, choices: values, scoring } };
}

/** Pairs earn their shares, and wrong ones cost nothing. */
const pairScoring = (item: XmlNode, interaction: XmlNode, notes: Said[]): string =>
  ownWord(interaction, 'scoring') ?? scoringOf(item, interaction, correctValues(item, interaction), 0, notes);

/** Tells when what is offered has an order in the file; here everybody gets an order of their own. */
export function noteOrder(interaction: XmlNode, notes: Said[]): void {
  const inOrder =
    interaction.attributes['shuffle'] !== 'true' ||
    findAll(interaction, ['simpleChoice', 'simpleAssociableChoice', 'inlineChoice']).some(
      ({ attributes }) => attributes['fixed'] === 'true',
    );
  if (inOrder && !notes.some(({ code }) => code === 'note-shuffled')) notes.push({ code: 'note-shuffled' });
}

function order(item: XmlNode, interaction: XmlNode, notes: Said[]): Kind {
  const choices = choicesOf(findAll(interaction, ['simpleChoice']), notes);
  const items = correctValues(item, interaction).flatMap(
    (value) => choices.find(({ given }) => given === value) ?? [],
  );
  if (items.length !== choices.length) throw new ItemRefused('no-key');
  const scoring = ownWord(interaction, 'scoring') ?? 'exact';
  return { type: 'ordering', body: { items: items.map(({ id, text }) => ({ id, text })), scoring } };
}

function textEntry(item: XmlNode, interaction: XmlNode, notes: Said[]): Kind {
  const { baseType } = declarationOf(item, interaction).attributes;
  if (baseType === 'float' || baseType === 'integer')
    return { type: 'numeric', body: numberBody(item, interaction, mappingOf(item, interaction), notes) };
  if (baseType !== 'string')
    throw new ItemRefused('unknown-kind', { kind: `${interaction.name} ${baseType}` });
  const mapping = mappingOf(item, interaction);
  if (mapping?.some(({ value }) => value < 0)) throw new ItemRefused('wrong-answer-listed');
  const full = Math.max(0, ...(mapping ?? []).map(({ value }) => value)) || 1;
  noteMark(full, notes);
  const accepted = mapping
    ? mapping
        .filter(({ value }) => value > 0)
        .map(({ key, value }) => ({ text: key, percent: percentOf(value / full) }))
    : correctValues(item, interaction).map((text) => ({ text }));
  const strict = !mapping || mapping.some(({ caseSensitive }) => caseSensitive);
  const letterCase = ownWord(interaction, 'case') ?? (strict ? 'required' : 'ignored');
  const diacritics = ownWord(interaction, 'diacritics') ?? 'required';
  return { type: 'short-answer', body: { accepted, letterCase, diacritics } };
}

function percentOf(share: number): number {
  const percent = Math.round(share * 1e7) / 1e5;
  if (!Number.isInteger(percent)) throw new ItemRefused('percent-not-whole', { percent });
  return percent;
}

import { type Draft, ItemRefused, type Said } from '../item.js';
import { textOfNodes } from '../plain-text.js';
import { childOf, childrenOf, elementsOf, type XmlNode } from '../xml/tree.js';
import { type AskedHere, without } from './asked-here.js';
import { noteMarking } from './marking.js';
import { isGapTask, textGaps } from './read-gaps.js';
import { interactionBody } from './read-interaction.js';
import type { PictureOf } from './read-on-picture.js';
import { isQuestionOf, type SharedOf, stimulusBody } from './read-stimulus.js';

const INTERACTION = /Interaction$/;

/** An assessment item in the names of QTI 2.1 as a question of ours. */
export function itemDraft(item: XmlNode, tags: string[], pictureOf: PictureOf, sharedOf: SharedOf): Draft {
  const { identifier, label, toolName, title = '' } = item.attributes;
  const notes: Said[] = [];
  const made = childOf(item, 'templateDeclaration') ?? childOf(item, 'templateProcessing');
  if (made) throw new ItemRefused('holds-element', { element: made.name });
  if (item.attributes['adaptive'] === 'true') throw new ItemRefused('adaptive-item');
  const body = childOf(item, 'itemBody');
  if (!body) throw new ItemRefused('no-stem');
  const ask = (part: XmlNode) => askedIn(item, part, notes, pictureOf, title);
  const isShared = childOf(item, 'assessmentStimulusRef') || elementsOf(body).some(isQuestionOf);
  const found = isShared ? stimulusBody(item, body, notes, { ask, pictureOf, sharedOf }) : ask(body);
  const explanation = childrenOf(item, 'modalFeedback').map((each) =>
    textOfNodes((childOf(each, 'contentBody') ?? each).children, notes),
  );
  if (explanation.length > 1) notes.push({ code: 'note-feedback-joined' });
  if (explanation.length > 0 && toolName !== 'hocvuso') notes.push({ code: 'note-feedback-for-all' });
  noteMarking(item, notes);
  return {
    externalId: (toolName === 'hocvuso' ? label : identifier) ?? null,
    ...found,
    explanation: explanation.join('\n\n') || undefined,
    tags,
    notes,
  };
}

/** The one question of a body, or of a part of it. */
function askedIn(
  item: XmlNode,
  part: XmlNode,
  notes: Said[],
  pictureOf: PictureOf,
  title: string,
): AskedHere {
  const interactions = interactionsIn(part);
  const [interaction, ...others] = interactions;
  if (!interaction) throw new ItemRefused('no-answers');
  if (isGapTask(part, interactions)) return textGaps(item, part, interactions, notes, title);
  if (others.length > 0) throw new ItemRefused('several-interactions');
  const prompt = childOf(interaction, 'prompt');
  const stem = textOfNodes(
    [...without(part, interaction), '\n', ...(prompt ? [{ ...prompt, name: 'p' }] : [])],
    notes,
  );
  if (stem === '') throw new ItemRefused('no-stem');
  return { stem, ...interactionBody(item, interaction, notes, pictureOf) };
}

function interactionsIn(node: XmlNode): XmlNode[] {
  return elementsOf(node).flatMap((child) =>
    INTERACTION.test(child.name) ? [child] : interactionsIn(child),
  );
}

import type { StimulusBody } from '../../question-types/stimulus/stimulus.js';
import type { OutgoingPictures, OutgoingQuestion } from '../item.js';
import { element, xmlDocument } from '../xml/write.js';
import { asked } from './asked.js';
import { askedOnPicture, isOnPicture } from './asked-on-picture.js';
import { type Asked, idOf, linesOf, type Question } from './parts.js';
import { processing } from './processing.js';
import type { QtiVersion } from './qti-version.js';
import { stimulusDocument, writtenStimulus } from './write-stimulus.js';
import { declarations, outcome, type Written } from './written.js';

/** An item, and the shared text that it refers to. */
export interface ItemXml {
  item: string;
  stimulus: string | null;
}

/** One question as an assessment item (1EdTech QTI 2.1 and 3.0). */
export function writeItem(
  question: OutgoingQuestion,
  version: QtiVersion,
  pictures: OutgoingPictures,
): ItemXml {
  const ask = (each: Question) =>
    isOnPicture(each.type) ? askedOnPicture(each, version, pictures) : asked(each, version);
  const parts =
    question.type === 'stimulus'
      ? writtenStimulus(question.body as StimulusBody, ask, version, pictures)
      : written(ask(question), version);
  const identifier = itemIdentifier(question.externalId);
  const title = question.stem.split('\n')[0]!.slice(0, 100).trim();
  const root = element(
    'assessmentItem',
    {
      xmlns: version.itemNamespace,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': `${version.itemNamespace} ${version.itemSchema}`,
      identifier,
      title,
      label: question.externalId,
      adaptive: false,
      timeDependent: false,
      toolName: 'hocvuso',
      toolVersion: '1',
    },
    parts.responses,
    outcome('SCORE', 'float', 'single', '0'),
    parts.outcomes,
    question.explanation ? outcome('EXPLANATION', 'identifier', 'single', 'shown') : null,
    parts.stimulus
      ? element('assessmentStimulusRef', {
          identifier: stimulusIdentifier(identifier),
          href: `../${stimulusFile(identifier)}`,
        })
      : null,
    element('itemBody', {}, element('p', {}, linesOf(question.stem)), parts.blocks),
    parts.processing,
    question.explanation
      ? element(
          'modalFeedback',
          { outcomeIdentifier: 'EXPLANATION', identifier: 'shown', showHide: 'show' },
          element('p', {}, linesOf(question.explanation)),
        )
      : null,
  );
  return {
    item: xmlDocument(version.named(root)),
    stimulus:
      parts.stimulus && stimulusDocument(parts.stimulus, stimulusIdentifier(identifier), title, version),
  };
}

const written = (ask: Asked, version: QtiVersion): Written => ({
  responses: declarations(ask),
  outcomes: declarations(ask, 'outcome'),
  blocks: [ask.interaction],
  processing: processing(ask, version),
  stimulus: null,
});

/** Differs where codes differ: one that looks as if it had been given a beginning gets one too. */
export const itemIdentifier = (externalId: string): string =>
  externalId.startsWith('n_') ? `n_${externalId}` : idOf(externalId);
const stimulusIdentifier = (item: string): string => `S-${item}`;
export const stimulusFile = (item: string): string => `stimuli/${item}.xml`;

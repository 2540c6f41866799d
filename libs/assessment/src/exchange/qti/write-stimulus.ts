import type { Picture } from '../../question-types/pictures/picture.js';
import type { StimulusBody } from '../../question-types/stimulus/stimulus.js';
import { ItemRefused, type OutgoingPictures } from '../item.js';
import { type Element, element, xmlDocument } from '../xml/write.js';
import { type Asked, linesOf, type Question } from './parts.js';
import { isGraded, rulesOf } from './processing.js';
import type { QtiVersion } from './qti-version.js';
import { declarations, outcome, type Written } from './written.js';

/** Names of variables, which each question of an item has for itself. */
const VARIABLE = /^(RESPONSE(-.+)?|SCORE|FEEDBACK)$/;
const NAMING = new Set(['identifier', 'responseIdentifier', 'outcomeIdentifier']);

/** The same with names of variables that begin with the place of the question. */
function ofPart(part: number, { name, attributes, children }: Element): Element {
  const renamed = Object.entries(attributes).map(([key, value]) => [
    key,
    NAMING.has(key) && VARIABLE.test(String(value)) ? `Q${part}-${value}` : value,
  ]);
  return {
    name,
    attributes: Object.fromEntries(renamed),
    children: children.map((child) => (typeof child === 'string' ? child : ofPart(part, child))),
  };
}

/** Several questions about one text as one item of several interactions, each with a score of its own. */
export function writtenStimulus(
  { questions, ...shared }: StimulusBody,
  ask: (question: Question) => Asked,
  version: QtiVersion,
  pictures: OutgoingPictures,
): Written {
  const parts = questions.map(({ id, type, stem, body }, index) => {
    const asked = ask({ type, stem, body: body as object });
    const score = isGraded(asked) ? [outcome('SCORE', 'float', 'single', '0')] : [];
    const of = (each: Element) => ofPart(index + 1, each);
    return {
      graded: score.length > 0 ? `Q${index + 1}-SCORE` : null,
      declared: declarations(asked).map(of),
      outcomes: [...declarations(asked, 'outcome'), ...score].map(of),
      block: element(
        'div',
        { class: `hocvuso-question hocvuso-id-${id}` },
        element('p', {}, linesOf(stem)),
        of(asked.interaction),
      ),
      rules: isGraded(asked) ? rulesOf(asked).map(of) : [],
    };
  });
  const scores = parts.flatMap(({ graded }) => graded ?? []);
  const sum = element(
    'setOutcomeValue',
    { identifier: 'SCORE' },
    element(
      'sum',
      {},
      scores.map((identifier) => element('variable', { identifier })),
    ),
  );
  const apart = version.stimulusResource !== null;
  const content = stimulusContent(shared, pictures);
  return {
    responses: parts.flatMap(({ declared }) => declared),
    outcomes: parts.flatMap(({ outcomes }) => outcomes),
    blocks: [
      ...(apart ? [] : [element('div', { class: 'hocvuso-stimulus' }, content)]),
      ...parts.map(({ block }) => block),
    ],
    processing:
      scores.length === 0
        ? null
        : element('responseProcessing', {}, [...parts.flatMap(({ rules }) => rules), sum]),
    stimulus: apart ? content : null,
  };
}

/** The text, and below it the picture. */
function stimulusContent(
  { text, picture }: Omit<StimulusBody, 'questions'>,
  pictures: OutgoingPictures,
): Element[] {
  return [
    element('p', {}, linesOf(text)),
    ...(picture ? [element('p', {}, imageOf(picture, pictures))] : []),
  ];
}

function imageOf({ id, alt, width, height }: Picture, pictures: OutgoingPictures): Element {
  const found = pictures.get(id);
  if (!found) throw new ItemRefused('picture-gone');
  return element('img', { src: `../images/${found.name}`, alt, width, height });
}

/** The shared text as a file of its own, which an item refers to. */
export function stimulusDocument(content: Element[], identifier: string, title: string, version: QtiVersion) {
  const root = element(
    'assessmentStimulus',
    {
      xmlns: version.itemNamespace,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': `${version.itemNamespace} ${version.itemSchema}`,
      identifier,
      title,
      toolName: 'hocvuso',
      toolVersion: '1',
    },
    element('stimulusBody', {}, content),
  );
  return xmlDocument(version.named(root));
}

import type { OutgoingPictures, OutgoingQuestion } from '../item.js';
import { type Element, element, xmlDocument } from '../xml/write.js';
import { asked, idOf } from './asked.js';
import { askedOnPicture, isOnPicture } from './asked-on-picture.js';
import { type Asked, linesOf } from './parts.js';
import type { QtiVersion } from './qti-version.js';

/** A share of the mark as text; enough digits to be told from its neighbours. */
const shareText = (share: number): string => String(Math.round(share * 1e9) / 1e9);

const outcome = (identifier: string, baseType: string, cardinality: string, value: string | null = null) =>
  element(
    'outcomeDeclaration',
    { identifier, cardinality, baseType },
    value === null ? null : element('defaultValue', {}, element('value', {}, value)),
  );

function processing({ mapping, hasFeedback, baseType, conditions, correct }: Asked, version: QtiVersion) {
  if (conditions) return element('responseProcessing', {}, conditions);
  if (correct.length === 0) return null;
  if (!hasFeedback || baseType !== 'identifier')
    return element('responseProcessing', {
      template: version.template(mapping ? 'map_response' : 'match_correct'),
    });
  const response = () => element('variable', { identifier: 'RESPONSE' });
  const score = (value: Element) => element('setOutcomeValue', { identifier: 'SCORE' }, value);
  const float = (value: number) => element('baseValue', { baseType: 'float' }, `${value}`);
  const whole = element('match', {}, response(), element('correct', { identifier: 'RESPONSE' }));
  return element(
    'responseProcessing',
    {},
    element('setOutcomeValue', { identifier: 'FEEDBACK' }, response()),
    mapping
      ? score(element('mapResponse', { identifier: 'RESPONSE' }))
      : element(
          'responseCondition',
          {},
          element('responseIf', {}, whole, score(float(1))),
          element('responseElse', {}, score(float(0))),
        ),
  );
}

/** One question as an assessment item (1EdTech QTI 2.1 and 3.0). */
export function writeItem(
  question: OutgoingQuestion,
  version: QtiVersion,
  pictures: OutgoingPictures,
): string {
  const ask = isOnPicture(question.type) ? askedOnPicture(question, version, pictures) : asked(question);
  const { cardinality, baseType, correct, mapping } = ask;
  const shares = mapping?.map(({ key, share, caseSensitive }) =>
    element('mapEntry', { mapKey: key, mappedValue: shareText(share), caseSensitive: caseSensitive ?? null }),
  );
  const root = element(
    'assessmentItem',
    {
      xmlns: version.itemNamespace,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': `${version.itemNamespace} ${version.itemSchema}`,
      identifier: itemIdentifier(question.externalId),
      title: question.stem.split('\n')[0]!.slice(0, 100).trim(),
      label: question.externalId,
      adaptive: false,
      timeDependent: false,
      toolName: 'hocvuso',
      toolVersion: '1',
    },
    element(
      'responseDeclaration',
      { identifier: 'RESPONSE', cardinality, baseType },
      correct.length === 0
        ? null
        : element(
            'correctResponse',
            {},
            correct.map((value) => element('value', {}, value)),
          ),
      shares ? element('mapping', { lowerBound: 0, upperBound: 1, defaultValue: 0 }, shares) : null,
    ),
    outcome('SCORE', 'float', 'single', '0'),
    ask.hasFeedback
      ? outcome('FEEDBACK', 'identifier', cardinality === 'single' ? 'single' : 'multiple')
      : null,
    question.explanation ? outcome('EXPLANATION', 'identifier', 'single', 'shown') : null,
    element('itemBody', {}, element('p', {}, linesOf(question.stem)), ask.interaction),
    processing(ask, version),
    question.explanation
      ? element(
          'modalFeedback',
          { outcomeIdentifier: 'EXPLANATION', identifier: 'shown', showHide: 'show' },
          element('p', {}, linesOf(question.explanation)),
        )
      : null,
  );
  return xmlDocument(version.named(root));
}

export const itemIdentifier = (externalId: string): string => idOf(externalId);

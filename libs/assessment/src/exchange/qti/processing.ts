import { type Element, element } from '../xml/write.js';
import type { Asked, Keyed } from './parts.js';
import type { QtiVersion } from './qti-version.js';

const variable = (identifier: string) => element('variable', { identifier });
const float = (value: number) => element('baseValue', { baseType: 'float' }, `${value}`);
const scored = (value: Element) => element('setOutcomeValue', { identifier: 'SCORE' }, value);

/** How the responses earn the mark: by a template where one says it; null where nothing is right. */
export function processing(asked: Asked, version: QtiVersion): Element | null {
  const [only, ...others] = asked.responses;
  if (!only || !isGraded(asked)) return null;
  const told = asked.hasFeedback && only.baseType === 'identifier';
  if (asked.conditions || others.length > 0 || asked.together !== undefined || told)
    return element('responseProcessing', {}, rulesOf(asked));
  return element('responseProcessing', {
    template: version.template(only.mapping ? 'map_response' : 'match_correct'),
  });
}

export const isGraded = ({ responses }: Asked): boolean =>
  responses.some(({ correct }) => correct.length > 0);

/** The same as rules, for one question of several. */
export function rulesOf({ responses, hasFeedback, conditions, together }: Asked): Element[] {
  if (conditions) return conditions;
  const [only] = responses;
  const feedback =
    hasFeedback && only?.baseType === 'identifier'
      ? [element('setOutcomeValue', { identifier: 'FEEDBACK' }, variable(only.identifier))]
      : [];
  return [...feedback, markOf(responses, together)];
}

function markOf(responses: Keyed[], together: boolean | undefined): Element {
  const [only] = responses;
  if (together === undefined && only)
    return only.mapping ? scored(mapped(only)) : allOrNothing(isCorrect(only));
  if (!together) return scored(element('sum', {}, responses.map(mapped)));
  // A mapping earns 1 for each accepted value.
  const each = responses.map((response) =>
    element('equal', { toleranceMode: 'exact' }, mapped(response), float(1)),
  );
  return allOrNothing(element('and', {}, each));
}

const mapped = ({ identifier }: Keyed): Element => element('mapResponse', { identifier });

const isCorrect = ({ identifier }: Keyed): Element =>
  element('match', {}, variable(identifier), element('correct', { identifier }));

const allOrNothing = (whole: Element): Element =>
  element(
    'responseCondition',
    {},
    element('responseIf', {}, whole, scored(float(1))),
    element('responseElse', {}, scored(float(0))),
  );

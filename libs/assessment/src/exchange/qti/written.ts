import { type Element, element } from '../xml/write.js';
import type { Asked, Keyed } from './parts.js';

/** What a question is made of in an item. */
export interface Written {
  responses: Element[];
  outcomes: Element[];
  blocks: Element[];
  processing: Element | null;
  /** What stands in a file of its own. */
  stimulus: Element[] | null;
}

/** A share of the mark as text; enough digits to be told from its neighbours. */
const shareText = (share: number): string => String(Math.round(share * 1e9) / 1e9);

export const outcome = (
  identifier: string,
  baseType: string,
  cardinality: string,
  value: string | null = null,
): Element =>
  element(
    'outcomeDeclaration',
    { identifier, cardinality, baseType },
    value === null ? null : element('defaultValue', {}, element('value', {}, value)),
  );

/** The variables of a question: its responses, or what it tells back. */
export function declarations({ responses, hasFeedback }: Asked, kind = 'response'): Element[] {
  if (kind === 'response') return responses.map(responseDeclaration);
  const cardinality = responses[0]?.cardinality === 'single' ? 'single' : 'multiple';
  return hasFeedback ? [outcome('FEEDBACK', 'identifier', cardinality)] : [];
}

function responseDeclaration({ identifier, cardinality, baseType, correct, mapping }: Keyed): Element {
  const shares = mapping?.map(({ key, share, caseSensitive }) =>
    element('mapEntry', { mapKey: key, mappedValue: shareText(share), caseSensitive: caseSensitive ?? null }),
  );
  return element(
    'responseDeclaration',
    { identifier, cardinality, baseType },
    correct.length === 0
      ? null
      : element(
          'correctResponse',
          {},
          correct.map((value) => element('value', {}, value)),
        ),
    shares ? element('mapping', { lowerBound: 0, upperBound: 1, defaultValue: 0 }, shares) : null,
  );
}

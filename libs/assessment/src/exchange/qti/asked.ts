import { ItemRefused } from '../item.js';
import { element } from '../xml/write.js';
import { type Choice, match, simpleChoices } from './asked-choices.js';
import { chosenGaps, gapMatch, typedGaps } from './asked-gaps.js';
import { number } from './number.js';
import { type Asked, classOf, idOf, oneResponse, type Question } from './parts.js';
import type { QtiVersion } from './qti-version.js';

function choice(type: string, body: object, choices: Choice[], most: 0 | 1): Asked {
  const right = choices.filter(({ correct }) => correct).map(({ id }) => idOf(id));
  const exact = most === 1 || (body as { scoring?: string }).scoring === 'exact';
  const fixed = type === 'true-false';
  return oneResponse(
    element(
      'choiceInteraction',
      { class: classOf(type, body), responseIdentifier: 'RESPONSE', shuffle: !fixed, maxChoices: most },
      simpleChoices(choices, fixed),
    ),
    {
      cardinality: most === 1 ? 'single' : 'multiple',
      baseType: 'identifier',
      correct: right,
      mapping: exact
        ? null
        : choices.map(({ id, correct }) => ({ key: idOf(id), share: (correct ? 1 : -1) / right.length })),
    },
    { hasFeedback: choices.some(({ feedback }) => feedback) },
  );
}

const TRUTH: Choice[] = ['true', 'false'].map((id) => ({ id, text: id }));

/** Throws ItemRefused for types that QTI is not written for here. */
export function asked({ type, body }: Question, version: QtiVersion): Asked {
  switch (type) {
    case 'single':
      return choice(type, body, (body as { options: Choice[] }).options, 1);
    case 'multiple':
      return choice(type, body, (body as { options: Choice[] }).options, 0);
    case 'true-false': {
      const { answer } = body as { answer: boolean };
      const options = TRUTH.map((each) => ({ ...each, correct: each.id === `${answer}` }));
      return choice(type, body, options, 1);
    }
    case 'kprim': {
      const { statements } = body as { statements: Choice[] };
      return match(
        type,
        body,
        statements.map((each) => ({ ...each, to: `${each.correct}` })),
        TRUTH,
      );
    }
    case 'matching': {
      const { rows, choices } = body as { rows: (Choice & { match: string })[]; choices: Choice[] };
      return match(
        type,
        body,
        rows.map((each) => ({ ...each, to: each.match })),
        choices,
      );
    }
    case 'categorise': {
      const { items, categories } = body as {
        items: (Choice & { category: string })[];
        categories: Choice[];
      };
      return match(
        type,
        body,
        items.map((each) => ({ ...each, to: each.category })),
        categories,
      );
    }
    case 'ordering': {
      const { items } = body as { items: Choice[] };
      const correct = items.map(({ id }) => idOf(id));
      return oneResponse(
        element(
          'orderInteraction',
          { class: classOf(type, body), responseIdentifier: 'RESPONSE', shuffle: true },
          simpleChoices(items),
        ),
        { cardinality: 'ordered', baseType: 'identifier', correct, mapping: null },
      );
    }
    case 'short-answer':
      return shortAnswer(type, body);
    case 'numeric':
      return number(type, body);
    case 'drag-words':
      return gapMatch(type, body, version);
    case 'gap-text':
      return typedGaps(type, body);
    case 'gap-select':
      return chosenGaps(type, body);
    case 'likert': {
      const { statements, scale } = body as { statements: Choice[]; scale: Choice[] };
      const rows = statements.map((each) => ({ ...each, to: '' }));
      const asks = match(type, body, rows, scale);
      return { ...asks, responses: asks.responses.map((each) => ({ ...each, correct: [], mapping: null })) };
    }
    default:
      throw new ItemRefused('format-lacks-type');
  }
}

function shortAnswer(type: string, body: object): Asked {
  const { accepted, letterCase } = body as {
    accepted: { text: string; percent?: number; feedback?: string }[];
    letterCase?: string;
  };
  if (accepted.some(({ feedback }) => feedback)) throw new ItemRefused('holds-no-feedback');
  return oneResponse(
    element(
      'p',
      {},
      element('textEntryInteraction', { class: classOf(type, body), responseIdentifier: 'RESPONSE' }),
    ),
    {
      cardinality: 'single',
      baseType: 'string',
      correct: [accepted.find(({ percent }) => (percent ?? 100) === 100)!.text],
      mapping: accepted.map(({ text, percent }) => ({
        key: text,
        share: (percent ?? 100) / 100,
        caseSensitive: letterCase === 'required',
      })),
    },
  );
}

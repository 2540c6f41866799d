import { ItemRefused, type OutgoingQuestion } from '../item.js';
import { element } from '../xml/write.js';
import { gapMatch } from './asked-gaps.js';
import { number } from './number.js';
import { type Asked, classOf, linesOf } from './parts.js';

interface Choice {
  id: string;
  text: string;
  correct?: boolean;
  feedback?: string;
}

/** Identifiers begin with a letter or underscore. */
export const idOf = (id: string): string => (/^[a-z_]/i.test(id) ? id : `n_${id}`);

const feedbackInline = (id: string, text: string | undefined) =>
  text
    ? element(
        'feedbackInline',
        { outcomeIdentifier: 'FEEDBACK', identifier: id, showHide: 'show' },
        linesOf(text),
      )
    : null;

const simpleChoices = (choices: Choice[], fixed = false) =>
  choices.map(({ id, text, feedback }) =>
    element(
      'simpleChoice',
      { identifier: idOf(id), fixed: fixed ? true : null },
      linesOf(text),
      feedbackInline(idOf(id), feedback),
    ),
  );

function choice(type: string, body: object, choices: Choice[], most: 0 | 1): Asked {
  const right = choices.filter(({ correct }) => correct).map(({ id }) => idOf(id));
  const exact = most === 1 || (body as { scoring?: string }).scoring === 'exact';
  const fixed = type === 'true-false';
  return {
    interaction: element(
      'choiceInteraction',
      { class: classOf(type, body), responseIdentifier: 'RESPONSE', shuffle: !fixed, maxChoices: most },
      simpleChoices(choices, fixed),
    ),
    cardinality: most === 1 ? 'single' : 'multiple',
    baseType: 'identifier',
    correct: right,
    mapping: exact
      ? null
      : choices.map(({ id, correct }) => ({ key: idOf(id), share: (correct ? 1 : -1) / right.length })),
    hasFeedback: choices.some(({ feedback }) => feedback),
  };
}

/** Rows of which each goes to one of the targets. */
function match(type: string, body: object, rows: (Choice & { to: string })[], targets: Choice[]): Asked {
  // Rows and targets may have equal ids; identifiers are unique in an item.
  const row = (id: string) => `row-${id}`;
  const pairs = rows.map(({ id, to }) => `${row(id)} ${idOf(to)}`);
  const set = (choices: Choice[], matchMax: number, name: (id: string) => string) =>
    element(
      'simpleMatchSet',
      {},
      choices.map(({ id, text, feedback }) =>
        element(
          'simpleAssociableChoice',
          { identifier: name(id), matchMax },
          linesOf(text),
          feedbackInline(name(id), feedback),
        ),
      ),
    );
  return {
    interaction: element(
      'matchInteraction',
      {
        class: classOf(type, body),
        responseIdentifier: 'RESPONSE',
        shuffle: true,
        maxAssociations: rows.length,
      },
      set(rows, 1, row),
      set(targets, rows.length, idOf),
    ),
    cardinality: 'multiple',
    baseType: 'directedPair',
    correct: pairs,
    mapping:
      (body as { scoring?: string }).scoring === 'exact'
        ? null
        : pairs.map((key) => ({ key, share: 1 / pairs.length })),
    // Feedback of a row has no response value of its own: it is written, and shown to nobody by others.
    hasFeedback: rows.some(({ feedback }) => feedback),
  };
}

const TRUTH: Choice[] = ['true', 'false'].map((id) => ({ id, text: id }));

/** Throws ItemRefused for types that QTI is not written for here. */
export function asked({ type, body }: OutgoingQuestion): Asked {
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
      return {
        interaction: element(
          'orderInteraction',
          { class: classOf(type, body), responseIdentifier: 'RESPONSE', shuffle: true },
          simpleChoices(items),
        ),
        cardinality: 'ordered',
        baseType: 'identifier',
        correct: items.map(({ id }) => idOf(id)),
        mapping: null,
      };
    }
    case 'short-answer':
      return shortAnswer(type, body);
    case 'numeric':
      return number(type, body);
    case 'drag-words':
      return gapMatch(type, body);
    case 'likert': {
      const { statements, scale } = body as { statements: Choice[]; scale: Choice[] };
      const rows = statements.map((each) => ({ ...each, to: '' }));
      return { ...match(type, body, rows, scale), correct: [], mapping: null };
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
  return {
    interaction: element(
      'p',
      {},
      element('textEntryInteraction', { class: classOf(type, body), responseIdentifier: 'RESPONSE' }),
    ),
    cardinality: 'single',
    baseType: 'string',
    correct: [accepted.find(({ percent }) => (percent ?? 100) === 100)!.text],
    mapping: accepted.map(({ text, percent }) => ({
      key: text,
      share: (percent ?? 100) / 100,
      caseSensitive: letterCase === 'required',
    })),
  };
}

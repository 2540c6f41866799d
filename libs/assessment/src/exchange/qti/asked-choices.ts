import { element } from '../xml/write.js';
import { type Asked, classOf, idOf, linesOf, oneResponse, paired } from './parts.js';

export interface Choice {
  id: string;
  text: string;
  correct?: boolean;
  feedback?: string;
}

const feedbackInline = (id: string, text: string | undefined) =>
  text
    ? element(
        'feedbackInline',
        { outcomeIdentifier: 'FEEDBACK', identifier: id, showHide: 'show' },
        linesOf(text),
      )
    : null;

export const simpleChoices = (choices: Choice[], fixed = false) =>
  choices.map(({ id, text, feedback }) =>
    element(
      'simpleChoice',
      { identifier: idOf(id), fixed: fixed ? true : null },
      linesOf(text),
      feedbackInline(idOf(id), feedback),
    ),
  );

/** Rows of which each goes to one of the targets. */
export function match(
  type: string,
  body: object,
  rows: (Choice & { to: string })[],
  targets: Choice[],
): Asked {
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
  return oneResponse(
    element(
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
    paired(pairs, (body as { scoring?: string }).scoring),
    // Feedback of a row has no response value of its own: it is written, and shown to nobody by others.
    { hasFeedback: rows.some(({ feedback }) => feedback) },
  );
}

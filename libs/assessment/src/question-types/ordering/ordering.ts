import { z } from 'zod';
import type { Random } from '../../random/random.js';
import { optionalText, type QuestionEditor, rowsOf, textOf } from '../editor/question-editor.js';
import { MOST_PARTS, type Rule } from '../question-type.js';
import { type Scoring, scoring, scoringField } from '../scoring.js';
import { idsOf, type Slot, Slots, type SlotValue } from '../slots/slots.js';
import { filled, identified, partId, ranked } from '../texts.js';
import { uniqueIds, uniqueTexts } from '../unique.js';

interface Item {
  id: string;
  text: string;
}

export interface OrderingBody {
  /** In the right order. */
  items: Item[];
  scoring: Scoring;
}

export const orderingBody: z.ZodType<OrderingBody> = z
  .strictObject({
    items: z
      .array(z.strictObject({ id: partId.optional(), text: filled(1000, 'assessment.part-empty') }))
      .min(2, 'assessment.part-count')
      .max(MOST_PARTS, 'assessment.part-count')
      .transform((given): Item[] => identified(given)),
    scoring,
  })
  .check(
    uniqueIds((body) => body.items),
    uniqueTexts('items', (body) => body.items),
  )
  .transform(({ items, scoring }) => {
    const { idOf } = ranked(items);
    return { items: items.map(({ id, text }) => ({ id: idOf.get(id) ?? id, text })), scoring };
  });

/** Things to be put in order: each gets the number of its place. */
export class Ordering extends Slots<OrderingBody> {
  readonly code = 'ordering';
  readonly body = orderingBody;
  readonly editor = editor;
  protected readonly template = 'ordering/ordering';

  order({ items }: OrderingBody, random: Random): string[] {
    return random.shuffle(idsOf(items).sort());
  }

  /** A place that two things claim is nobody's. */
  protected override isRight(slot: Slot, parts: Map<string, string>): boolean {
    return (
      super.isRight(slot, parts) && [...parts.values()].filter((each) => each === slot.right).length === 1
    );
  }

  protected slots({ items }: OrderingBody): Slot[] {
    return items.map((item, index) => ({ ...item, right: `${index + 1}` }));
  }

  protected values({ items }: OrderingBody): SlotValue[] {
    return items.map((_, index) => ({ id: `${index + 1}`, text: `${index + 1}`, label: null }));
  }

  protected scoring({ scoring }: OrderingBody): Scoring {
    return scoring;
  }

  protected override rule({ items, scoring }: OrderingBody): Rule {
    return { key: `assessment.question.rule.ordering-${scoring}`, count: items.length };
  }
}

const editor: QuestionEditor<OrderingBody> = {
  fields: [
    {
      kind: 'rows',
      name: 'items',
      label: 'assessment.editor.ordering.row',
      title: 'assessment.editor.ordering.rows',
      hint: 'assessment.editor.ordering.rows-hint',
      fewest: 2,
      most: MOST_PARTS,
      add: 'assessment.editor.ordering.add',
      remove: 'assessment.editor.ordering.remove',
      columns: [{ kind: 'line', name: 'text', label: 'assessment.editor.ordering.row' }],
    },
    scoringField,
  ],
  blank: { items: Array.from({ length: 4 }, () => ({ text: '' })), scoring: 'partial' },
  valuesOf: ({ items, scoring }) => ({ items: items.map(({ text }) => ({ text })), scoring }),
  bodyOf: (values) => ({
    items: rowsOf(values, 'items').map((row) => ({ text: textOf(row, 'text') })),
    scoring: optionalText(values, 'scoring'),
  }),
};

import { z } from 'zod';
import type { Random } from '../../random/random.js';
import { MOST_PARTS } from '../question-type.js';
import { type Scoring, scoring } from '../scoring.js';
import { knownValues, type Pairs, pairEditor } from '../slots/pairs.js';
import { asValues, idsOf, type Slot, Slots, type SlotValue } from '../slots/slots.js';
import { feedback, filled, identified, numeral, partId, ranked } from '../texts.js';
import { uniqueIds, uniqueTexts } from '../unique.js';

interface Item {
  id: string;
  text: string;
  /** Id of its category. */
  category: string;
  feedback?: string | undefined;
}

export interface CategoriseBody {
  categories: { id: string; text: string }[];
  items: Item[];
  scoring: Scoring;
}

const pairsOf = ({ items, categories, scoring }: CategoriseBody): Pairs => ({
  rows: items.map(({ category, ...item }) => ({ ...item, value: category })),
  values: categories,
  scoring,
});

export const categoriseBody: z.ZodType<CategoriseBody> = z
  .strictObject({
    categories: z
      .array(z.strictObject({ id: partId, text: filled(200, 'assessment.part-empty') }))
      .min(2, 'assessment.category-count')
      .max(8, 'assessment.category-count'),
    items: z
      .array(
        z.strictObject({
          id: partId.optional(),
          text: filled(1000, 'assessment.part-empty'),
          category: z.string(),
          feedback,
        }),
      )
      .min(2, 'assessment.part-count')
      .max(MOST_PARTS, 'assessment.part-count')
      .transform((given): Item[] => identified(given)),
    scoring,
  })
  .check(
    uniqueIds((body) => [...body.categories, ...body.items]),
    uniqueTexts('categories', (body) => body.categories),
    uniqueTexts('items', (body) => body.items),
    knownValues('items', 'category', pairsOf),
  )
  .transform(({ categories, items, scoring }) => {
    const numbered = categories.map((category, index) => ({ ...category, id: numeral(index) }));
    const numberOf = (id: string) => numeral(categories.findIndex((category) => category.id === id));
    const sorted = items.map((item) => ({ ...item, category: numberOf(item.category) }));
    return { categories: numbered, items: ranked(sorted).things, scoring };
  });

/** Things to be put into categories. */
export class Categorise extends Slots<CategoriseBody> {
  readonly code = 'categorise';
  readonly body = categoriseBody;
  readonly editor = pairEditor<CategoriseBody>(
    'categorise',
    { rows: 'items', value: 'category' },
    'all',
    pairsOf,
    ({ rows, values, scoring }) => ({ items: rows, categories: values, scoring }),
  );
  protected readonly template = 'slots/rows';

  order({ items }: CategoriseBody, random: Random): string[] {
    return random.shuffle(idsOf(items));
  }

  protected slots({ items }: CategoriseBody): Slot[] {
    return items.map(({ category, ...item }) => ({ ...item, right: category }));
  }

  protected values({ categories }: CategoriseBody): SlotValue[] {
    return asValues(categories);
  }

  protected scoring({ scoring }: CategoriseBody): Scoring {
    return scoring;
  }
}

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Criteria, drawForm, missing, type PoolPart } from '../attempt/draw.policy.js';
import { type BlueprintRow, rulesOf } from '../blueprint/blueprint.input.js';
import { Random } from '../random/random.js';
import { planOf } from './section-plan.js';

interface Item {
  component: string;
  level: number;
  difficulty: number;
  /** Items of one group are enemies; 0: has none. */
  group: number;
}

const level = fc.constantFrom(1, 2);
const difficulty = fc.constantFrom(1, 2, 3);
const component = fc.constantFrom('1.1', '4.2');
const group = fc.constantFrom(0, 0, 0, 0, 0, 1, 2, 3);
const items = fc.array(fc.record<Item>({ component, level, difficulty, group }), {
  minLength: 8,
  maxLength: 24,
});
const row = fc.record<BlueprintRow, 'count'>(
  { count: fc.integer({ min: 1, max: 2 }), component, level, difficulty },
  { requiredKeys: ['count'] },
);
const divided = fc.record({
  items,
  sections: fc.array(fc.array(row, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
  seed: fc.uint8Array({ minLength: 16, maxLength: 16 }),
});

const fits = (item: Item, { component, level, difficulty }: Criteria): boolean =>
  (component === undefined || component === item.component) &&
  (level === undefined || level === item.level) &&
  (difficulty === undefined || difficulty === item.difficulty);

/** Hall's condition: no set of rows wants more different things than there are for it. */
function enough(rows: BlueprintRow[], things: (row: BlueprintRow) => string[]): boolean {
  return Array.from({ length: 2 ** rows.length }, (_, bits) =>
    rows.filter((_, at) => (bits >> at) & 1),
  ).every((some) => some.reduce((sum, { count }) => sum + count, 0) <= new Set(some.flatMap(things)).size);
}

test('a form satisfies the blueprint of each section, no question comes twice, no enemies meet', () => {
  let drawn = 0;
  fc.assert(
    fc.property(divided, ({ items, sections, seed }) => {
      const ids = items.map((_, at) => `q${at}`);
      const itemOf = (id: string) => items[Number(id.slice(1))] as Item;
      const groupOf = (id: string) => (itemOf(id).group ? `group ${itemOf(id).group}` : id);
      const fitting = (asked: Criteria, among = ids) => among.filter((id) => fits(itemOf(id), asked));
      const draw = sections.flatMap((rows, place) => rulesOf(rows, place));
      const pool = draw.map(({ tag, of }): PoolPart => ({ tag, versions: fitting(of as Criteria) }));
      const enemies = [1, 2, 3].map((group) => ids.filter((id) => itemOf(id).group === group));
      const form = drawForm(draw, pool, new Random(Buffer.from(seed).toString('hex')), enemies);
      const possible = enough(sections.flat(), (asked) => fitting(asked).map(groupOf));
      expect(missing(draw, pool, enemies).some((count) => count > 0)).toBe(!possible);
      if (!possible) return expect(form).toBeNull();
      drawn++;
      expect(new Set(form?.map(groupOf)).size).toBe(form?.length);
      const named = sections.map(() => ({ title: '', instructions: '', minutes: null, blueprintId: null }));
      const plan = planOf({ draw, sections: named, navigation: 'free' });
      expect(plan.sections.at(-1)?.last).toBe(form?.length);
      for (const [place, { first, last }] of plan.sections.entries()) {
        const own = (form as string[]).slice(first - 1, last);
        const rows = sections[place] as BlueprintRow[];
        expect(own).toHaveLength(rows.reduce((sum, { count }) => sum + count, 0));
        expect(enough(rows, (asked) => fitting(asked, own))).toBe(true);
      }
    }),
    { numRuns: 10_000 },
  );
  // Not only draws that are impossible.
  expect(drawn).toBeGreaterThan(3000);
});

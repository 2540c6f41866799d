import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { drawForm } from '../attempt/draw.policy.js';
import { Random } from '../random/random.js';
import { planOf, sectionAt } from './section-plan.js';

const named = (count: number, minutes: number | null = null) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ title: `Phần ${index + 1}`, instructions: '', minutes },
    blueprintId: null,
  }));

describe('the sections of a quiz', () => {
  test('divide the positions of every attempt, without a gap and in their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }), {
          minLength: 1,
          maxLength: 20,
        }),
        (rules) => {
          const draw = rules.flatMap((counts, section) =>
            counts.map((count) => ({ tag: 'a', count, section })),
          );
          const plan = planOf({ draw, sections: named(rules.length), navigation: 'free' });
          const sizes = rules.map((counts) => counts.reduce((sum, count) => sum + count, 0));
          let first = 1;
          for (const [index, section] of plan.sections.entries()) {
            if (section.first !== first || section.last !== first + sizes[index]! - 1) return false;
            if (sectionAt(plan, section.first) !== section || sectionAt(plan, section.last) !== section)
              return false;
            first = section.last + 1;
          }
          return sectionAt(plan, first) === null;
        },
      ),
      { numRuns: 10_000 },
    );
  });

  test('are begun one by one where nobody goes back or one has a time of its own', () => {
    const draw = [{ tag: 'a', count: 2, section: 0 }];
    const gated = (sections: ReturnType<typeof named>, navigation: 'free' | 'sequential') =>
      planOf({ draw, sections, navigation }).gated;
    expect(gated(named(2), 'free')).toBe(false);
    expect(gated([...named(1), ...named(1, 10)], 'free')).toBe(true);
    expect(gated(named(2), 'sequential')).toBe(true);
    // One piece has nothing to begin but the attempt.
    expect(gated([], 'sequential')).toBe(false);
  });

  test('hold what is drawn for them, mixed within each and never across', () => {
    const versions = (tag: string) => Array.from({ length: 30 }, (_, index) => `${tag}${index}`);
    const pool = ['a', 'b'].map((tag) => ({ tag, versions: versions(tag) }));
    const draw = [
      { tag: 'a', count: 4, section: 0 },
      { tag: 'b', count: 6, section: 1 },
      { tag: 'a', count: 5, section: 1 },
    ];
    const orders = new Set<string>();
    for (let seed = 0; seed < 200; seed++) {
      const form = drawForm(draw, pool, new Random(seed.toString(16).padStart(32, '0')))!;
      expect(form.slice(0, 4).map((id) => id[0])).toEqual(['a', 'a', 'a', 'a']);
      expect(new Set(form).size).toBe(15);
      orders.add(
        form
          .slice(4)
          .map((id) => id[0])
          .join(''),
      );
    }
    expect(orders.size).toBeGreaterThan(50);
  });
});

import { type ItemStatistics, itemStatistics, sharesOf } from './item-statistics.js';
import { type MarkTable, totalsOf } from './marks/mark-table.js';
import { type TestStatistics, testStatistics } from './test-statistics.js';

export interface Analysis {
  /** In the order of the table. */
  items: ItemStatistics[];
  test: TestStatistics;
}

/** Item analysis of a test, from exact sums: the same marks in any order give the same figures. */
export function analyse(table: MarkTable): Analysis {
  const totals = totalsOf(table);
  const found = table.items.map((item) => itemStatistics(item, totals, table.unitsPerMark));
  const shares = sharesOf(found.map((each) => each.root));
  return {
    items: found.map(({ root: _, ...figures }, index) => ({
      ...figures,
      effectiveWeight: shares[index] ?? null,
    })),
    test: testStatistics(table.items, totals, table.unitsPerMark),
  };
}

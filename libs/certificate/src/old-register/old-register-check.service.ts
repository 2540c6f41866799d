import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type NumberRun, splitGaps } from './read/number-summary.js';

/** A run of numbers that nobody holds. */
export interface Gap extends NumberRun {
  registerId: string;
  issuer: string;
  year: number;
}

/** What older registers left behind: kept as they were, and no fault of the registers kept here. */
export interface OldRegisterFindings {
  /** Recorded from older registers and standing. */
  oldEntries: number;
  /** Numbers that the older register never gave, or whose rows were not recorded. */
  importedGaps: Gap[];
  /** Numbers that several people hold in the older register. */
  importedDoubles: { registerId: string; number: number; count: number }[];
}

const MOST = 100;

@Injectable()
export class OldRegisterCheck {
  constructor(private readonly db: DataSource) {}

  /** Tells the gaps of older registers from those that are faults; the first hundred of each. */
  async sort(gaps: readonly Gap[]): Promise<{ faults: Gap[]; findings: OldRegisterFindings }> {
    const ranges: (NumberRun & { registerId: string })[] = await this.db.query(
      `SELECT register_id AS "registerId", last_before + 1 AS "from", last_after AS "to" FROM old_register_import
       WHERE status IN ('applying', 'applied') AND last_after > last_before`,
    );
    const parts = gaps.flatMap((gap) =>
      splitGaps(
        gap,
        ranges.filter(({ registerId }) => registerId === gap.registerId),
      ),
    );
    const [{ oldEntries }] = await this.db.query(
      `SELECT count(*)::int AS "oldEntries" FROM old_entry WHERE status <> 'undone'`,
    );
    const importedDoubles: OldRegisterFindings['importedDoubles'] = await this.db.query(
      `SELECT register_id AS "registerId", number, count(*)::int AS count FROM old_entry WHERE status <> 'undone'
       GROUP BY register_id, number HAVING count(*) > 1 ORDER BY 1, 2 LIMIT ${MOST}`,
    );
    const of = (old: boolean) =>
      parts
        .filter((part) => part.old === old)
        .slice(0, MOST)
        .map(({ run }) => run);
    return { faults: of(false), findings: { oldEntries, importedGaps: of(true), importedDoubles } };
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ENTRY_COLUMNS, ENTRY_NAMES, Ledger, stored } from './ledger.js';
import { LedgerSource } from './ledger-source.js';

export interface Recomputed {
  enrolments: number;
  /** Rows that rules and evidence give. */
  entries: number;
  /** Rows that were missing, and are there now. */
  added: number;
  /** Rows of the ledger that differ from what is computed, or that nothing gives: they cannot be put right. */
  differing: number;
}

const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Computes the whole ledger again and compares it row for row. */
@Injectable()
export class LedgerRecompute {
  constructor(
    private readonly db: DataSource,
    private readonly source: LedgerSource,
    private readonly ledger: Ledger,
  ) {}

  async run(progress: (enrolments: number) => void = () => {}): Promise<Recomputed> {
    const total: Recomputed = { enrolments: 0, entries: 0, added: 0, differing: 0 };
    for (let position = BEFORE_ALL; ; ) {
      const rows: { id: string }[] = await this.db.query(
        'SELECT id FROM enrolment WHERE id > $1 ORDER BY id LIMIT $2',
        [position, BATCH],
      );
      const last = rows.at(-1);
      if (!last) return total;
      const ids = rows.map((row) => row.id);
      await this.compare(ids, total);
      total.enrolments += ids.length;
      progress(total.enrolments);
      position = last.id;
    }
  }

  private async compare(enrolmentIds: string[], total: Recomputed): Promise<void> {
    const derived = await this.source.rows(enrolmentIds);
    const [{ missing, differing }] = (await this.db.query(
      `WITH truth AS (SELECT ${ENTRY_NAMES} FROM jsonb_to_recordset($2) AS r(${ENTRY_COLUMNS})),
         kept AS (SELECT ${ENTRY_NAMES} FROM skill_entry WHERE enrolment_id = ANY ($1::uuid[]))
       SELECT (SELECT count(*)::int FROM truth t WHERE NOT EXISTS (SELECT FROM kept k WHERE k.id = t.id)) AS missing,
         (SELECT count(*)::int FROM (SELECT * FROM kept EXCEPT SELECT * FROM truth) strange) AS differing`,
      [enrolmentIds, JSON.stringify(derived.map(stored))],
    )) as [{ missing: number; differing: number }];
    await this.ledger.record(enrolmentIds);
    total.entries += derived.length;
    total.added += missing;
    total.differing += differing;
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '#platform/database';
import { Standings } from '../standing/standings.js';
import type { LedgerRow } from './claims.policy.js';
import { LedgerSource } from './ledger-source.js';

/** Columns of the ledger in the order in which rows are compared and written. */
export const ENTRY_COLUMNS = `id uuid, kind text, account_id uuid, enrolment_id uuid, rule_id uuid, grade_id uuid,
  framework_version_id uuid, component_code text, level int, units int, max_units int, questions int, withdraws uuid,
  cause text, happened_at timestamptz`;
export const ENTRY_NAMES = ENTRY_COLUMNS.replace(/ (uuid|text|int|timestamptz)/g, '');

/** The append-only record of levels reached and taken back. Recording again changes nothing. */
@Injectable()
export class Ledger {
  constructor(
    private readonly db: DataSource,
    private readonly source: LedgerSource,
    private readonly standings: Standings,
  ) {}

  /** Writes what is missing for these enrolments, and where their learners stand; returns how many rows. */
  async record(enrolmentIds: string[]): Promise<number> {
    const rows = await this.source.rows(enrolmentIds);
    return inTransaction(this.db, async (tx) => {
      const accounts: { id: string }[] = await tx.query(
        `SELECT DISTINCT account_id AS id FROM enrolment WHERE id = ANY ($1::uuid[]) ORDER BY 1`,
        [enrolmentIds],
      );
      const ids = accounts.map((each) => each.id);
      // One at a time for each learner, so that no standing is counted twice.
      await tx.query('SELECT id FROM account WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [
        ids,
      ]);
      const written = await append(tx, rows);
      const moved = await this.standings.refresh(tx, ids);
      return written + moved;
    });
  }
}

async function append(tx: EntityManager, rows: LedgerRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  const written: unknown[] = await tx.query(
    `INSERT INTO skill_entry (${ENTRY_NAMES})
     SELECT ${ENTRY_NAMES} FROM jsonb_to_recordset($1) AS r(${ENTRY_COLUMNS})
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [JSON.stringify(rows.map(stored))],
  );
  return written.length;
}

/** As the table names its columns. */
export const stored = (row: LedgerRow) => ({
  ...{ id: row.id, kind: row.kind, account_id: row.accountId, enrolment_id: row.enrolmentId },
  ...{ rule_id: row.ruleId, grade_id: row.gradeId, framework_version_id: row.frameworkVersionId },
  ...{ component_code: row.component, level: row.level, units: row.units, max_units: row.maxUnits },
  ...{ questions: row.questions, withdraws: row.withdraws, cause: row.cause, happened_at: row.happenedAt },
});

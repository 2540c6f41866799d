import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '#platform/ids';
import type {
  ManualMapping,
  Outcome,
  RosterMessage,
  RosterReport,
  RosterRow,
} from '../roster/read-roster.js';

export type ImportStatus =
  | 'uploaded'
  | 'checked'
  | 'applying'
  | 'applied'
  | 'undoing'
  | 'undone'
  | 'discarded';
/** What applying did with a row; after `no-place`, what undoing did. */
export type RowEffect =
  | 'created'
  | 'matched'
  | 'unchanged'
  | 'change-pending'
  | 'change-confirmed'
  | 'change-declined'
  | 'no-place'
  | 'removed'
  | 'withdrawn'
  | KeptEffect;
/** What undoing had to leave behind, and why. */
export type KeptEffect = `kept-${'activated' | 'role' | 'elsewhere' | 'changes' | 'other-list'}`;

/** Choices of the sender on review; the file itself is never changed. */
export interface ReviewChoices extends ManualMapping {
  corrections?: Record<number, Record<number, string>>;
  leftOut?: number[];
}

export interface RosterImport {
  id: string;
  classId: string;
  fileKey: string;
  fileName: string;
  provinceCode: string | null;
  mapping: ReviewChoices | null;
  status: ImportStatus;
  counts: Partial<Record<Outcome, number>> & { effects?: Partial<Record<RowEffect, number>> };
  layout: RosterReport['layout'] | null;
  refusal: string | null;
  taskId: string | null;
  createdBy: string | null;
  createdAt: Date;
  appliedAt: Date | null;
  undoneAt: Date | null;
}

/** A row as shown on review: never with the citizen number, which is read from the file again when applying. */
export interface ReviewedRow {
  row: number;
  outcome: Outcome;
  data: {
    name: string;
    unitText: string;
    unitCode: string | null;
    jobTitle: string | null;
    birth: string | null;
  };
  messages: RosterMessage[];
  notices: RosterMessage[];
  effect: RowEffect | null;
  accountId: string | null;
}

const COLUMNS = `id, class_id AS "classId", file_key AS "fileKey", file_name AS "fileName", province_code AS "provinceCode",
  mapping, status, counts, layout, refusal, task_id AS "taskId", created_by AS "createdBy", created_at AS "createdAt",
  applied_at AS "appliedAt", undone_at AS "undoneAt"`;
const ROW = `row, outcome, data, messages, notices, effect, account_id AS "accountId"`;

@Injectable()
export class RosterImportRepository {
  constructor(private readonly db: DataSource) {}

  async create(
    given: Pick<RosterImport, 'classId' | 'fileKey' | 'fileName' | 'provinceCode' | 'createdBy'> & {
      sha256: Buffer;
    },
  ): Promise<string> {
    const id = newId();
    await this.db.query(
      `INSERT INTO roster_import (id, class_id, file_key, file_name, file_sha256, province_code, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, given.classId, given.fileKey, given.fileName, given.sha256, given.provinceCode, given.createdBy],
    );
    return id;
  }

  async find(id: string, tx: Pick<EntityManager, 'query'> = this.db): Promise<RosterImport | null> {
    const rows: RosterImport[] = await tx.query(`SELECT ${COLUMNS} FROM roster_import WHERE id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** Latest first; those of one sender, or of everybody. */
  async ofClass(
    classId: string,
    createdBy: string | null,
  ): Promise<(RosterImport & { total: number | null })[]> {
    const rows: RosterImport[] = await this.db.query(
      `SELECT ${COLUMNS} FROM roster_import WHERE class_id = $1 AND status <> 'discarded'
         AND ($2::uuid IS NULL OR created_by = $2) ORDER BY created_at DESC LIMIT 50`,
      [classId, createdBy],
    );
    return rows.map((row) => ({ ...row, total: totalOf(row.counts) }));
  }

  async saveRefusal(id: string, refusal: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query('DELETE FROM roster_row WHERE import_id = $1', [id]);
      await tx.query(
        `UPDATE roster_import SET status = 'uploaded', refusal = $2, layout = NULL, counts = '{}' WHERE id = $1`,
        [id, refusal],
      );
    });
  }

  /** Replaces the result of an earlier check. */
  async saveReport(id: string, report: RosterReport): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query('DELETE FROM roster_row WHERE import_id = $1', [id]);
      for (let from = 0; from < report.rows.length; from += 1000) {
        const rows = report.rows.slice(from, from + 1000);
        await tx.query(
          `INSERT INTO roster_row (import_id, row, outcome, data, messages, notices)
           SELECT $1, r.* FROM unnest($2::int[], $3::text[], $4::jsonb[], $5::jsonb[], $6::jsonb[]) r`,
          [
            id,
            rows.map((row) => row.row),
            rows.map((row) => row.outcome),
            rows.map((row) => JSON.stringify(shown(row))),
            rows.map((row) => JSON.stringify(row.messages)),
            rows.map((row) => JSON.stringify(row.notices)),
          ],
        );
      }
      await tx.query(
        `UPDATE roster_import SET status = 'checked', counts = $2, layout = $3, refusal = NULL WHERE id = $1`,
        [id, JSON.stringify(report.counts), JSON.stringify(report.layout)],
      );
    });
  }

  async saveChoices(id: string, provinceCode: string | null, choices: ReviewChoices): Promise<void> {
    await this.db.query('UPDATE roster_import SET province_code = $2, mapping = $3 WHERE id = $1', [
      id,
      provinceCode,
      JSON.stringify(choices),
    ]);
  }

  /** Moves from one state to the next; false when somebody else already did. */
  async move(
    id: string,
    from: ImportStatus,
    to: ImportStatus,
    taskId: string | null,
    tx: Pick<EntityManager, 'query'> = this.db,
  ): Promise<boolean> {
    const [, moved] = await tx.query(
      `UPDATE roster_import SET status = $3, task_id = coalesce($4, task_id),
         applied_at = CASE WHEN $3 = 'applied' THEN now() ELSE applied_at END,
         undone_at = CASE WHEN $3 = 'undone' THEN now() ELSE undone_at END
       WHERE id = $1 AND status = $2`,
      [id, from, to, taskId],
    );
    return moved === 1;
  }

  /** Whether the list stands applied, and keeps it so until the transaction ends. */
  async holdApplied(tx: Pick<EntityManager, 'query'>, id: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `SELECT 1 FROM roster_import WHERE id = $1 AND status = 'applied' FOR NO KEY UPDATE`,
      [id],
    );
    return rows.length > 0;
  }

  async setTask(id: string, taskId: string): Promise<void> {
    await this.db.query('UPDATE roster_import SET task_id = $2 WHERE id = $1', [id, taskId]);
  }

  async rows(id: string, filter: RowFilter, limit: number, offset: number): Promise<ReviewedRow[]> {
    return this.db.query(
      `SELECT ${ROW} FROM roster_row WHERE import_id = $1 AND ${CONDITIONS[filter]} ORDER BY row LIMIT $2 OFFSET $3`,
      [id, limit, offset],
    );
  }

  async countRows(id: string, filter: RowFilter): Promise<number> {
    const [found] = await this.db.query(
      `SELECT count(*)::int AS n FROM roster_row WHERE import_id = $1 AND ${CONDITIONS[filter]}`,
      [id],
    );
    return found.n;
  }

  async row(id: string, row: number): Promise<ReviewedRow | null> {
    const rows: ReviewedRow[] = await this.db.query(
      `SELECT ${ROW} FROM roster_row WHERE import_id = $1 AND row = $2`,
      [id, row],
    );
    return rows[0] ?? null;
  }

  /** Rows already applied, so that a resumed run repeats none. */
  async appliedRows(tx: Pick<EntityManager, 'query'>, id: string): Promise<Map<number, string | null>> {
    const rows: { row: number; accountId: string | null }[] = await tx.query(
      `SELECT row, account_id AS "accountId" FROM roster_row WHERE import_id = $1 AND effect IS NOT NULL`,
      [id],
    );
    return new Map(rows.map((row) => [row.row, row.accountId]));
  }

  async saveEffects(
    tx: Pick<EntityManager, 'query'>,
    id: string,
    effects: { row: number; effect: RowEffect; accountId: string | null; enrolmentId: string | null }[],
  ): Promise<void> {
    await tx.query(
      `UPDATE roster_row r SET effect = e.effect, account_id = e.account_id, enrolment_id = e.enrolment_id,
         new_account = e.effect = 'created'
       FROM unnest($2::int[], $3::text[], $4::uuid[], $5::uuid[]) AS e (row, effect, account_id, enrolment_id)
       WHERE r.import_id = $1 AND r.row = e.row`,
      [
        id,
        effects.map((e) => e.row),
        effects.map((e) => e.effect),
        effects.map((e) => e.accountId),
        effects.map((e) => e.enrolmentId),
      ],
    );
    await this.countEffects(tx, id);
  }

  async setEffect(
    tx: Pick<EntityManager, 'query'>,
    id: string,
    row: number,
    effect: RowEffect,
  ): Promise<void> {
    await tx.query('UPDATE roster_row SET effect = $3 WHERE import_id = $1 AND row = $2', [id, row, effect]);
    await this.countEffects(tx, id);
  }

  /** Counts anew what became of the rows. */
  async countEffects(tx: Pick<EntityManager, 'query'>, id: string): Promise<void> {
    await tx.query(
      `UPDATE roster_import SET counts = counts || jsonb_build_object('effects', (
         SELECT coalesce(jsonb_object_agg(effect, n), '{}') FROM (
           SELECT effect, count(*) AS n FROM roster_row WHERE import_id = $1 AND effect IS NOT NULL GROUP BY effect) e))
       WHERE id = $1`,
      [id],
    );
  }
}

export type RowFilter =
  | 'reject'
  | 'warn'
  | 'skip'
  | 'accept'
  | 'notices'
  | 'change-pending'
  | 'removed'
  | 'kept';
const CONDITIONS: Record<RowFilter, string> = {
  reject: `outcome = 'reject'`,
  warn: `outcome = 'warn'`,
  skip: `outcome = 'skip'`,
  accept: `outcome = 'accept'`,
  notices: `jsonb_array_length(notices) > 0`,
  'change-pending': `effect = 'change-pending'`,
  removed: `effect = 'removed'`,
  kept: `effect LIKE 'kept-%'`,
};

function shown(row: RosterRow): ReviewedRow['data'] {
  const { date, year } = row.birthDate;
  return {
    name: row.name,
    unitText: row.unitText,
    unitCode: row.unitKey,
    jobTitle: row.jobTitle ?? null,
    birth: date ?? (year === undefined ? null : String(year)),
  };
}

export function totalOf(counts: RosterImport['counts']): number | null {
  if (counts.accept === undefined) return null;
  return (counts.accept ?? 0) + (counts.warn ?? 0) + (counts.reject ?? 0) + (counts.skip ?? 0);
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '#platform/ids';
import {
  DAYS_KEPT,
  type OldChoices,
  type OldImport,
  type OldImportStatus,
  type OldRegisterRead,
  type StagedRow,
} from './old-import.js';
import type { Outcome } from './read/check-register.js';

type Db = Pick<EntityManager, 'query'>;

const IMPORT = `SELECT m.id, m.issuer_id AS "issuerId", i.name AS "issuerName", i.superior_name AS "superiorName", m.year,
    m.file_name AS "fileName", m.file_key AS "fileKey", encode(m.file_sha256, 'hex') AS sha256, m.choices, m.layout,
    m.refusal, m.status, m.summary, m.task_id AS "taskId", m.register_id AS "registerId", m.last_before AS "lastBefore",
    m.last_after AS "lastAfter", m.created_by AS "createdBy", p.full_name AS "createdByName", m.created_at AS "createdAt",
    m.applied_at AS "appliedAt", m.undone_at AS "undoneAt"
  FROM old_register_import m JOIN issuer i ON i.id = m.issuer_id JOIN unit u ON u.id = i.owner_unit_id
    LEFT JOIN person p ON p.account_id = m.created_by`;

const FINISHED = 'COALESCE(m.undone_at, m.applied_at, m.created_at)';

const ROWS_AT_ONCE = 1000;

/** Files of older registers on their way, with the rows that were read of them. */
@Injectable()
export class OldImportRows {
  constructor(private readonly db: DataSource) {}

  async create(
    given: Pick<OldImport, 'issuerId' | 'year' | 'fileName' | 'sha256' | 'choices' | 'createdBy'> & {
      fileKey: string;
    },
  ): Promise<string> {
    const id = newId();
    await this.db.query(
      `INSERT INTO old_register_import (id, issuer_id, year, file_name, file_key, file_sha256, choices, created_by)
       VALUES ($1, $2, $3, $4, $5, decode($6, 'hex'), $7, $8)`,
      [
        id,
        given.issuerId,
        given.year,
        given.fileName,
        given.fileKey,
        given.sha256,
        JSON.stringify(given.choices),
        given.createdBy,
      ],
    );
    return id;
  }

  /** For tasks and commands, which have no units of their own. */
  async get(id: string, tx: Db = this.db): Promise<OldImport> {
    const [found] = (await tx.query(`${IMPORT} WHERE m.id = $1`, [id])) as OldImport[];
    if (!found) throw new Error(`No import ${id}`);
    return found;
  }

  /** Of issuers within these units; null also for one that was discarded. */
  async find(scope: readonly string[], id: string): Promise<OldImport | null> {
    const rows: OldImport[] = await this.db.query(
      `${IMPORT} WHERE m.id = $2 AND u.path <@ ANY($1::ltree[]) AND m.status <> 'discarded'`,
      [scope, id],
    );
    return rows[0] ?? null;
  }

  async list(scope: readonly string[], limit: number): Promise<OldImport[]> {
    return this.db.query(
      `${IMPORT} WHERE u.path <@ ANY($1::ltree[]) AND m.status <> 'discarded' ORDER BY m.created_at DESC LIMIT $2`,
      [scope, limit],
    );
  }

  /** Whose time is over and whose file is still there, the oldest first. */
  async expired(limit: number): Promise<OldImport[]> {
    return this.db.query(
      `${IMPORT} WHERE m.file_key IS NOT NULL AND m.status <> 'applying' AND ${FINISHED} < now() - make_interval(days => $1)
       ORDER BY m.created_at LIMIT $2`,
      [DAYS_KEPT, limit],
    );
  }

  /** What was chosen for the issuer's last file with the same headings. */
  async remembered(issuerId: string, headings: string): Promise<OldChoices | null> {
    const rows: { choices: OldChoices }[] = await this.db.query(
      `SELECT choices FROM old_register_import
       WHERE issuer_id = $1 AND layout ->> 'headings' = $2 AND choices <> '{}' ORDER BY created_at DESC LIMIT 1`,
      [issuerId, headings],
    );
    return rows[0]?.choices ?? null;
  }

  async saveChoices(id: string, choices: OldChoices): Promise<void> {
    await this.db.query('UPDATE old_register_import SET choices = $2 WHERE id = $1', [
      id,
      JSON.stringify(choices),
    ]);
  }

  async setTask(id: string, taskId: string): Promise<void> {
    await this.db.query('UPDATE old_register_import SET task_id = $2 WHERE id = $1', [id, taskId]);
  }

  async saveRefusal(id: string, refusal: OldImport['refusal'], layout: OldImport['layout']): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query('DELETE FROM old_register_row WHERE import_id = $1', [id]);
      await tx.query(
        `UPDATE old_register_import SET status = 'uploaded', refusal = $2, layout = $3, summary = '{}'
         WHERE id = $1 AND status IN ('uploaded', 'checked')`,
        [id, JSON.stringify(refusal), layout && JSON.stringify(layout)],
      );
    });
  }

  /** Replaces the result of an earlier check; leaves an import alone that is being recorded. */
  async saveReport(id: string, { layout, report, choices }: OldRegisterRead): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [, open] = await tx.query(
        `UPDATE old_register_import SET status = 'checked', refusal = NULL, layout = $2, summary = $3, choices = $4
         WHERE id = $1 AND status IN ('uploaded', 'checked')`,
        [
          id,
          JSON.stringify(layout),
          JSON.stringify({ counts: report.counts, numbers: report.numbers }),
          JSON.stringify(choices),
        ],
      );
      if (open !== 1) return;
      await tx.query('DELETE FROM old_register_row WHERE import_id = $1', [id]);
      for (let from = 0; from < report.rows.length; from += ROWS_AT_ONCE)
        await this.stage(tx, id, report.rows.slice(from, from + ROWS_AT_ONCE));
    });
  }

  async rows(id: string, outcome: Outcome, limit: number, offset: number): Promise<StagedRow[]> {
    return this.db.query(
      `SELECT row, outcome, cells, entry, messages FROM old_register_row
       WHERE import_id = $1 AND outcome = $2 ORDER BY row LIMIT $3 OFFSET $4`,
      [id, outcome, limit, offset],
    );
  }

  async count(id: string, outcome: Outcome): Promise<number> {
    const [found] = await this.db.query(
      `SELECT count(*)::int AS n FROM old_register_row WHERE import_id = $1 AND outcome = $2`,
      [id, outcome],
    );
    return found.n;
  }

  /** From one state to the next; false when somebody else already did. */
  async move(id: string, from: OldImportStatus, to: OldImportStatus, tx: Db = this.db): Promise<boolean> {
    const [, moved] = await tx.query(
      `UPDATE old_register_import SET status = $3,
         applied_at = CASE WHEN $3 = 'applied' THEN now() ELSE applied_at END,
         undone_at = CASE WHEN $3 = 'undone' THEN now() ELSE undone_at END
       WHERE id = $1 AND status = $2`,
      [id, from, to],
    );
    return moved === 1;
  }

  /** Forgets what was read of the file; what is recorded stays. */
  async forget(id: string, tx: Db = this.db): Promise<void> {
    await tx.query('DELETE FROM old_register_row WHERE import_id = $1', [id]);
    await tx.query('UPDATE old_register_import SET file_key = NULL WHERE id = $1', [id]);
  }

  private async stage(tx: Db, id: string, rows: readonly StagedRow[]): Promise<void> {
    await tx.query(
      `INSERT INTO old_register_row (import_id, row, outcome, cells, entry, messages)
       SELECT $1, r.* FROM unnest($2::int[], $3::text[], $4::jsonb[], $5::jsonb[], $6::jsonb[]) r`,
      [
        id,
        rows.map((each) => each.row),
        rows.map((each) => each.outcome),
        rows.map((each) => JSON.stringify(each.cells)),
        rows.map((each) => each.entry && JSON.stringify(each.entry)),
        rows.map((each) => JSON.stringify(each.messages)),
      ],
    );
  }
}

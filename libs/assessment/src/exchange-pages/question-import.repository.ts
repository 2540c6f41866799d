import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '#platform/ids';
import type { ImportEffect } from '../bank/question-banks.service.js';
import type { FoundItem, Said } from '../exchange/item.js';

export type ItemEffect = ImportEffect | 'refused';
export const EFFECTS: readonly ItemEffect[] = ['created', 'revised', 'unchanged', 'refused'];

/** A file of questions on its way into a bank. */
export interface QuestionImport {
  id: string;
  bankId: string;
  fileKey: string;
  fileName: string;
  format: string | null;
  status: 'uploaded' | 'checked' | 'applying' | 'applied' | 'discarded';
  refusal: Said | null;
  taskId: string | null;
  createdAt: Date;
  appliedAt: Date | null;
}

/** One item of the file with what applying would do, or did. */
export interface ImportItem {
  number: number;
  line: number;
  name: string;
  type: string;
  code: string | null;
  effect: ItemEffect;
  reason: Said | null;
  notes: Said[];
}

const COLUMNS = `id, bank_id AS "bankId", file_key AS "fileKey", file_name AS "fileName", format, status, refusal,
  task_id AS "taskId", created_at AS "createdAt", applied_at AS "appliedAt"`;
const ITEM = 'number, line, name, type, code, effect, reason, notes';

@Injectable()
export class QuestionImportRepository {
  constructor(private readonly db: DataSource) {}

  async create(
    given: { bankId: string; fileKey: string; fileName: string; format: string | null },
    by: string,
  ): Promise<string> {
    const id = newId();
    await this.db.query(
      `INSERT INTO question_import (id, bank_id, file_key, file_name, format, created_by)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, given.bankId, given.fileKey, given.fileName, given.format, by],
    );
    return id;
  }

  async find(id: string): Promise<QuestionImport | null> {
    const rows: QuestionImport[] = await this.db.query(
      `SELECT ${COLUMNS} FROM question_import WHERE id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** The last ones into a bank, newest first. */
  async latest(bankId: string): Promise<QuestionImport[]> {
    return this.db.query(
      `SELECT ${COLUMNS} FROM question_import WHERE bank_id = $1 AND status <> 'discarded'
        ORDER BY created_at DESC LIMIT 10`,
      [bankId],
    );
  }

  /** Keeps what a check found, in place of an earlier one. */
  async saveCheck(id: string, items: FoundItem[], effects: ItemEffect[], refusal: Said | null) {
    await this.db.transaction(async (tx) => {
      await tx.query('DELETE FROM question_import_item WHERE import_id = $1', [id]);
      const rows = items.map(({ at, name, type, question, reason, notes }, index) => {
        const words = (question?.stem ?? name).replaceAll('\0', '').slice(0, 160);
        const found = { number: index + 1, line: at, name: words, type: type.slice(0, 60) };
        return { ...found, code: question?.externalId ?? null, effect: effects[index], reason, notes };
      });
      await tx.query(
        `INSERT INTO question_import_item (import_id, number, line, name, type, code, effect, reason, notes)
         SELECT $1, number, line, name, type, code, effect, nullif(reason, 'null'), notes
           FROM jsonb_to_recordset($2::jsonb) AS item (number int, line int, name text, type text, code text,
                effect text, reason jsonb, notes jsonb)`,
        [id, JSON.stringify(rows)],
      );
      await tx.query(`UPDATE question_import SET status = 'checked', refusal = $2 WHERE id = $1`, [
        id,
        refusal && JSON.stringify(refusal),
      ]);
    });
  }

  async setFormat(id: string, format: string): Promise<void> {
    await this.db.query('UPDATE question_import SET format = $2 WHERE id = $1', [id, format]);
  }

  async setTask(id: string, taskId: string): Promise<void> {
    await this.db.query('UPDATE question_import SET task_id = $2 WHERE id = $1', [id, taskId]);
  }

  /** Whether it was this call that moved the import on. */
  async move(tx: EntityManager, id: string, from: string, to: string): Promise<boolean> {
    const [, count]: [unknown, number] = await tx.query(
      `UPDATE question_import SET status = $3, applied_at = CASE WHEN $3 = 'applied' THEN now() END
        WHERE id = $1 AND status = $2`,
      [id, from, to],
    );
    return count === 1;
  }

  /** What batches before this one have done. */
  async applied(id: string): Promise<Set<number>> {
    const rows: { number: number }[] = await this.db.query(
      'SELECT number FROM question_import_item WHERE import_id = $1 AND applied',
      [id],
    );
    return new Set(rows.map(({ number }) => number));
  }

  async saveApplied(tx: EntityManager, id: string, done: { number: number; effect: ImportEffect }[]) {
    await tx.query(
      `UPDATE question_import_item i SET effect = d.effect, applied = true
         FROM jsonb_to_recordset($2::jsonb) AS d (number int, effect text)
        WHERE i.import_id = $1 AND i.number = d.number`,
      [id, JSON.stringify(done)],
    );
  }

  async counts(id: string): Promise<Record<ItemEffect, number>> {
    const rows: { effect: ItemEffect; n: number }[] = await this.db.query(
      'SELECT effect, count(*)::int AS n FROM question_import_item WHERE import_id = $1 GROUP BY effect',
      [id],
    );
    const of = (effect: ItemEffect) => rows.find((row) => row.effect === effect)?.n ?? 0;
    return {
      created: of('created'),
      revised: of('revised'),
      unchanged: of('unchanged'),
      refused: of('refused'),
    };
  }

  /** In the order of the file; `effect` null: all of them. */
  async items(id: string, effect: ItemEffect | null, limit: number, offset: number): Promise<ImportItem[]> {
    return this.db.query(
      `SELECT ${ITEM} FROM question_import_item
        WHERE import_id = $1 AND ($2::text IS NULL OR effect = $2) ORDER BY number LIMIT $3 OFFSET $4`,
      [id, effect, limit, offset],
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RosterImportRepository, type RowEffect } from '../import/roster-import.repository.js';

export interface RowToUndo {
  row: number;
  effect: RowEffect;
  accountId: string;
  /** The account came with this list. */
  newAccount: boolean;
}

/** The rows of a list while it is undone. */
@Injectable()
export class UndoRows {
  constructor(private readonly imports: RosterImportRepository) {}

  /**
   * People whom another applied list nominated for the same class stay in it: their enrolment becomes that
   * list's, as if this one had never been.
   */
  async handOver(tx: EntityManager, importId: string): Promise<void> {
    await tx.query(
      `WITH theirs AS (
         SELECT DISTINCT ON (mine.row) mine.row AS my_row, mine.new_account, e.id AS enrolment_id, other.import_id, other.row
         FROM roster_row mine
         JOIN enrolment e ON e.id = mine.enrolment_id AND e.import_id = mine.import_id AND e.status <> 'withdrawn'
         JOIN roster_row other ON other.account_id = mine.account_id AND other.enrolment_id = e.id
           AND other.import_id <> mine.import_id
         JOIN roster_import i ON i.id = other.import_id AND i.status = 'applied'
         WHERE mine.import_id = $1 ORDER BY mine.row, i.applied_at
       ), moved AS (
         UPDATE enrolment e SET import_id = theirs.import_id FROM theirs WHERE e.id = theirs.enrolment_id
       ), inherited AS (
         UPDATE roster_row r SET new_account = true FROM theirs
         WHERE theirs.new_account AND r.import_id = theirs.import_id AND r.row = theirs.row
       )
       UPDATE roster_row r SET effect = 'kept-other-list', new_account = false FROM theirs
       WHERE r.import_id = $1 AND r.row = theirs.my_row`,
      [importId],
    );
  }

  async next(tx: EntityManager, importId: string, after: number, limit: number): Promise<RowToUndo[]> {
    return tx.query(
      `SELECT row, effect, account_id AS "accountId", new_account AS "newAccount" FROM roster_row
       WHERE import_id = $1 AND row > $2 AND account_id IS NOT NULL ORDER BY row LIMIT $3`,
      [importId, after, limit],
    );
  }

  async save(tx: EntityManager, importId: string, effects: Map<number, RowEffect>): Promise<void> {
    await tx.query(
      `UPDATE roster_row r SET effect = e.effect FROM unnest($2::int[], $3::text[]) AS e (row, effect)
       WHERE r.import_id = $1 AND r.row = e.row`,
      [importId, [...effects.keys()], [...effects.values()]],
    );
    await this.imports.countEffects(tx, importId);
  }
}

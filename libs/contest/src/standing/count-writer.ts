import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rankUnits, type UnitScore } from '../ranking/unit-ranking.policy.js';
import type { CountedEntry } from './counted-entries.js';

interface PlaceRow extends CountedEntry {
  position: number;
  place: number | null;
  tied: boolean;
}

/** Called with how many places are written, of how many. */
export type Progress = (done: number, total: number) => Promise<void>;

const BATCH = 5_000;

/** Writes the places of a count, people first, then units. */
@Injectable()
export class CountWriter {
  async write(tx: EntityManager, countId: string, rows: PlaceRow[], progress: Progress): Promise<void> {
    for (let from = 0; from < rows.length; from += BATCH) {
      await this.places(tx, countId, rows.slice(from, from + BATCH));
      await progress(Math.min(from + BATCH, rows.length), rows.length);
    }
    await this.units(tx, countId);
  }

  private async places(tx: EntityManager, countId: string, rows: PlaceRow[]): Promise<void> {
    const column = (of: (row: PlaceRow) => unknown) => rows.map(of);
    await tx.query(
      `INSERT INTO contest_place (count_id, position, place, tied, entry_id, unit_id, unit_path, mark_units,
         max_units, prediction, time_ms, submitted_at)
       SELECT $1, * FROM unnest($2::int[], $3::int[], $4::boolean[], $5::uuid[], $6::uuid[], $7::text[], $8::int[],
         $9::int[], $10::int[], $11::int[], $12::timestamptz[])`,
      [
        countId,
        ...[column((row) => row.position), column((row) => row.place), column((row) => row.tied)],
        ...[column((row) => row.entryId), column((row) => row.unitId), column((row) => row.unitPath)],
        ...[column((row) => row.markUnits), column((row) => row.maxUnits), column((row) => row.prediction)],
        ...[column((row) => row.timeMs), column((row) => row.submittedAt)],
      ],
    );
  }

  private async units(tx: EntityManager, countId: string): Promise<void> {
    const scores = (await tx.query(
      `SELECT up.id AS "unitId", up.kind, up.code, count(*)::int AS entries, sum(p.mark_units)::text AS "markUnits"
         FROM contest_place p JOIN unit u ON u.id = p.unit_id JOIN unit up ON u.path <@ up.path
        WHERE p.count_id = $1 AND p.place IS NOT NULL AND up.kind <> 'country'
        GROUP BY up.id`,
      [countId],
    )) as (Omit<UnitScore, 'markUnits'> & { markUnits: string })[];
    const placed = rankUnits(scores.map((each) => ({ ...each, markUnits: BigInt(each.markUnits) })));
    await tx.query(
      `INSERT INTO contest_unit_place (count_id, unit_id, kind, place, position, entries, mark_units)
       SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::int[], $5::int[], $6::int[], $7::bigint[])`,
      [
        ...[countId, placed.map((each) => each.unitId), placed.map((each) => each.kind)],
        ...[placed.map((each) => each.place), placed.map((each) => each.position)],
        ...[placed.map((each) => each.entries), placed.map((each) => String(each.markUnits))],
      ],
    );
  }
}

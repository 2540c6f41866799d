import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** An entry as it is counted. */
export interface CountedEntry {
  entryId: string;
  code: string;
  unitId: string;
  unitPath: string;
  markUnits: number;
  maxUnits: number;
  prediction: number | null;
  timeMs: number;
  submittedAt: Date;
  disqualified: boolean;
  graded: boolean;
}

/** Reads what a count is made of: entries with the newest mark of their attempts. */
@Injectable()
export class CountedEntries {
  of(tx: EntityManager, roundId: string): Promise<CountedEntry[]> {
    return tx.query(
      `SELECT e.id AS "entryId", e.code, e.unit_id AS "unitId",
              replace(subpath(u.path, least(1, nlevel(u.path) - 1))::text, '_', '-') AS "unitPath", e.prediction,
              coalesce(g.mark_units, 0) AS "markUnits", coalesce(g.max_units, 0) AS "maxUnits",
              floor(extract(epoch FROM a.submitted_at - a.started_at) * 1000)::int AS "timeMs",
              date_trunc('milliseconds', a.submitted_at) AS "submittedAt",
              d.entry_id IS NOT NULL AS disqualified, a.status = 'graded' AND g.id IS NOT NULL AS graded
         FROM contest_entry e
         JOIN unit u ON u.id = e.unit_id
         JOIN attempt a ON a.entry_id = e.id
         LEFT JOIN LATERAL (SELECT id, mark_units, max_units FROM grade WHERE attempt_id = a.id
                             ORDER BY revision DESC LIMIT 1) g ON true
         LEFT JOIN contest_disqualification d ON d.entry_id = e.id
        WHERE e.round_id = $1`,
      [roundId],
    );
  }
}

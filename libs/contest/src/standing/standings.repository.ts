import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { LogHead, LogRow } from '../ranking/contest-log.js';
import type { NamedPerson } from './public-name.policy.js';

export interface CountInfo extends LogHead {
  id: string;
  entries: number;
  disqualified: number;
  sha256: string;
  reason: string | null;
  public: boolean;
}

export interface PlaceInfo extends LogRow, NamedPerson {
  position: number;
  tied: boolean;
  entryId: string;
  unitName: string;
}

export interface UnitPlaceInfo {
  place: number;
  name: string;
  entries: number;
  markUnits: string;
}

const LINES_AT_ONCE = 5_000;

/** Counts and their places, as they were written. */
@Injectable()
export class StandingsRepository {
  constructor(private readonly db: DataSource) {}

  /** The newest count of a round; null before the first. Whether the stated hour has come is in `public`. */
  async newest(roundId: string): Promise<CountInfo | null> {
    const [count] = (await this.db.query(
      `SELECT n.id, c.slug AS contest, r.number AS round, n.revision, n.counted_at AS "countedAt", n.prediction,
              n.tie_break AS "tieBreak", n.actual, n.entries, n.disqualified, n.log_sha256 AS sha256, n.reason,
              r.standings_at <= now() AS public
         FROM contest_count n JOIN contest_round r ON r.id = n.round_id JOIN contest c ON c.id = r.contest_id
        WHERE r.id = $1 ORDER BY n.revision DESC LIMIT 1`,
      [roundId],
    )) as CountInfo[];
    return count ?? null;
  }

  /** Whether marks or disqualifications are other ones now than those it was made of. */
  async outdated(countId: string): Promise<boolean> {
    const [row] = (await this.db.query(
      `SELECT EXISTS (
         SELECT FROM contest_place p JOIN attempt a ON a.entry_id = p.entry_id
           JOIN LATERAL (SELECT mark_units, max_units FROM grade WHERE attempt_id = a.id
                          ORDER BY revision DESC LIMIT 1) g ON true
           LEFT JOIN contest_disqualification d ON d.entry_id = p.entry_id
          WHERE p.count_id = $1
            AND ((p.mark_units, p.max_units) <> (g.mark_units, g.max_units)
                 OR (p.place IS NULL) <> (d.entry_id IS NOT NULL))) AS outdated`,
      [countId],
    )) as [{ outdated: boolean }];
    return row.outdated;
  }

  /** Places from `first` to `last`, the disqualified left out. */
  places(countId: string, first: number, last: number): Promise<PlaceInfo[]> {
    return this.db.query(
      `${PLACE} WHERE p.count_id = $1 AND p.position BETWEEN $2 AND $3 AND p.place IS NOT NULL
      ORDER BY p.position`,
      [countId, first, last],
    );
  }

  async placeOf(countId: string, entryId: string): Promise<PlaceInfo | null> {
    const rows: PlaceInfo[] = await this.db.query(`${PLACE} WHERE p.count_id = $1 AND p.entry_id = $2`, [
      countId,
      entryId,
    ]);
    return rows[0] ?? null;
  }

  units(countId: string, kind: string, limit: number): Promise<UnitPlaceInfo[]> {
    return this.db.query(
      `SELECT p.place, u.name, p.entries, p.mark_units::text AS "markUnits"
         FROM contest_unit_place p JOIN unit u ON u.id = p.unit_id
        WHERE p.count_id = $1 AND p.kind = $2 ORDER BY p.position LIMIT $3`,
      [countId, kind, limit],
    );
  }

  async unitKinds(countId: string): Promise<string[]> {
    const rows: { kind: string }[] = await this.db.query(
      'SELECT DISTINCT kind FROM contest_unit_place WHERE count_id = $1 ORDER BY kind',
      [countId],
    );
    return rows.map((row) => row.kind);
  }

  /** All rows of the log, a stretch at a time. */
  async *log(countId: string): AsyncGenerator<LogRow[]> {
    for (let last = 0; ; ) {
      const rows: (LogRow & { position: number })[] = await this.db.query(
        `SELECT p.position, e.code, p.unit_path AS "unitPath", p.mark_units AS "markUnits",
                p.max_units AS "maxUnits", p.prediction, p.time_ms AS "timeMs", p.submitted_at AS "submittedAt", p.place
           FROM contest_place p JOIN contest_entry e ON e.id = p.entry_id
          WHERE p.count_id = $1 AND p.position > $2 ORDER BY p.position LIMIT $3`,
        [countId, last, LINES_AT_ONCE],
      );
      if (rows.length > 0) yield rows;
      if (rows.length < LINES_AT_ONCE) return;
      last = (rows.at(-1) as { position: number }).position;
    }
  }
}

const PLACE = `
  SELECT p.position, p.place, p.tied, p.entry_id AS "entryId", e.code, p.unit_path AS "unitPath", u.name AS "unitName",
         p.mark_units AS "markUnits", p.max_units AS "maxUnits", p.prediction, p.time_ms AS "timeMs",
         p.submitted_at AS "submittedAt", s.full_name AS "fullName", e.name_consent_at IS NOT NULL AS consented,
         s.birth_date::text AS "birthDate", s.birth_year AS "birthYear", s.target_group AS "targetGroup"
    FROM contest_place p
    JOIN contest_entry e ON e.id = p.entry_id
    JOIN unit u ON u.id = p.unit_id
    LEFT JOIN person s ON s.account_id = e.account_id`;

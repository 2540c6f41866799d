import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isUuid } from '#platform/ids';
import type { NamedPerson } from './public-name.policy.js';

/** A round with its newest count, for those who award what was counted. */
export interface AwardedRound {
  id: string;
  number: number;
  title: string;
  contestTitle: string;
  ownerUnitId: string;
  ownerPath: string;
  /** The newest count; null before the first. A count never changes. */
  countId: string | null;
  revision: number | null;
  /** Whether the stated hour has come: awards follow from what everybody may see. */
  public: boolean;
  entries: number;
  /** Kinds of units that are ranked, each with how many. */
  kinds: Record<string, number>;
}

export interface AwardedPerson extends Omit<NamedPerson, 'consented'> {
  position: number;
  place: number;
  tied: boolean;
  entryId: string;
  accountId: string;
  unitId: string;
}

export interface AwardedUnit {
  position: number;
  place: number;
  tied: boolean;
  unitId: string;
  name: string;
}

/** Who stands on which place of a count, by person and by unit; whoever shares a place is there. */
@Injectable()
export class AwardPlaces {
  constructor(private readonly db: DataSource) {}

  async round(roundId: string): Promise<AwardedRound | null> {
    const rows: AwardedRound[] = isUuid(roundId)
      ? await this.db.query(
          `SELECT r.id, r.number, r.title, c.title AS "contestTitle", o.id AS "ownerUnitId", o.path::text AS "ownerPath",
                  n.id AS "countId", n.revision, r.standings_at <= now() AS public,
                  coalesce(n.entries - n.disqualified, 0) AS entries,
                  coalesce((SELECT jsonb_object_agg(k.kind, k.units) FROM (
                    SELECT p.kind, count(*)::int AS units FROM contest_unit_place p WHERE p.count_id = n.id
                     GROUP BY p.kind) k), '{}') AS kinds
             FROM contest_round r JOIN contest c ON c.id = r.contest_id JOIN unit o ON o.id = c.owner_unit_id
             LEFT JOIN LATERAL (SELECT * FROM contest_count WHERE round_id = r.id ORDER BY revision DESC LIMIT 1) n ON true
            WHERE r.id = $1`,
          [roundId],
        )
      : [];
    return rows[0] ?? null;
  }

  /** Down to a place, from a position of the list on. */
  people(countId: string, lastPlace: number, after: number, limit: number): Promise<AwardedPerson[]> {
    return this.db.query(
      `SELECT p.position, p.place, p.tied, p.entry_id AS "entryId", e.account_id AS "accountId", p.unit_id AS "unitId",
              s.full_name AS "fullName", s.birth_date::text AS "birthDate", s.birth_year AS "birthYear",
              s.target_group AS "targetGroup"
         FROM contest_place p JOIN contest_entry e ON e.id = p.entry_id
         LEFT JOIN person s ON s.account_id = e.account_id
        WHERE p.count_id = $1 AND p.place <= $2 AND p.position > $3 ORDER BY p.position LIMIT $4`,
      [countId, lastPlace, after, limit],
    );
  }

  units(countId: string, kind: string, lastPlace: number): Promise<AwardedUnit[]> {
    return this.db.query(
      `SELECT p.position, p.place, p.unit_id AS "unitId", u.name,
              (SELECT count(*) > 1 FROM contest_unit_place o
                WHERE o.count_id = p.count_id AND o.kind = p.kind AND o.place = p.place) AS tied
         FROM contest_unit_place p JOIN unit u ON u.id = p.unit_id
        WHERE p.count_id = $1 AND p.kind = $2 AND p.place <= $3 ORDER BY p.position`,
      [countId, kind, lastPlace],
    );
  }
}

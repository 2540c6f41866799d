import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export interface AwardHolder {
  entryId: string | null;
  accountId: string | null;
  unitId: string | null;
}

export interface IssuedAward {
  certificateId: string;
  registerId: string;
  serial: string;
  name: string;
  place: number;
  tied: boolean;
  byUnit: boolean;
  status: 'valid' | 'revoked' | 'replaced';
}

export interface OfferedTemplate {
  id: string;
  name: string;
}

/** Which places of a round have their award. */
@Injectable()
export class AwardRows {
  constructor(private readonly db: DataSource) {}

  async issued(roundId: string, limit: number): Promise<IssuedAward[]> {
    return this.db.query(
      `SELECT c.id AS "certificateId", c.register_id AS "registerId", c.serial, c.status,
              c.facts #>> '{holder,name}' AS name, (c.facts #>> '{award,place}')::int AS place,
              (c.facts #>> '{award,tied}')::boolean AS tied, a.unit_id IS NOT NULL AS "byUnit"
         FROM contest_award a JOIN certificate c ON c.id = a.certificate_id
        WHERE a.round_id = $1 ORDER BY "byUnit", place, name LIMIT $2`,
      [roundId, limit],
    );
  }

  /** Of these entries or units those that have none yet; asked again with the lock of the round. */
  async without(tx: EntityManager, roundId: string, holders: readonly string[]): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `SELECT h.id FROM unnest($2::uuid[]) WITH ORDINALITY AS h (id, at)
        WHERE NOT EXISTS (SELECT FROM contest_award a WHERE a.round_id = $1 AND coalesce(a.entry_id, a.unit_id) = h.id)
        ORDER BY h.at`,
      [roundId, holders],
    );
    return rows.map(({ id }) => id);
  }

  async lock(tx: EntityManager, roundId: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('contest_award ' || $1, 0))`, [roundId]);
  }

  async insert(
    tx: EntityManager,
    round: { id: string; countId: string },
    awards: readonly (AwardHolder & { certificateId: string })[],
  ): Promise<void> {
    await tx.query(
      `INSERT INTO contest_award (certificate_id, round_id, count_id, entry_id, account_id, unit_id)
       SELECT a.certificate_id, $1, $2, a.entry_id, a.account_id, a.unit_id
         FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[]) AS a (certificate_id, entry_id, account_id, unit_id)`,
      [
        ...[round.id, round.countId, awards.map((each) => each.certificateId)],
        ...[awards.map((each) => each.entryId), awards.map((each) => each.accountId)],
        awards.map((each) => each.unitId),
      ],
    );
  }

  /** Under 16 and without a guardian's consent to issuing nobody is given a paper. */
  async consenting(accountIds: readonly string[]): Promise<Set<string>> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT account_id AS id FROM guardian_consent
        WHERE account_id = ANY ($1::uuid[]) AND purpose = 'issue' AND withdrawn_at IS NULL`,
      [accountIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Of the unit that runs the contest, or the nearest above it. */
  async issuerOf(ownerUnitId: string): Promise<string | null> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT i.id FROM unit o JOIN unit u ON o.path <@ u.path JOIN issuer i ON i.owner_unit_id = u.id
        WHERE o.id = $1 ORDER BY nlevel(u.path) DESC, i.code LIMIT 1`,
      [ownerUnitId],
    );
    return rows[0]?.id ?? null;
  }

  /** Templates with a published version, of the units above and below; `id` is that of the newest version. */
  async templates(ownerPath: string): Promise<OfferedTemplate[]> {
    return this.db.query(
      `SELECT DISTINCT ON (t.name, t.id) v.id, t.name FROM certificate_template t JOIN unit u ON u.id = t.owner_unit_id
         JOIN certificate_template_version v ON v.template_id = t.id AND v.published_at IS NOT NULL
        WHERE u.path @> $1::ltree OR u.path <@ $1::ltree ORDER BY t.name, t.id, v.version DESC LIMIT 200`,
      [ownerPath],
    );
  }
}

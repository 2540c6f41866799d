import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isUuid } from '#platform/ids';

export interface Confirmation {
  id: string;
  accountId: string;
  group: string;
  serial: string;
  code: string;
  name: string;
  unit: string;
  decidingUnit: string;
  decidingPath: string;
  status: 'valid' | 'doubted' | 'ended' | 'expired';
  confirmedAt: Date;
  /** `2027-11-22`; null: without end. */
  validUntil: string | null;
  endedAt: Date | null;
  endReason: string | null;
  ruleTitle: string;
  ruleVersion: number;
  legalBasis: string;
  demonstration: boolean;
  /** Number of the confirmation that took its place before its last day. */
  renewedBy: string | null;
}

const CONFIRMATION = `
SELECT r.id, r.account_id AS "accountId", r.target_group AS "group", r.serial, r.code, r.facts ->> 'name' AS name,
  r.facts ->> 'unit' AS unit, r.facts ->> 'decidingUnit' AS "decidingUnit", u.path::text AS "decidingPath", r.status,
  r.confirmed_at AS "confirmedAt", r.valid_until::text AS "validUntil", r.ended_at AS "endedAt",
  r.end_reason AS "endReason", k.title AS "ruleTitle", k.version AS "ruleVersion", k.legal_basis AS "legalBasis",
  k.demonstration,
  (SELECT n.serial FROM recognition_renewal w JOIN recognition n ON n.id = w.renewed_by WHERE w.recognition_id = r.id)
    AS "renewedBy"
FROM recognition r JOIN recognition_rule k ON k.id = r.rule_id JOIN unit u ON u.id = r.deciding_unit_id`;

/** Confirmations as they were given. */
@Injectable()
export class ConfirmationRepository {
  constructor(private readonly db: DataSource) {}

  find(id: string): Promise<Confirmation | null> {
    return this.one('r.id = $1', id);
  }

  async own(id: string, accountId: string): Promise<Confirmation | null> {
    const found = isUuid(id) ? await this.find(id) : null;
    return found?.accountId === accountId ? found : null;
  }

  async inScope(id: string, scope: readonly string[]): Promise<Confirmation | null> {
    if (!isUuid(id)) return null;
    const rows: Confirmation[] = await this.db.query(
      `${CONFIRMATION} WHERE r.id = $1 AND u.path <@ ANY ($2::ltree[])`,
      [id, scope],
    );
    return rows[0] ?? null;
  }

  byCode(code: string): Promise<Confirmation | null> {
    return this.one('r.code = $1', code);
  }

  private async one(where: string, value: string): Promise<Confirmation | null> {
    const rows: Confirmation[] = await this.db.query(`${CONFIRMATION} WHERE ${where}`, [value]);
    return rows[0] ?? null;
  }
}

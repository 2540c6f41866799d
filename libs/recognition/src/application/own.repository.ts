import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TargetGroup } from '../rule/rule.policy.js';

export interface OwnApplication {
  id: string;
  ruleId: string;
  status: 'submitted' | 'more-asked' | 'withdrawn' | 'refused' | 'confirmed';
  exemptionId: string | null;
  exemptionReason: string | null;
  decidingUnit: string;
  submittedAt: Date;
  decidedAt: Date | null;
  reason: string | null;
}

export interface OwnConfirmation {
  id: string;
  applicationId: string;
  ruleId: string;
  serial: string;
  decidingUnit: string;
  status: 'valid' | 'doubted' | 'ended' | 'expired';
  confirmedAt: Date;
  validUntil: string | null;
  endReason: string | null;
}

const APPLICATION = `SELECT a.id, a.rule_id AS "ruleId", a.status, a.exemption_id AS "exemptionId",
  a.exemption_reason AS "exemptionReason", u.name AS "decidingUnit", a.submitted_at AS "submittedAt",
  a.decided_at AS "decidedAt", a.reason
FROM recognition_application a JOIN unit u ON u.id = a.deciding_unit_id`;

/** What one person sees of their own applications and confirmations. */
@Injectable()
export class OwnRepository {
  constructor(private readonly db: DataSource) {}

  async group(accountId: string): Promise<TargetGroup> {
    const [row] = await this.db.query('SELECT target_group AS "group" FROM person WHERE account_id = $1', [
      accountId,
    ]);
    return row?.group ?? 'citizen';
  }

  /** The newest that was not withdrawn. */
  async application(accountId: string, group: string): Promise<OwnApplication | null> {
    const rows: OwnApplication[] = await this.db.query(
      `${APPLICATION} WHERE a.account_id = $1 AND a.target_group = $2 AND a.status <> 'withdrawn'
       ORDER BY a.submitted_at DESC LIMIT 1`,
      [accountId, group],
    );
    return rows[0] ?? null;
  }

  /** The newest first. */
  confirmations(accountId: string, group: string): Promise<OwnConfirmation[]> {
    return this.db.query(
      `SELECT r.id, r.application_id AS "applicationId", r.rule_id AS "ruleId", r.serial, r.facts ->> 'decidingUnit' AS "decidingUnit",
         r.status, r.confirmed_at AS "confirmedAt", r.valid_until::text AS "validUntil", r.end_reason AS "endReason"
       FROM recognition r WHERE r.account_id = $1 AND r.target_group = $2 ORDER BY r.confirmed_at DESC`,
      [accountId, group],
    );
  }
}

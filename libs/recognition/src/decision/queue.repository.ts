import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isUuid } from '#platform/ids';

export const QUEUES = ['submitted', 'more-asked', 'refused', 'confirmed'] as const;
export type Queue = (typeof QUEUES)[number];

export interface QueueRow {
  id: string;
  accountId: string;
  name: string;
  unitName: string;
  decidingUnit: string;
  group: string;
  ruleId: string;
  status: Queue | 'withdrawn';
  exemptionId: string | null;
  submittedAt: Date;
}

export interface QueueEntry extends QueueRow {
  recordedGroup: string;
  exemptionReason: string | null;
  appliedBy: string;
  appliedByName: string | null;
  reason: string | null;
  recognitionId: string | null;
}

const ROW = `a.id, a.account_id AS "accountId", p.full_name AS name, u.name AS "unitName", d.name AS "decidingUnit",
  a.target_group AS "group", a.rule_id AS "ruleId", a.status, a.exemption_id AS "exemptionId",
  a.submitted_at AS "submittedAt"`;
const FROM = `FROM recognition_application a JOIN person p ON p.account_id = a.account_id JOIN unit u ON u.id = a.unit_id
  JOIN unit d ON d.id = a.deciding_unit_id`;
const IN_SCOPE = 'd.path <@ ANY ($1::ltree[])';

/** Applications that units of a scope decide: every query carries it. */
@Injectable()
export class QueueRepository {
  constructor(private readonly db: DataSource) {}

  /** The oldest first. */
  list(
    scope: readonly string[],
    queue: Queue,
    group: string | null,
    limit: number,
    offset: number,
  ): Promise<QueueRow[]> {
    return this.db.query(
      `SELECT ${ROW} ${FROM} WHERE ${IN_SCOPE} AND a.status = $2 AND ($3::text IS NULL OR a.target_group = $3)
       ORDER BY a.submitted_at, a.id LIMIT $4 OFFSET $5`,
      [scope, queue, group, limit, offset],
    );
  }

  async counts(scope: readonly string[], group: string | null): Promise<Record<Queue, number>> {
    const rows: { status: Queue; count: number }[] = await this.db.query(
      `SELECT a.status, count(*)::int AS count FROM recognition_application a JOIN unit d ON d.id = a.deciding_unit_id
       WHERE ${IN_SCOPE} AND ($2::text IS NULL OR a.target_group = $2) GROUP BY 1`,
      [scope, group],
    );
    const found = new Map(rows.map(({ status, count }) => [status, count]));
    return Object.fromEntries(QUEUES.map((each) => [each, found.get(each) ?? 0])) as Record<Queue, number>;
  }

  async find(
    scope: readonly string[],
    id: string,
    tx: Pick<EntityManager, 'query'> = this.db,
  ): Promise<QueueEntry | null> {
    const rows: QueueEntry[] = isUuid(id)
      ? await tx.query(
          `SELECT ${ROW}, p.target_group AS "recordedGroup", a.exemption_reason AS "exemptionReason",
             a.applied_by AS "appliedBy", b.full_name AS "appliedByName", a.reason, r.id AS "recognitionId"
           ${FROM} LEFT JOIN person b ON b.account_id = a.applied_by LEFT JOIN recognition r ON r.application_id = a.id
           WHERE ${IN_SCOPE} AND a.id = $2`,
          [scope, id],
        )
      : [];
    return rows[0] ?? null;
  }

  /** Waiting ones behind this one in the order of their ids, for work that goes through all of them. */
  after(scope: readonly string[], lastId: string, limit: number): Promise<QueueRow[]> {
    return this.db.query(
      `SELECT ${ROW} ${FROM} WHERE ${IN_SCOPE} AND a.status = 'submitted' AND a.id > $2 ORDER BY a.id LIMIT $3`,
      [scope, lastId, limit],
    );
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A valid certificate whose holder no longer meets what it stands for, since a regrade. */
export interface Doubt {
  certificateId: string;
  registerId: string;
  serial: string;
  name: string;
  className: string;
  completedAt: Date | null;
  lostAt: Date;
  /** Codes of the components whose stated level was taken back; null when the completion was. */
  components: string[] | null;
}

/** A level that is stated was taken back, and the same enrolment shows it no more: since when, also after regrades. */
const TAKEN_LEVELS = `
  SELECT cl.certificate_id,
         max((SELECT max(t.happened_at) FROM skill_entry t
               WHERE t.kind = 'withdrawn' AND t.enrolment_id = w.enrolment_id AND t.component_code = w.component_code
                 AND t.framework_version_id = w.framework_version_id AND t.level >= w.level)) AS lost_at,
         array_agg(DISTINCT w.component_code ORDER BY w.component_code) AS components
    FROM skill_entry w JOIN certificate_level cl ON cl.entry_id = w.withdraws
   WHERE NOT EXISTS (
     SELECT FROM skill_entry s
      WHERE s.kind = 'reached' AND s.enrolment_id = w.enrolment_id AND s.component_code = w.component_code
        AND s.framework_version_id = w.framework_version_id AND s.level >= w.level
        AND NOT EXISTS (SELECT FROM skill_entry t WHERE t.withdraws = s.id))
   GROUP BY cl.certificate_id`;

const OPEN_LOSS =
  'SELECT FROM completion_loss o WHERE o.enrolment_id = c.enrolment_id AND o.regained_at IS NULL';

/** What a registrar decides on: the completion was taken back, or levels alone were. */
const DOUBTS = `
  SELECT c.id AS "certificateId", c.register_id AS "registerId", c.serial, c.facts #>> '{holder,name}' AS name,
         t.title AS "className", d.completed_at AS "completedAt", d.lost_at AS "lostAt", d.components
    FROM (
      SELECT c.id, l.completed_at, l.lost_at, NULL::text[] AS components
        FROM completion_loss l JOIN certificate c ON c.enrolment_id = l.enrolment_id
       WHERE l.regained_at IS NULL
      UNION ALL
      SELECT c.id, e.completed_at, v.lost_at, v.components
        FROM (${TAKEN_LEVELS}) v JOIN certificate c ON c.id = v.certificate_id JOIN enrolment e ON e.id = c.enrolment_id
       WHERE NOT EXISTS (${OPEN_LOSS})
    ) d
    JOIN certificate c ON c.id = d.id AND c.status = 'valid'
    JOIN register r ON r.id = c.register_id JOIN issuer i ON i.id = r.issuer_id JOIN unit u ON u.id = i.owner_unit_id
    JOIN enrolment e ON e.id = c.enrolment_id JOIN training_class t ON t.id = e.class_id
   WHERE u.path <@ ANY ($1::ltree[])
     AND NOT EXISTS (SELECT FROM certificate_kept k WHERE k.certificate_id = c.id AND k.lost_at = d.lost_at)`;

/** Certificates that wait for a registrar's decision. Every query carries the units whose registers may be kept. */
@Injectable()
export class Doubts {
  constructor(private readonly db: DataSource) {}

  list(scope: readonly string[], limit: number): Promise<Doubt[]> {
    return this.db.query(`${DOUBTS} ORDER BY d.lost_at, c.serial LIMIT $2`, [scope, limit]);
  }

  async count(scope: readonly string[]): Promise<number> {
    const [row] = await this.db.query(`SELECT count(*)::int AS n FROM (${DOUBTS}) AS each`, [scope]);
    return row.n;
  }

  async find(tx: EntityManager, scope: readonly string[], certificateId: string): Promise<Doubt | null> {
    const rows: Doubt[] = await tx.query(`${DOUBTS} AND c.id = $2`, [scope, certificateId]);
    return rows[0] ?? null;
  }

  async keep(
    tx: EntityManager,
    scope: readonly string[],
    doubt: Doubt,
    reason: string,
    by: string,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO certificate_kept (certificate_id, lost_at, reason, kept_by)
       SELECT d."certificateId", d."lostAt", $3, $4 FROM (${DOUBTS} AND c.id = $2) d ON CONFLICT DO NOTHING`,
      [scope, doubt.certificateId, reason, by],
    );
  }
}

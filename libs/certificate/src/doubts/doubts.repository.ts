import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A valid certificate whose holder no longer meets what it stands for, since a regrade. */
export interface Doubt {
  certificateId: string;
  registerId: string;
  serial: string;
  name: string;
  className: string;
  completedAt: Date;
  lostAt: Date;
}

const DOUBTS = `
  SELECT c.id AS "certificateId", c.register_id AS "registerId", c.serial, c.facts #>> '{holder,name}' AS name,
         t.title AS "className", l.completed_at AS "completedAt", l.lost_at AS "lostAt"
    FROM completion_loss l
    JOIN certificate c ON c.enrolment_id = l.enrolment_id AND c.status = 'valid'
    JOIN register r ON r.id = c.register_id JOIN issuer i ON i.id = r.issuer_id JOIN unit u ON u.id = i.owner_unit_id
    JOIN enrolment e ON e.id = l.enrolment_id JOIN training_class t ON t.id = e.class_id
   WHERE l.regained_at IS NULL AND u.path <@ ANY ($1::ltree[])
     AND NOT EXISTS (SELECT FROM certificate_kept k WHERE k.certificate_id = c.id AND k.lost_at = l.lost_at)`;

/** Certificates that wait for a registrar's decision. Every query carries the units whose registers may be kept. */
@Injectable()
export class Doubts {
  constructor(private readonly db: DataSource) {}

  list(scope: readonly string[], limit: number): Promise<Doubt[]> {
    return this.db.query(`${DOUBTS} ORDER BY l.lost_at, c.serial LIMIT $2`, [scope, limit]);
  }

  async count(scope: readonly string[]): Promise<number> {
    const [row] = await this.db.query(`SELECT count(*)::int AS n FROM (${DOUBTS}) AS each`, [scope]);
    return row.n;
  }

  async find(tx: EntityManager, scope: readonly string[], certificateId: string): Promise<Doubt | null> {
    const rows: Doubt[] = await tx.query(`${DOUBTS} AND c.id = $2`, [scope, certificateId]);
    return rows[0] ?? null;
  }

  async keep(tx: EntityManager, doubt: Doubt, reason: string, by: string): Promise<void> {
    await tx.query(
      `INSERT INTO certificate_kept (certificate_id, lost_at, reason, kept_by)
       SELECT c.id, l.lost_at, $2, $3 FROM certificate c JOIN completion_loss l ON l.enrolment_id = c.enrolment_id
        WHERE c.id = $1 AND l.regained_at IS NULL ON CONFLICT DO NOTHING`,
      [doubt.certificateId, reason, by],
    );
  }
}

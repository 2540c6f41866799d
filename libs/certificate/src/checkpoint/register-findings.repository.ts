import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Gap } from '../old-register/old-register-check.service.js';

export interface RegisterCounts {
  registers: number;
  certificates: number;
  /** Certificates and older entries without an entry in the issuing log. */
  unlogged: number;
  /** Valid certificates that have waited for their file for more than a quarter of an hour. */
  withoutFile: number;
}

export interface Duplicate {
  registerId: string;
  number: number;
  count: number;
}

/** `number`: it was given before a lower one; `counter`: that of the register stands below its highest number; `at`, `status`, `ended`: the log has another time, or another end. */
export interface Contradiction {
  registerId: string;
  number: number;
  what: 'number' | 'counter' | 'at' | 'status' | 'ended';
}

const MOST = 100;

/** What the tables say of the registers; reads only. */
@Injectable()
export class RegisterFindings {
  constructor(private readonly db: DataSource) {}

  async counts(): Promise<RegisterCounts> {
    const [counts] = await this.db.query(
      `SELECT (SELECT count(*)::int FROM register) AS registers, (SELECT count(*)::int FROM certificate) AS certificates,
         (SELECT count(*)::int FROM certificate c WHERE NOT EXISTS
           (SELECT FROM issuing_log l WHERE l.certificate_id = c.id AND l.kind = 'issued'))
           + (SELECT count(*)::int FROM old_entry o WHERE NOT EXISTS
           (SELECT FROM issuing_log l WHERE l.old_entry_id = o.id AND l.kind = 'imported')) AS unlogged,
         (SELECT count(*)::int FROM certificate WHERE status = 'valid' AND signed_at IS NULL
           AND issued_at < now() - interval '15 minutes') AS "withoutFile"`,
    );
    return counts;
  }

  gaps(): Promise<Gap[]> {
    return this.db.query(
      `SELECT register_id AS "registerId", i.name AS issuer, r.year, number + 1 AS "from", next - 1 AS "to"
       FROM (SELECT register_id, number, lead(number) OVER w AS next FROM (
               SELECT register_id, number FROM register_entry
               UNION ALL SELECT id, 0 FROM register
               UNION ALL SELECT id, last_number + 1 FROM register) n
             WINDOW w AS (PARTITION BY register_id ORDER BY number)) s
         JOIN register r ON r.id = register_id JOIN issuer i ON i.id = r.issuer_id
       WHERE next > number + 1 ORDER BY 1, 4`,
    );
  }

  duplicates(): Promise<Duplicate[]> {
    return this.db.query(
      `SELECT register_id AS "registerId", min(number) AS number, count(*)::int AS count FROM certificate
       GROUP BY register_id, serial HAVING count(*) > 1
       UNION SELECT register_id, number, count(*)::int FROM certificate
       GROUP BY register_id, number HAVING count(*) > 1
       UNION SELECT c.register_id, c.number, 2 FROM certificate c JOIN old_entry o
         ON o.register_id = c.register_id AND o.number = c.number AND o.status <> 'undone' LIMIT ${MOST}`,
    );
  }

  /** What no commitment binds, compared with the log: order of the numbers, times, whether an entry has ended; the first hundred. */
  contradictions(): Promise<Contradiction[]> {
    return this.db.query(
      `WITH issued AS (
         SELECT c.id, c.register_id, c.number, c.status, c.issued_at, c.ended_at, l.at,
                lag(c.number) OVER (PARTITION BY c.register_id ORDER BY l.seq) AS before
         FROM certificate c JOIN issuing_log l ON l.certificate_id = c.id AND l.kind = 'issued'),
       ended AS (SELECT certificate_id, old_entry_id, kind, at FROM issuing_log WHERE kind NOT IN ('issued', 'imported'))
       SELECT register_id AS "registerId", number, what FROM (
         SELECT register_id, number, 'number' AS what FROM issued WHERE before > number
         UNION ALL SELECT register_id, number, 'at' FROM issued WHERE issued_at <> at
         UNION ALL SELECT r.id, r.last_number, 'counter' FROM register r
           WHERE r.last_number < (SELECT max(number) FROM register_entry e WHERE e.register_id = r.id)
         UNION ALL SELECT i.register_id, i.number, CASE WHEN i.status = COALESCE(e.kind, 'valid') THEN 'ended' ELSE 'status' END
           FROM issued i LEFT JOIN ended e ON e.certificate_id = i.id
           WHERE i.status <> COALESCE(e.kind, 'valid') OR i.ended_at IS DISTINCT FROM e.at
         UNION ALL SELECT o.register_id, o.number, 'status' FROM old_entry o
           WHERE o.status <> COALESCE((SELECT e.kind FROM ended e WHERE e.old_entry_id = o.id ORDER BY e.at DESC LIMIT 1), 'valid')
       ) found ORDER BY 1, 2, 3 LIMIT ${MOST}`,
    );
  }
}

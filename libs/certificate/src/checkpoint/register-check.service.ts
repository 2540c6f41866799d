import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ChainAudit, type ChainReport } from '../chain/chain-audit.service.js';
import {
  type Gap,
  OldRegisterCheck,
  type OldRegisterFindings,
} from '../old-register/old-register-check.service.js';
import { CheckpointRows } from './checkpoints.repository.js';
import { type CheckpointBreak, Checkpoints } from './checkpoints.service.js';

export interface RegisterCheckReport extends OldRegisterFindings {
  ok: boolean;
  registers: number;
  certificates: number;
  /** Numbers of a register that no certificate has, as first and last of each run. */
  gaps: Gap[];
  /** Numbers or serials that more than one certificate has, or a certificate and an older entry. */
  duplicates: { registerId: string; number: number; count: number }[];
  /** Certificates and older entries without an entry in the issuing log. */
  unlogged: number;
  /** Valid certificates that have waited for their file for more than a quarter of an hour. */
  withoutFile: number;
  chain: ChainReport;
  checkpoints: { count: number; latest: string | null; broken: { day: string; problem: CheckpointBreak }[] };
}

const MOST = 100;

/** Recounts registers, issuing log and checkpoints from the tables alone; reads only. */
@Injectable()
export class RegisterCheck {
  constructor(
    private readonly db: DataSource,
    private readonly audit: ChainAudit,
    private readonly rows: CheckpointRows,
    private readonly checkpoints: Checkpoints,
    private readonly oldRegisters: OldRegisterCheck,
  ) {}

  async run(): Promise<RegisterCheckReport> {
    const [counts] = await this.db.query(
      `SELECT (SELECT count(*)::int FROM register) AS registers, (SELECT count(*)::int FROM certificate) AS certificates,
         (SELECT count(*)::int FROM certificate c WHERE NOT EXISTS
           (SELECT FROM issuing_log l WHERE l.certificate_id = c.id AND l.kind = 'issued'))
           + (SELECT count(*)::int FROM old_entry o WHERE NOT EXISTS
           (SELECT FROM issuing_log l WHERE l.old_entry_id = o.id AND l.kind = 'imported')) AS unlogged,
         (SELECT count(*)::int FROM certificate WHERE status = 'valid' AND signed_at IS NULL
           AND issued_at < now() - interval '15 minutes') AS "withoutFile"`,
    );
    const { faults: gaps, findings } = await this.oldRegisters.sort(await this.gaps());
    const duplicates = await this.duplicates();
    const chain = await this.audit.run();
    const published = await this.rows.all();
    const broken: { day: string; problem: CheckpointBreak }[] = [];
    for (const each of published) {
      const problem = await this.checkpoints.problemOf(each);
      if (problem) broken.push({ day: each.day, problem });
    }
    const ok =
      chain.ok &&
      gaps.length + duplicates.length + broken.length + counts.unlogged + counts.withoutFile === 0;
    const latest = published.at(-1)?.day ?? null;
    return {
      ok,
      ...counts,
      gaps,
      duplicates,
      ...findings,
      chain,
      checkpoints: { count: published.length, latest, broken },
    };
  }

  private gaps(): Promise<Gap[]> {
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

  private duplicates(): Promise<RegisterCheckReport['duplicates']> {
    return this.db.query(
      `SELECT register_id AS "registerId", min(number) AS number, count(*)::int AS count FROM certificate
       GROUP BY register_id, serial HAVING count(*) > 1
       UNION SELECT register_id, number, count(*)::int FROM certificate
       GROUP BY register_id, number HAVING count(*) > 1
       UNION SELECT c.register_id, c.number, 2 FROM certificate c JOIN old_entry o
         ON o.register_id = c.register_id AND o.number = c.number AND o.status <> 'undone' LIMIT ${MOST}`,
    );
  }
}

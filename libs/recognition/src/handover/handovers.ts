import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { isUuid, newId } from '#platform/ids';
import type { HandoverInput } from './handover.input.js';

export interface Handover {
  id: string;
  unitName: string;
  unitPath: string;
  format: 'csv' | 'json';
  content: 'changes' | 'all';
  purpose: string;
  requestedBy: string;
  requestedByName: string;
  requestedAt: Date;
  madeAt: Date | null;
  rows: number | null;
  withoutNumber: number | null;
  sha256: string | null;
  accepted: number;
  refused: number;
}

const HANDOVER = `SELECT h.id, u.name AS "unitName", u.path::text AS "unitPath", h.format, h.content, h.purpose,
  h.requested_by AS "requestedBy", p.full_name AS "requestedByName", h.requested_at AS "requestedAt", h.made_at AS "madeAt",
  h.rows, h.without_number AS "withoutNumber", encode(h.sha256, 'hex') AS sha256,
  (SELECT count(*)::int FROM recognition_handover_row r WHERE r.handover_id = h.id AND r.answer = 'accepted') AS accepted,
  (SELECT count(*)::int FROM recognition_handover_row r WHERE r.handover_id = h.id AND r.answer = 'refused') AS refused
FROM recognition_handover h JOIN unit u ON u.id = h.unit_id LEFT JOIN person p ON p.account_id = h.requested_by`;

/** Lists that were made for VNeID: by whom, what for, and what was answered. Scope in every query about people. */
@Injectable()
export class Handovers {
  constructor(
    private readonly db: DataSource,
    private readonly audit: Audit,
  ) {}

  /** Written down before anything is read. */
  async ask(unitId: string, { format, content, purpose }: HandoverInput, actorId: string): Promise<string> {
    return inTransaction(this.db, async (tx) => {
      const id = newId();
      await tx.query(
        `INSERT INTO recognition_handover (id, unit_id, format, content, purpose, requested_by)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, unitId, format, content, purpose, actorId],
      );
      await this.audit.record(tx, {
        ...{ actorId, action: 'recognition.make-list', subjectType: 'recognition-handover', subjectId: id },
        detail: { format },
      });
      return id;
    });
  }

  /** The newest first. */
  list(scope: readonly string[], limit: number): Promise<Handover[]> {
    return this.db.query(
      `${HANDOVER} WHERE u.path <@ ANY ($1::ltree[]) ORDER BY h.requested_at DESC LIMIT $2`,
      [scope, limit],
    );
  }

  async find(id: string, scope: readonly string[]): Promise<Handover | null> {
    const rows: Handover[] = isUuid(id)
      ? await this.db.query(`${HANDOVER} WHERE h.id = $1 AND u.path <@ ANY ($2::ltree[])`, [id, scope])
      : [];
    return rows[0] ?? null;
  }

  /** Rows that were refused, for somebody to look at: the number of the confirmation and the reason, no names. */
  refused(
    id: string,
    limit: number,
  ): Promise<{ applicationId: string; serial: string; reason: string | null }[]> {
    return this.db.query(
      `SELECT c.application_id AS "applicationId", c.serial, r.answer_reason AS reason FROM recognition_handover_row r
       JOIN recognition c ON c.id = r.recognition_id WHERE r.handover_id = $1 AND r.answer = 'refused'
       ORDER BY c.serial LIMIT $2`,
      [id, limit],
    );
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SubmittedBy } from '#assessment';
import { NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import type { PredictionKind } from '../plan/plan.input.js';

export interface OwnEntry {
  id: string;
  accountId: string;
  roundId: string;
  code: string;
  unitName: string;
  showName: boolean;
  prediction: number | null;
  attemptId: string;
  status: 'open' | 'submitted' | 'graded';
  deadlineAt: Date;
  submittedAt: Date | null;
  submittedBy: SubmittedBy | null;
  timeMs: number | null;
  contestTitle: string;
  slug: string;
  predictionKind: PredictionKind;
  roundNumber: number;
  roundTitle: string;
  standingsAt: Date;
  disqualifiedFor: string | null;
}

const ENTRY = `
  SELECT e.id, e.account_id AS "accountId", e.round_id AS "roundId", e.code, u.name AS "unitName",
         e.name_consent_at IS NOT NULL AS "showName", e.prediction, a.id AS "attemptId", a.status,
         a.deadline_at AS "deadlineAt", a.submitted_at AS "submittedAt", a.submitted_by AS "submittedBy",
         floor(extract(epoch FROM a.submitted_at - a.started_at) * 1000)::int AS "timeMs", c.title AS "contestTitle",
         c.slug, c.prediction AS "predictionKind", r.number AS "roundNumber", r.title AS "roundTitle",
         r.standings_at AS "standingsAt", d.reason AS "disqualifiedFor"
    FROM contest_entry e
    JOIN attempt a ON a.entry_id = e.id
    JOIN contest_round r ON r.id = e.round_id
    JOIN contest c ON c.id = r.contest_id
    JOIN unit u ON u.id = e.unit_id
    LEFT JOIN contest_disqualification d ON d.entry_id = e.id`;

/** Entries as their own people see them. */
@Injectable()
export class OwnEntriesRepository {
  constructor(private readonly db: DataSource) {}

  /** Whoever it belongs to; for surroundings of an attempt whose owner was checked. */
  async find(id: string): Promise<OwnEntry | null> {
    const rows: OwnEntry[] = await this.db.query(`${ENTRY} WHERE e.id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** Throws NotFound, the same for an entry that is not there and for another person's. */
  async own(id: string, accountId: string): Promise<OwnEntry> {
    const entry = isUuid(id) ? await this.find(id) : null;
    if (entry?.accountId !== accountId) throw new NotFound();
    return entry;
  }

  /** All of a person, newest first. */
  all(accountId: string): Promise<OwnEntry[]> {
    return this.db.query(`${ENTRY} WHERE e.account_id = $1 ORDER BY e.entered_at DESC LIMIT 100`, [
      accountId,
    ]);
  }
}

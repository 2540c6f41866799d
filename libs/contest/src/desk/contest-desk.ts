import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '#platform/errors';
import { type Actor, scopePaths } from '#platform/http';
import { isUuid } from '#platform/ids';
import { OVER } from '../standing/counting.js';

/** Roles that make and run contests of their units, and those that may look at them. */
export const RUNS = ['programme-admin', 'system-admin'] as const;
export const SEES = ['programme-admin', 'system-admin', 'auditor'] as const;

export interface DeskContest {
  id: string;
  slug: string;
  title: string;
  summary: string;
  unitName: string;
  minutes: number;
  prediction: string;
  tieBreak: string;
  publishedAt: Date | null;
  owned: boolean;
  rounds: number;
  entries: number;
}

export interface DeskRound {
  id: string;
  contestId: string;
  contestTitle: string;
  number: number;
  title: string;
  opensAt: Date;
  closesAt: Date;
  standingsAt: Date;
  ready: boolean;
  over: boolean;
  owned: boolean;
  tag: string;
  questions: number;
  entries: number;
  waiting: number;
}

export interface DeskEntry {
  id: string;
  code: string;
  unitName: string;
  fullName: string | null;
  status: string;
  enteredAt: Date;
  reason: string | null;
}

/** Contests as the people who run and follow them see them: those of their units. */
@Injectable()
export class ContestDesk {
  constructor(private readonly db: DataSource) {}

  contests(actor: Actor): Promise<DeskContest[]> {
    return this.query(actor, null);
  }

  /** Throws NotFound for a contest outside one's scope, as for one that does not exist. */
  async contest(id: string, actor: Actor): Promise<DeskContest> {
    const [contest] = isUuid(id) ? await this.query(actor, id) : [];
    if (!contest) throw new NotFound();
    return contest;
  }

  rounds(contestId: string, actor: Actor): Promise<DeskRound[]> {
    return this.roundQuery(actor, 'c.id', contestId);
  }

  /** Throws NotFound. */
  async round(id: string, actor: Actor): Promise<DeskRound> {
    const [round] = isUuid(id) ? await this.roundQuery(actor, 'r.id', id) : [];
    if (!round) throw new NotFound();
    return round;
  }

  /** One that this person runs, else NotFound. */
  async roundToRun(id: string, actor: Actor): Promise<DeskRound> {
    const round = await this.round(id, actor);
    if (!round.owned) throw new NotFound();
    return round;
  }

  /** Those whose code begins so, and with nothing to look for the disqualified and the newest. */
  entries(roundId: string, code: string, limit: number): Promise<DeskEntry[]> {
    return this.db.query(
      `SELECT e.id, e.code, u.name AS "unitName", p.full_name AS "fullName", a.status, e.entered_at AS "enteredAt",
              d.reason
         FROM contest_entry e JOIN unit u ON u.id = e.unit_id JOIN attempt a ON a.entry_id = e.id
         LEFT JOIN person p ON p.account_id = e.account_id LEFT JOIN contest_disqualification d ON d.entry_id = e.id
        WHERE e.round_id = $1 AND starts_with(e.code, $2)
        ORDER BY d.entry_id IS NULL, e.entered_at DESC LIMIT $3`,
      [roundId, code.toUpperCase(), limit],
    );
  }

  /** An entry of a round. Throws NotFound. */
  async entry(roundId: string, entryId: string): Promise<void> {
    const rows: object[] = isUuid(entryId)
      ? await this.db.query('SELECT FROM contest_entry WHERE id = $1 AND round_id = $2', [entryId, roundId])
      : [];
    if (rows.length === 0) throw new NotFound();
  }

  private query(actor: Actor, id: string | null): Promise<DeskContest[]> {
    return this.db.query(
      `SELECT c.id, c.slug, c.title, c.summary, o.name AS "unitName", c.minutes, c.prediction,
              c.tie_break AS "tieBreak", c.published_at AS "publishedAt", o.path <@ ANY ($1::ltree[]) AS owned,
              (SELECT count(*)::int FROM contest_round r WHERE r.contest_id = c.id) AS rounds,
              (SELECT count(*)::int FROM contest_entry e JOIN contest_round r ON r.id = e.round_id
                WHERE r.contest_id = c.id) AS entries
         FROM contest c JOIN unit o ON o.id = c.owner_unit_id
        WHERE o.path <@ ANY ($2::ltree[]) AND ($3::uuid IS NULL OR c.id = $3)
        ORDER BY c.created_at DESC LIMIT 200`,
      [scopePaths(actor, ...RUNS), scopePaths(actor, ...SEES), id],
    );
  }

  private roundQuery(actor: Actor, column: 'c.id' | 'r.id', id: string): Promise<DeskRound[]> {
    return this.db.query(
      `SELECT r.id, c.id AS "contestId", c.title AS "contestTitle", r.number, r.title, r.opens_at AS "opensAt",
              r.closes_at AS "closesAt", r.standings_at AS "standingsAt", r.ready_at IS NOT NULL AS ready,
              now() > ${OVER} AS over, o.path <@ ANY ($1::ltree[]) AS owned, q.draw -> 0 ->> 'tag' AS tag,
              (q.draw -> 0 ->> 'count')::int AS questions,
              (SELECT count(*)::int FROM contest_entry e WHERE e.round_id = r.id) AS entries,
              (SELECT count(*)::int FROM contest_entry e JOIN attempt a ON a.entry_id = e.id
                WHERE e.round_id = r.id AND a.status <> 'graded') AS waiting
         FROM contest_round r JOIN contest c ON c.id = r.contest_id JOIN unit o ON o.id = c.owner_unit_id
         JOIN quiz q ON q.id = r.quiz_id
        WHERE o.path <@ ANY ($2::ltree[]) AND ${column} = $3 ORDER BY r.number`,
      [scopePaths(actor, ...RUNS), scopePaths(actor, ...SEES), id],
    );
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, NotFound } from '#platform/errors';
import { newId } from '#platform/ids';
import { type LogHead, logHead, logLines, sha256 } from '../ranking/contest-log.js';
import { rank } from '../ranking/ranking.policy.js';
import { CountWriter, type Progress } from './count-writer.js';
import { CountedEntries, type CountedEntry } from './counted-entries.js';

export interface Recount {
  reason: string;
  actorId: string;
}

interface RoundRow {
  id: string;
  contest: string;
  number: number;
  prediction: LogHead['prediction'];
  tieBreak: LogHead['tieBreak'];
  over: boolean;
  revision: number;
  now: Date;
}

/** Makes the standings of a round: the first time when it is over, and again for a stated reason. */
@Injectable()
export class Counting {
  constructor(
    private readonly db: DataSource,
    private readonly entries: CountedEntries,
    private readonly writer: CountWriter,
    private readonly audit: Audit,
  ) {}

  /**
   * Returns the number of the count. Without `recount` a round that was counted stays as it is. Throws
   * `contest.round-not-over` while somebody may still be sitting, `contest.grading` while a mark is missing.
   */
  async count(
    roundId: string,
    recount: Recount | null,
    progress: Progress = async () => {},
  ): Promise<number> {
    return inTransaction(this.db, async (tx) => {
      const round = await this.lock(tx, roundId);
      if (!recount && round.revision > 0) return round.revision;
      if (!round.over) throw new DomainError('contest.round-not-over');
      const all = await this.entries.of(tx, roundId);
      if (all.some((each) => !each.graded)) throw new DomainError('contest.grading');
      await this.store(tx, round, all, recount, progress);
      return round.revision + 1;
    });
  }

  private async store(
    tx: EntityManager,
    round: RoundRow,
    all: CountedEntry[],
    recount: Recount | null,
    progress: Progress,
  ): Promise<void> {
    const valid = all.filter((each) => !each.disqualified);
    const out = all.filter((each) => each.disqualified).sort((a, b) => (a.code < b.code ? -1 : 1));
    const actual =
      round.prediction === 'entrants'
        ? valid.length
        : valid.filter((each) => each.maxUnits > 0 && each.markUnits === each.maxUnits).length;
    const placed = rank(valid, actual, round.tieBreak);
    const rows = [
      ...placed.map(({ entry, position, place, tied }) => ({ ...entry, position, place, tied })),
      ...out.map((entry, index) => ({
        ...entry,
        position: placed.length + index + 1,
        place: null,
        tied: false,
      })),
    ];
    const head = {
      ...round,
      round: round.number,
      revision: round.revision + 1,
      countedAt: round.now,
      actual,
    };
    const id = newId();
    await tx.query(
      `INSERT INTO contest_count (id, round_id, revision, prediction, tie_break, actual, entries, disqualified,
         log_sha256, reason, counted_by, counted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[id, round.id, head.revision, round.prediction, round.tieBreak, actual, placed.length, out.length],
        ...[
          sha256(logHead(head), logLines(rows)),
          recount?.reason ?? null,
          recount?.actorId ?? null,
          round.now,
        ],
      ],
    );
    await this.writer.write(tx, id, rows, progress);
    await this.audit.record(tx, {
      ...{ actorId: recount?.actorId ?? null, action: 'contest.count', subjectType: 'contest-round' },
      ...{ subjectId: round.id, detail: { revision: head.revision, count: placed.length } },
    });
  }

  private async lock(tx: EntityManager, roundId: string): Promise<RoundRow> {
    const [round] = (await tx.query(
      `SELECT r.id, c.slug AS contest, r.number, c.prediction, c.tie_break AS "tieBreak",
              date_trunc('milliseconds', now()) AS now, now() > ${OVER} AS over,
              (SELECT coalesce(max(revision), 0)::int FROM contest_count n WHERE n.round_id = r.id) AS revision
         FROM contest_round r JOIN contest c ON c.id = r.contest_id WHERE r.id = $1 FOR UPDATE OF r`,
      [roundId],
    )) as RoundRow[];
    if (!round) throw new NotFound();
    return round;
  }
}

/** SQL: from then on no attempt of the round is open; the grace of the engine and a minute for its sweeper included. */
export const OVER = `r.closes_at + make_interval(mins => c.minutes) + interval '2 minutes'`;

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Quizzes } from '#assessment';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import type { RoundInput } from './plan.input.js';
import { earliestStandings } from './schedule.policy.js';

interface RoundRow {
  quizId: string;
  minutes: number;
  ready: boolean;
}

/** Changes rounds while their questions are open, and fixes these. */
@Injectable()
export class Rounds {
  constructor(
    private readonly db: DataSource,
    private readonly quizzes: Quizzes,
    private readonly audit: Audit,
  ) {}

  /** Throws `contest.round-ready` once the questions are fixed. */
  async change(id: string, input: RoundInput, actorId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const round = await this.lock(tx, id);
      if (round.ready) throw new DomainError('contest.round-ready');
      if (input.standingsAt < earliestStandings(input.closesAt, round.minutes))
        throw new InvalidInput([{ field: 'standingsAt', code: 'contest.standings-early' }]);
      await tx.query(
        'UPDATE contest_round SET title = $2, opens_at = $3, closes_at = $4, standings_at = $5 WHERE id = $1',
        [id, input.title, input.opensAt, input.closesAt, input.standingsAt],
      );
      const draw = [{ tag: input.tag, count: input.count }];
      await this.quizzes.update(round.quizId, { title: input.title, draw }, tx);
      await this.record(tx, 'contest.change-round', id, actorId);
    });
  }

  /** Fixes the questions. Throws `assessment.draw-impossible` when the bank has too few. */
  async fix(id: string, actorId: string | null): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const round = await this.lock(tx, id);
      if (round.ready) return;
      await this.quizzes.freeze(round.quizId, tx);
      await tx.query('UPDATE contest_round SET ready_at = now() WHERE id = $1', [id]);
      await this.record(tx, 'contest.fix-round', id, actorId);
    });
  }

  private async lock(tx: EntityManager, id: string): Promise<RoundRow> {
    const [round] = (await tx.query(
      `SELECT r.quiz_id AS "quizId", c.minutes, r.ready_at IS NOT NULL AS ready
         FROM contest_round r JOIN contest c ON c.id = r.contest_id WHERE r.id = $1 FOR UPDATE OF r`,
      [id],
    )) as RoundRow[];
    if (!round) throw new NotFound();
    return round;
  }

  private record(
    tx: EntityManager,
    action: string,
    subjectId: string,
    actorId: string | null,
  ): Promise<void> {
    return this.audit.record(tx, { actorId, action, subjectType: 'contest-round', subjectId });
  }
}

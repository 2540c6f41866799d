import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Quizzes } from '#assessment';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput } from '#platform/errors';
import { newId } from '#platform/ids';
import type { NewContest } from './plan.input.js';
import { earliestStandings, weekly } from './schedule.policy.js';

/** Below the country every contest is for one province. */
const AREA_DEPTH = 2;

/** Makes contests and shows them to the public. The caller has checked that the unit is one of the actor's. */
@Injectable()
export class Contests {
  constructor(
    private readonly db: DataSource,
    private readonly quizzes: Quizzes,
    private readonly audit: Audit,
  ) {}

  /** A contest with its weekly rounds, not public yet: its id. */
  async create(
    input: NewContest,
    ownerUnitId: string,
    titleOf: (round: number) => string,
    actorId: string | null,
  ) {
    const times = weekly(input.opensAt, input.rounds, input.days, input.standingsAfter);
    const first = times[0];
    if (first && first.standingsAt < earliestStandings(first.closesAt, input.minutes))
      throw new InvalidInput([{ field: 'standingsAfter', code: 'contest.standings-early' }]);
    return inTransaction(this.db, async (tx) => {
      const id = newId();
      await this.insert(tx, id, input, ownerUnitId, actorId);
      for (const [index, { opensAt, closesAt, standingsAt }] of times.entries()) {
        const quizId = await this.quizzes.create(this.quizOf(input, titleOf(index + 1)), tx);
        await tx.query(
          `INSERT INTO contest_round (id, contest_id, number, title, opens_at, closes_at, standings_at, quiz_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [newId(), id, index + 1, titleOf(index + 1), opensAt, closesAt, standingsAt, quizId],
        );
      }
      await this.record(tx, 'contest.create', id, actorId, { rounds: times.length });
      return id;
    });
  }

  /** From then on it has its public page. Needs a round whose questions are fixed. */
  async publish(id: string, actorId: string | null): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const [ready] = (await tx.query(
        'SELECT count(ready_at)::int AS rounds FROM contest_round WHERE contest_id = $1',
        [id],
      )) as { rounds: number }[];
      if (!ready?.rounds) throw new DomainError('contest.no-round-ready');
      const [changed] = (await tx.query(
        'UPDATE contest SET published_at = now() WHERE id = $1 AND published_at IS NULL RETURNING id',
        [id],
      )) as [object[], number];
      if (changed.length > 0) await this.record(tx, 'contest.publish', id, actorId, {});
    });
  }

  private async insert(
    tx: EntityManager,
    id: string,
    input: NewContest,
    ownerUnitId: string,
    actorId: string | null,
  ): Promise<void> {
    const rows: object[] = await tx.query(
      `INSERT INTO contest (id, slug, title, summary, conditions, owner_unit_id, area_unit_id, bank_id, minutes,
         prediction, tie_break, created_by)
       SELECT $1, $2, $3, $4, $5, o.id, area.id, $7, $8, $9, $10, $11
         FROM unit o JOIN unit area ON area.path = subpath(o.path, 0, least(${AREA_DEPTH}, nlevel(o.path)))
        WHERE o.id = $6 ON CONFLICT (slug) DO NOTHING RETURNING id`,
      [
        ...[id, input.slug, input.title, input.summary, input.conditions, ownerUnitId, input.bank],
        ...[input.minutes, input.prediction, input.tieBreak, actorId],
      ],
    );
    if (rows.length === 0) throw new InvalidInput([{ field: 'slug', code: 'contest.slug-taken' }]);
  }

  /** Keys stay closed: the same questions may be asked in another round. */
  private quizOf(input: NewContest, title: string) {
    const { bank, minutes, tag, count } = input;
    return {
      ...{ bankId: bank, title, minutes, attemptsAllowed: 1, passPercent: 0 },
      ...{ draw: [{ tag, count }], feedbackRelease: 'never' as const },
    };
  }

  private record(
    tx: EntityManager,
    action: string,
    subjectId: string,
    actorId: string | null,
    detail: Record<string, number>,
  ): Promise<void> {
    return this.audit.record(tx, { actorId, action, subjectType: 'contest', subjectId, detail });
  }
}

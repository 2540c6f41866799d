import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '#platform/errors';
import type { PredictionKind } from '../plan/plan.input.js';
import type { TieBreak } from '../ranking/ranking.policy.js';

/** `open`: may be entered now. `published`: its standings are public. */
export type RoundState = 'ahead' | 'open' | 'over' | 'published';

export interface PublicRound {
  id: string;
  number: number;
  title: string;
  opensAt: Date;
  closesAt: Date;
  standingsAt: Date;
  quizId: string;
  state: RoundState;
}

export interface PublicContest {
  id: string;
  slug: string;
  title: string;
  summary: string;
  conditions: string | null;
  minutes: number;
  questions: number;
  prediction: PredictionKind;
  tieBreak: TieBreak;
  organiser: string;
  areaPath: string;
  areaName: string;
  rounds: PublicRound[];
}

export interface ListedContest {
  slug: string;
  title: string;
  summary: string;
  organiser: string;
  /** When the round that is open closes; null when none is. */
  openUntil: Date | null;
  opensNext: Date | null;
  rounds: number;
}

/** SQL: the state of round `r` by the database's clock. */
const STATE = `CASE WHEN now() < r.opens_at THEN 'ahead' WHEN now() <= r.closes_at THEN 'open'
  WHEN now() >= r.standings_at AND EXISTS (SELECT FROM contest_count n WHERE n.round_id = r.id) THEN 'published'
  ELSE 'over' END`;

/** What everybody may see of contests: published ones, rounds whose questions are fixed. */
@Injectable()
export class ContestPagesRepository {
  constructor(private readonly db: DataSource) {}

  list(): Promise<ListedContest[]> {
    return this.db.query(
      `SELECT c.slug, c.title, c.summary, o.name AS organiser, count(r.id)::int AS rounds,
              min(r.closes_at) FILTER (WHERE now() BETWEEN r.opens_at AND r.closes_at) AS "openUntil",
              min(r.opens_at) FILTER (WHERE now() < r.opens_at) AS "opensNext"
         FROM contest c JOIN unit o ON o.id = c.owner_unit_id
         JOIN contest_round r ON r.contest_id = c.id AND r.ready_at IS NOT NULL
        WHERE c.published_at IS NOT NULL GROUP BY c.id, o.name
        ORDER BY bool_or(now() BETWEEN r.opens_at AND r.closes_at) DESC, bool_or(now() < r.opens_at) DESC,
          max(r.closes_at) DESC LIMIT 100`,
    );
  }

  /** Throws NotFound for one that is not public. */
  async find(slug: string): Promise<PublicContest> {
    const [contest] = (await this.db.query(
      `SELECT c.id, c.slug, c.title, c.summary, c.conditions, c.minutes, c.prediction, c.tie_break AS "tieBreak",
              o.name AS organiser, area.path::text AS "areaPath", area.name AS "areaName",
              coalesce(json_agg(json_build_object('id', r.id, 'number', r.number, 'title', r.title,
                'opensAt', r.opens_at, 'closesAt', r.closes_at, 'standingsAt', r.standings_at, 'quizId', r.quiz_id,
                'state', ${STATE}) ORDER BY r.number) FILTER (WHERE r.ready_at IS NOT NULL), '[]') AS rounds,
              coalesce(max((q.draw -> 0 ->> 'count')::int), 0) AS questions
         FROM contest c JOIN unit o ON o.id = c.owner_unit_id JOIN unit area ON area.id = c.area_unit_id
         LEFT JOIN contest_round r ON r.contest_id = c.id LEFT JOIN quiz q ON q.id = r.quiz_id
        WHERE c.slug = $1 AND c.published_at IS NOT NULL GROUP BY c.id, o.id, area.id`,
      [slug],
    )) as PublicContest[];
    if (!contest) throw new NotFound();
    for (const round of contest.rounds) {
      round.opensAt = new Date(round.opensAt);
      round.closesAt = new Date(round.closesAt);
      round.standingsAt = new Date(round.standingsAt);
    }
    return contest;
  }

  /** Throws NotFound. */
  async round(slug: string, number: string): Promise<{ contest: PublicContest; round: PublicRound }> {
    const contest = await this.find(slug);
    const round = contest.rounds.find((each) => String(each.number) === number);
    if (!round) throw new NotFound();
    return { contest, round };
  }
}

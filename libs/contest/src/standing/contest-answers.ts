import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '#platform/errors';
import { logHead, logLines } from '../ranking/contest-log.js';
import { distanceOf } from '../ranking/ranking.policy.js';
import { type CountInfo, StandingsRepository } from './standings.repository.js';

/** Standings of one round for programs: entries by their codes, no names. */
export interface ContestStandings {
  contest: string;
  round: number;
  revision: number;
  countedAt: Date;
  public: boolean;
  actual: number;
  logSha256: string;
  standings: {
    place: number;
    entry: string;
    unit: string;
    markUnits: number;
    maxUnits: number;
    prediction: number | null;
    distance: number | null;
    timeMs: number;
  }[];
}

/** What commands tell of contests. */
@Injectable()
export class ContestAnswers {
  constructor(
    private readonly db: DataSource,
    private readonly standings: StandingsRepository,
  ) {}

  /** The newest count of a round; of a contest (by id or address), that of its last counted round. */
  async of(id: string): Promise<ContestStandings> {
    const count = await this.count(id);
    const { contest, round, revision, countedAt, actual } = count;
    const rows: ContestStandings['standings'] = [];
    for await (const stretch of this.standings.log(count.id))
      for (const { code, unitPath, place, markUnits, maxUnits, prediction, timeMs } of stretch) {
        if (place === null) continue;
        const distance = prediction === null ? null : distanceOf(prediction, actual);
        rows.push({ place, entry: code, unit: unitPath, markUnits, maxUnits, prediction, distance, timeMs });
      }
    return {
      ...{ contest, round, revision, countedAt, public: count.public, actual },
      ...{ logSha256: count.sha256, standings: rows },
    };
  }

  /** The log of the same count. */
  async log(id: string): Promise<string> {
    const count = await this.count(id);
    const parts = [logHead(count)];
    for await (const rows of this.standings.log(count.id)) parts.push(logLines(rows));
    return parts.join('');
  }

  /** Throws NotFound. */
  private async count(id: string): Promise<CountInfo> {
    const [round] = (await this.db.query(
      `SELECT r.id FROM contest_round r JOIN contest c ON c.id = r.contest_id
         JOIN contest_count n ON n.round_id = r.id
        WHERE $1 IN (r.id::text, c.id::text, c.slug) ORDER BY r.number DESC, n.revision DESC LIMIT 1`,
      [id],
    )) as { id: string }[];
    const count = round && (await this.standings.newest(round.id));
    if (!count) throw new NotFound();
    return count;
  }
}

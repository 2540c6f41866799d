import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runPrepared, type Statement } from '#platform/database';
import type { RemedyKind } from '../grading/remedies.js';
import type { RegradeStatus } from '../regrade/regrade.entity.js';
import { type Release, type ReleaseJson, readRelease, releaseJson } from '../release/release.js';

export interface StoredGrade {
  revision: number;
  markUnits: number;
  maxUnits: number;
  scoreBp: number;
  passed: boolean;
  itemUnits: number[];
  /** Places (from 1) of the questions that do not count. */
  dropped: number[];
  gradedAt: Date;
  /** The regrade that made this revision. */
  regrade: { reason: string; remedy: RemedyKind; status: RegradeStatus } | null;
}

export interface ToldGrade {
  grade: StoredGrade;
  /** Null where the class has ruled nothing. */
  release: Release | null;
}

const COLUMNS = `g.revision, g.mark_units AS "markUnits", g.max_units AS "maxUnits", g.score_bp AS "scoreBp", g.passed,
  g.item_units AS "itemUnits", g.dropped, g.graded_at AS "gradedAt",
  CASE WHEN r.id IS NOT NULL
       THEN json_build_object('reason', r.reason, 'remedy', r.remedy, 'status', r.status) END AS regrade`;

const LAST: Statement = {
  name: 'assessment-last-grade',
  text: `
    SELECT ${COLUMNS} FROM grade g LEFT JOIN regrade r ON r.id = g.regrade_id
     WHERE g.attempt_id = $1 ORDER BY g.revision DESC LIMIT 1`,
};

const LAST_AND_RELEASE: Statement = {
  name: 'assessment-last-grade-and-release',
  text: `SELECT g.*, ${releaseJson('$2::uuid')} AS release FROM (${LAST.text}) g`,
};

@Injectable()
export class ResultRepository {
  constructor(private readonly db: DataSource) {}

  /** The valid (last) grade of an attempt. */
  async grade(attemptId: string): Promise<StoredGrade | null> {
    const [grade] = await runPrepared<StoredGrade & object>(this.db, LAST, [attemptId]);
    return grade ?? null;
  }

  /** The same with what the class of its learner has ruled about telling it. */
  async toTell(attemptId: string, groupId: string | undefined): Promise<ToldGrade | null> {
    const [found] = await runPrepared<StoredGrade & { release: ReleaseJson | null }>(
      this.db,
      LAST_AND_RELEASE,
      [attemptId, groupId ?? null],
    );
    if (!found) return null;
    const { release, ...grade } = found;
    return { grade, release: readRelease(release) };
  }

  /** Grades of an attempt before this revision, newest first. */
  async earlier(attemptId: string, revision: number): Promise<StoredGrade[]> {
    if (revision === 1) return [];
    return this.db.query(
      `SELECT ${COLUMNS} FROM grade g LEFT JOIN regrade r ON r.id = g.regrade_id
        WHERE g.attempt_id = $1 AND g.revision < $2 ORDER BY g.revision DESC`,
      [attemptId, revision],
    );
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runPrepared, type Statement } from '#platform/database';

export interface StoredGrade {
  markUnits: number;
  maxUnits: number;
  scoreBp: number;
  passed: boolean;
  itemUnits: number[];
  gradedAt: Date;
}

const LAST: Statement = {
  name: 'assessment-last-grade',
  text: `
    SELECT mark_units AS "markUnits", max_units AS "maxUnits", score_bp AS "scoreBp", passed,
           item_units AS "itemUnits", graded_at AS "gradedAt"
      FROM grade WHERE attempt_id = $1 ORDER BY revision DESC LIMIT 1`,
};

@Injectable()
export class ResultRepository {
  constructor(private readonly db: DataSource) {}

  /** The valid (last) grade of an attempt. */
  async grade(attemptId: string): Promise<StoredGrade | null> {
    const [grade] = await runPrepared<StoredGrade & object>(this.db, LAST, [attemptId]);
    return grade ?? null;
  }
}

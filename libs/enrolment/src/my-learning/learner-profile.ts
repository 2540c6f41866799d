import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runPrepared, type Statement } from '#platform/database';
import type { TargetGroup } from '../classes/training-class.entity.js';

export interface LearnerProfile {
  gender: 'male' | 'female' | null;
  jobTitle: string | null;
  targetGroup: TargetGroup;
  unitName: string | null;
  /** The year it is in Viet Nam, by the clock of the database. */
  year: number;
}

const PROFILE: Statement = {
  name: 'enrolment-learner-profile',
  text: `SELECT p.gender, p.job_title AS "jobTitle", p.target_group AS "targetGroup", u.name AS "unitName",
                extract(year FROM now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS year
         FROM person p LEFT JOIN unit u ON u.id = p.unit_id WHERE p.account_id = $1`,
};

/** How the page of one's own learning addresses its reader. */
@Injectable()
export class LearnerProfiles {
  constructor(private readonly db: DataSource) {}

  async find(accountId: string): Promise<LearnerProfile | null> {
    const [profile] = await runPrepared<LearnerProfile>(this.db, PROFILE, [accountId]);
    return profile ?? null;
  }
}

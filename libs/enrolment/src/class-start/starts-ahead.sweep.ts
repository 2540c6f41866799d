import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TODAY } from '#platform/clock';
import { type Sweep, Sweeps } from '#platform/jobs';
import { Preparations } from './preparations.js';

const AT_ONCE = 500;

/** Prepares for the common starts that come near, and forgets forms that nobody can start any more. */
@Injectable()
@Sweeps('enrolment.starts-ahead')
export class StartsAhead implements Sweep {
  constructor(
    private readonly db: DataSource,
    private readonly preparations: Preparations,
  ) {}

  async sweep(): Promise<number> {
    await this.db.query(
      `DELETE FROM prepared_attempt WHERE enrolment_id IN (
         SELECT e.id FROM prepared_attempt p JOIN enrolment e ON e.id = p.enrolment_id
           JOIN training_class c ON c.id = e.class_id
          WHERE e.status IN ('withdrawn', 'completed') OR c.closed_on IS NOT NULL
             OR c.ends_on < ${TODAY}
             OR NOT EXISTS (SELECT FROM class_start s WHERE s.class_id = c.id)
          LIMIT ${AT_ONCE})`,
    );
    return this.preparations.beginDue();
  }
}

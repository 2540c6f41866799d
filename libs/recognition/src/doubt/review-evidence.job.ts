import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Batch, defineReaction, Handles, type JobHandler, type Sweep, Sweeps } from '#platform/jobs';
import { Doubts } from './doubts.js';
import { Expiry } from './expiry.js';

/** In the bulk queue: nobody waits for it. */
const reviewEvidence = defineReaction(
  'recognition.review-evidence',
  ['EnrolmentScored', 'EnrolmentCompleted', 'EnrolmentWithdrawn', 'EvidenceRevoked', 'CertificateRevoked'],
  { queue: 'bulk' },
);

const TURN = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Ids are of grades, enrolments or certificates: whoever is behind them and holds a confirmation is looked at. */
@Handles(reviewEvidence)
@Injectable()
export class ReviewEvidence implements JobHandler<Batch> {
  constructor(
    private readonly db: DataSource,
    private readonly doubts: Doubts,
  ) {}

  async run({ ids }: Batch): Promise<void> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT r.id FROM recognition r WHERE r.status IN ('valid', 'doubted') AND r.account_id IN (
         SELECT account_id FROM enrolment WHERE id = ANY ($1::uuid[])
         UNION SELECT a.account_id FROM grade g JOIN attempt a ON a.id = g.attempt_id WHERE g.id = ANY ($1::uuid[])
         UNION SELECT e.account_id FROM certificate c JOIN enrolment e ON e.id = c.enrolment_id
           WHERE c.id = ANY ($1::uuid[]))`,
      [ids],
    );
    await this.doubts.review(rows.map((row) => row.id));
  }
}

/** Ends what is past its last day, and walks through living confirmations, a stretch each minute. */
@Sweeps('recognition.unreviewed')
@Injectable()
export class ReviewSweep implements Sweep {
  private position = BEFORE_ALL;

  constructor(
    private readonly db: DataSource,
    private readonly doubts: Doubts,
    private readonly expiry: Expiry,
  ) {}

  async sweep(): Promise<number> {
    const expired = await this.expiry.run();
    const rows: { id: string }[] = await this.db.query(
      `SELECT id FROM recognition WHERE id > $1 AND status IN ('valid', 'doubted') ORDER BY id LIMIT $2`,
      [this.position, TURN],
    );
    const changed = await this.doubts.review(rows.map((row) => row.id));
    this.position = rows.length < TURN ? BEFORE_ALL : (rows.at(-1) as { id: string }).id;
    return expired + changed;
  }
}

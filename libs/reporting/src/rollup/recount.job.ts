import { Injectable } from '@nestjs/common';
import { type Batch, defineReaction, Handles, type JobHandler, type Sweep, Sweeps } from '#platform/jobs';
import { Rollups } from './rollups.js';

/** In the bulk queue: nobody waits for a count, and a learner waiting for a mark must not wait behind it. */
export const RecountEnrolments = defineReaction(
  'reporting.recount-enrolments',
  [
    'EnrolmentCreated',
    'EnrolmentStarted',
    'EnrolmentScored',
    'EnrolmentCompleted',
    'EnrolmentWithdrawn',
    'CertificateIssued',
    'CertificateRevoked',
  ],
  { queue: 'bulk' },
);

@Injectable()
@Handles(RecountEnrolments)
export class RecountEnrolmentsJob implements JobHandler<Batch> {
  constructor(private readonly rollups: Rollups) {}

  async run({ ids }: Batch): Promise<void> {
    await this.rollups.recount(await this.rollups.enrolmentsOf(ids));
  }
}

/** Enrolments compared in one turn, and recounted in one transaction. */
const TURN = 50_000;
const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Walks through all enrolments, a stretch each minute, and counts what no event told us. */
@Injectable()
@Sweeps('reporting.rollups')
export class RollupSweep implements Sweep {
  private position = BEFORE_ALL;

  constructor(private readonly rollups: Rollups) {}

  async sweep(): Promise<number> {
    const { ids, last } = await this.rollups.uncounted(this.position, TURN);
    this.position = last ?? BEFORE_ALL;
    let repaired = 0;
    for (let start = 0; start < ids.length; start += BATCH)
      repaired += await this.rollups.recount(ids.slice(start, start + BATCH));
    return repaired;
  }
}

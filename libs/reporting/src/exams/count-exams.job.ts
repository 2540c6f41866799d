import { Injectable } from '@nestjs/common';
import { type Batch, defineReaction, Handles, type JobHandler, type Sweep, Sweeps } from '#platform/jobs';
import { Rollups } from '../rollup/rollups.js';
import { ExamTallies } from './exam-tallies.js';

/** In the bulk queue, as all counting. */
export const CountExams = defineReaction(
  'reporting.count-exams',
  ['EnrolmentCreated', 'AttemptGraded', 'EnrolmentWithdrawn'],
  { queue: 'bulk' },
);

@Injectable()
@Handles(CountExams)
export class CountExamsJob implements JobHandler<Batch> {
  constructor(
    private readonly rollups: Rollups,
    private readonly tallies: ExamTallies,
  ) {}

  async run({ ids }: Batch): Promise<void> {
    await this.tallies.recount(await this.rollups.enrolmentsOf(ids));
  }
}

/** Enrolments compared in one turn, and recounted in one transaction. */
const TURN = 20_000;
const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Walks through all enrolments, a stretch each minute, and counts what no event told us. */
@Injectable()
@Sweeps('reporting.exams')
export class ExamSweep implements Sweep {
  private position = BEFORE_ALL;

  constructor(private readonly tallies: ExamTallies) {}

  async sweep(): Promise<number> {
    const { ids, last } = await this.tallies.uncounted(this.position, TURN);
    this.position = last ?? BEFORE_ALL;
    let repaired = 0;
    for (let start = 0; start < ids.length; start += BATCH)
      repaired += await this.tallies.recount(ids.slice(start, start + BATCH));
    return repaired;
  }
}

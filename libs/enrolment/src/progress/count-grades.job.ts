import { Injectable } from '@nestjs/common';
import { type Batch, defineReaction, Handles, type JobHandler, type Sweep, Sweeps } from '#platform/jobs';
import { GradeCounting } from './grade-counting.js';

const countGrades = defineReaction('enrolment.count-grades', 'AttemptGraded');

@Handles(countGrades)
@Injectable()
export class CountGrades implements JobHandler<Batch> {
  constructor(private readonly counting: GradeCounting) {}

  async run({ ids }: Batch): Promise<void> {
    await this.counting.count(ids);
  }
}

@Sweeps('enrolment.uncounted-grades')
@Injectable()
export class RepairGrades implements Sweep {
  constructor(private readonly counting: GradeCounting) {}

  sweep(): Promise<number> {
    return this.counting.repair();
  }
}

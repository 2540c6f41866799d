import { Injectable } from '@nestjs/common';
import { type Sweep, Sweeps } from '#platform/jobs';
import { TaskFiles } from '#platform/tasks';
import { EXPORT_QUESTIONS } from './export-questions.task.js';

const DAYS_KEPT = 7;

/** Questions with their keys are not left lying about: a week after it was made, an export can only be made again. */
@Injectable()
@Sweeps('assessment.expired-exports')
export class ExpiredQuestionExports implements Sweep {
  constructor(private readonly files: TaskFiles) {}

  sweep(): Promise<number> {
    return this.files.expire([EXPORT_QUESTIONS], DAYS_KEPT);
  }
}

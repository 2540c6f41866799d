import { Injectable } from '@nestjs/common';
import { type Sweep, Sweeps } from '#platform/jobs';
import { TaskFiles } from '#platform/tasks';
import { EXAM_EXPORT_TASK } from '../exams/exam-export.task.js';
import { REGRADE_EXPORT_TASK } from '../regrade/regrade-export.task.js';
import { EXPORT_TASK } from './export.task.js';

const DAYS_KEPT = 7;

/** Lists of people are not left lying about: a week after it was made, an export can only be made again. */
@Injectable()
@Sweeps('reporting.expired-exports')
export class ExpiredExports implements Sweep {
  constructor(private readonly files: TaskFiles) {}

  sweep(): Promise<number> {
    return this.files.expire([EXPORT_TASK, EXAM_EXPORT_TASK, REGRADE_EXPORT_TASK], DAYS_KEPT);
  }
}

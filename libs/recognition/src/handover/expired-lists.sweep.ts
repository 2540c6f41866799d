import { Injectable } from '@nestjs/common';
import { type Sweep, Sweeps } from '#platform/jobs';
import { TaskFiles } from '#platform/tasks';
import { MAKE_LIST } from './make-list.task.js';

const DAYS_KEPT = 1;

/** Lists of citizen numbers are not left lying about: a day after it was made, one can only be made again. */
@Injectable()
@Sweeps('recognition.expired-lists')
export class ExpiredLists implements Sweep {
  constructor(private readonly files: TaskFiles) {}

  sweep(): Promise<number> {
    return this.files.expire([MAKE_LIST], DAYS_KEPT);
  }
}

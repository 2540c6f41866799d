import { Inject, Injectable } from '@nestjs/common';
import { type Batch, defineReaction, Handles, type JobHandler } from '#platform/jobs';
import { LOGGER, type Logger } from '#platform/logging';
import { ATTEMPT_SUBMITTED } from '../attempt/submissions.service.js';
import { Grading } from './grading.service.js';

export const gradeAttempts = defineReaction('assessment.grade-attempts', ATTEMPT_SUBMITTED, {
  waited: true,
});

@Handles(gradeAttempts)
@Injectable()
export class GradeAttempts implements JobHandler<Batch> {
  constructor(
    private readonly grading: Grading,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** When the batch fails, each attempt alone, so that one bad attempt holds no other; then fails for it. */
  async run({ ids }: Batch): Promise<void> {
    try {
      await this.grading.grade(ids);
    } catch (error) {
      if (ids.length === 1) throw error;
      const failures: unknown[] = [];
      for (const id of ids) {
        await this.grading.grade([id]).catch((failure: unknown) => {
          this.logger.error({ err: failure, attemptId: id }, 'attempt cannot be graded');
          failures.push(failure);
        });
      }
      if (failures.length > 0)
        throw new Error(`${failures.length} of ${ids.length} attempts cannot be graded`, {
          cause: failures[0],
        });
    }
  }
}

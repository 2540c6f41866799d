import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  type Batch,
  defineJob,
  defineReaction,
  Handles,
  type JobHandler,
  JobQueue,
  type Sweep,
  Sweeps,
} from '#platform/jobs';
import { ATTEMPT_GRADED } from '../grading/grade-rows.js';
import { QuizStatistics } from './quiz-statistics.service.js';

export const noteGraded = defineReaction('assessment.note-graded', ATTEMPT_GRADED, { queue: 'bulk' });

export const computeStatistics = defineJob('assessment.compute-statistics', z.object({ quizId: z.uuid() }), {
  queue: 'bulk',
});

/** Grades that come within this time are counted in one run. */
const QUIET_MS = 120_000;

/** Asks for the figures of the quizzes that got new grades: one run a quiz, at the end of each two minutes. */
@Handles(noteGraded)
@Injectable()
export class NoteGraded implements JobHandler<Batch> {
  constructor(
    private readonly db: DataSource,
    private readonly queue: JobQueue,
  ) {}

  async run({ ids }: Batch): Promise<void> {
    const rows: { quizId: string; now: number }[] = await this.db.query(
      `SELECT DISTINCT a.quiz_id AS "quizId", extract(epoch FROM now())::float8 * 1000 AS now
         FROM grade g JOIN attempt a ON a.id = g.attempt_id WHERE g.id = ANY ($1::uuid[]) AND a.number = 1`,
      [ids],
    );
    for (const { quizId, now } of rows) {
      const turn = Math.floor(now / QUIET_MS);
      const delayMs = Math.ceil((turn + 1) * QUIET_MS - now);
      await this.queue.enqueue(computeStatistics, { quizId }, `${quizId} ${turn}`, delayMs);
    }
  }
}

@Handles(computeStatistics)
@Injectable()
export class ComputeStatistics implements JobHandler<{ quizId: string }> {
  constructor(private readonly statistics: QuizStatistics) {}

  async run({ quizId }: { quizId: string }): Promise<void> {
    await this.statistics.compute(quizId);
  }
}

/** Counts quizzes whose grades of the last day are in no figures yet. */
@Sweeps('assessment.statistics-forgotten')
@Injectable()
export class StatisticsForgotten implements Sweep {
  constructor(
    private readonly db: DataSource,
    private readonly queue: JobQueue,
  ) {}

  async sweep(): Promise<number> {
    const rows: { quizId: string; turn: string }[] = await this.db.query(
      `SELECT DISTINCT a.quiz_id AS "quizId", floor(extract(epoch FROM now()) / 600)::text AS turn
         FROM grade g JOIN attempt a ON a.id = g.attempt_id
         LEFT JOIN quiz_statistics s ON s.quiz_id = a.quiz_id
        WHERE g.graded_at BETWEEN now() - interval '1 day' AND now() - interval '10 minutes'
          AND a.number = 1 AND (s.as_of IS NULL OR s.as_of < g.graded_at)`,
    );
    for (const { quizId, turn } of rows)
      await this.queue.enqueue(computeStatistics, { quizId }, `sweep ${quizId} ${turn}`);
    return rows.length;
  }
}

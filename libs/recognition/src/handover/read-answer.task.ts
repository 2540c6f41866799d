import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '#platform/errors';
import { STORAGE, type Storage } from '#platform/storage';
import { RunsTask, type TaskResult, type TaskRun, type TaskRunner } from '#platform/tasks';
import { Deciders } from '../decision/deciders.js';
import { readAnswers } from './answer-file.js';
import { Handovers } from './handovers.js';

export const READ_ANSWER = 'recognition.read-answer';
const BATCH = 500;

/** Writes down what was answered about the rows of a list; reading a file twice changes nothing. */
@RunsTask(READ_ANSWER)
@Injectable()
export class ReadAnswerTask implements TaskRunner {
  constructor(
    private readonly db: DataSource,
    private readonly handovers: Handovers,
    private readonly deciders: Deciders,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  async run(run: TaskRun): Promise<TaskResult> {
    const { handoverId, key } = run.task.params as { handoverId: string; key: string };
    const scope = await this.deciders.scopeOf(run.task.requestedBy as string, 'programme-admin');
    if (!(await this.handovers.find(handoverId, scope))) throw new NotFound();
    const answers = readAnswers(await this.storage.read(key));
    let done = (run.task.checkpoint as { done: number } | null)?.done ?? 0;
    let known = (run.task.checkpoint as { known: number } | null)?.known ?? 0;
    while (done < answers.length) {
      const batch = answers.slice(done, done + BATCH);
      const [, found] = await this.db.query(
        `UPDATE recognition_handover_row r SET answer = a.answer, answer_reason = a.reason, answered_at = now()
         FROM jsonb_to_recordset($2) AS a(serial text, answer text, reason text) JOIN recognition c ON c.serial = a.serial
         WHERE r.handover_id = $1 AND r.recognition_id = c.id`,
        [handoverId, JSON.stringify(batch)],
      );
      known += found;
      done += batch.length;
      await run.progress(done, answers.length, { done, known });
    }
    await this.storage.remove(key);
    return {
      href: `/recognitions/handovers/${handoverId}`,
      counts: { rows: known, unknown: answers.length - known },
    };
  }
}

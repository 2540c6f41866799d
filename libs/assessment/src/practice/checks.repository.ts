import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runPrepared, type Statement } from '#platform/database';
import { arrivedInTime } from '../attempt/deadline.js';
import type { Sender } from '../attempt/submissions.service.js';
import type { Answer } from '../question-types/index.js';

/** A question as it was checked last. */
export interface Check {
  position: number;
  answer: Answer;
  units: number;
  maxUnits: number;
  tries: number;
  /** Its key was shown: the answer stays as it is. */
  revealed: boolean;
}

const OF: Statement = {
  name: 'assessment-checks',
  text: `
    SELECT position, answer, units, max_units AS "maxUnits", tries, revealed_at IS NOT NULL AS revealed
      FROM question_check WHERE attempt_id = $1`,
};

/** Only while the attempt takes answers from this device; what was revealed is not checked again. */
const CHECK: Statement = {
  name: 'assessment-check',
  text: `
    WITH open AS (
      SELECT id FROM attempt
       WHERE id = $1 AND status = 'open' AND (device_id = $2 OR device_id IS NULL) AND ${arrivedInTime('$3')}
         FOR SHARE
    ), checked AS (
      INSERT INTO question_check (attempt_id, position, answer, units, max_units, revealed_at)
      SELECT id, $4::int, $5::jsonb, $6::int, $7::int, CASE WHEN $8::boolean THEN now() END FROM open
      ON CONFLICT (attempt_id, position) DO UPDATE
         SET answer = $5::jsonb, units = $6::int, tries = question_check.tries + 1,
             revealed_at = CASE WHEN $8::boolean THEN now() END
       WHERE question_check.revealed_at IS NULL
    )
    SELECT EXISTS (SELECT FROM open) AS open`,
};

@Injectable()
export class QuestionChecks {
  constructor(private readonly db: DataSource) {}

  /** Position → its check. */
  async of(attemptId: string): Promise<Map<number, Check>> {
    const rows = await runPrepared<Check & object>(this.db, OF, [attemptId]);
    return new Map(rows.map((check) => [check.position, check]));
  }

  /** False when the attempt takes nothing from this device now; nothing was written then. */
  async write(attemptId: string, sender: Sender, check: Omit<Check, 'tries'>): Promise<boolean> {
    const { position, answer, units, maxUnits, revealed } = check;
    const [row] = await runPrepared<{ open: boolean }>(this.db, CHECK, () => [
      ...[attemptId, sender.deviceId, sender.waitedMs()],
      ...[position, JSON.stringify(answer), units, maxUnits, revealed],
    ]);
    return row!.open;
  }
}

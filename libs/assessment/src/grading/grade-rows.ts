import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '#platform/ids';
import { Outbox } from '#platform/jobs';
import type { Mark } from './grade.policy.js';
import { GRADED_CHANNEL, IDS_PER_NOTICE } from './graded-channel.js';

export const ATTEMPT_GRADED = 'AttemptGraded';

/** A grade to be written. */
export interface NewGrade {
  attemptId: string;
  revision: number;
  /** The regrade that asks for it. */
  regradeId: string | null;
  mark: Mark;
}

/** Writes grades with their events; one that is there already stays as it is. */
@Injectable()
export class GradeRows {
  constructor(private readonly outbox: Outbox) {}

  async insert(tx: EntityManager, grades: NewGrade[]): Promise<void> {
    if (grades.length === 0) return;
    const column = <T>(of: (grade: NewGrade) => T) => grades.map(of);
    const attemptIds = column((grade) => grade.attemptId);
    const stored: { id: string }[] = await tx.query(
      `INSERT INTO grade (id, attempt_id, revision, regrade_id, mark_units, max_units, score_bp, passed, item_units,
                          dropped)
       SELECT id, attempt_id, revision, regrade_id, mark_units, max_units, score_bp, passed, item_units,
              ARRAY(SELECT jsonb_array_elements_text(dropped)::int)
         FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::int[], $6::int[], $7::int[], $8::boolean[],
                     $9::jsonb[], $10::jsonb[])
           AS n (id, attempt_id, revision, regrade_id, mark_units, max_units, score_bp, passed, item_units, dropped)
       ON CONFLICT (attempt_id, revision) DO NOTHING RETURNING id`,
      [
        grades.map(newId),
        attemptIds,
        column((grade) => grade.revision),
        column((grade) => grade.regradeId),
        column(({ mark }) => mark.markUnits),
        column(({ mark }) => mark.maxUnits),
        column(({ mark }) => mark.scoreBp),
        column(({ mark }) => mark.passed),
        column(({ mark }) => JSON.stringify(mark.itemUnits)),
        column(({ mark }) => JSON.stringify(mark.dropped)),
      ],
    );
    await this.outbox.write(tx, ATTEMPT_GRADED, ...stored.map((row) => row.id));
    await tell(tx, attemptIds);
  }
}

/** Result pages that wait hear of it with the commit. */
async function tell(tx: EntityManager, attemptIds: string[]): Promise<void> {
  for (let from = 0; from < attemptIds.length; from += IDS_PER_NOTICE)
    await tx.query('SELECT pg_notify($1, $2)', [
      GRADED_CHANNEL,
      attemptIds.slice(from, from + IDS_PER_NOTICE).join(),
    ]);
}

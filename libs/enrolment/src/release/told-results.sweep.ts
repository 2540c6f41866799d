import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ReleasedPart } from '#assessment';
import { type Sweep, Sweeps } from '#platform/jobs';
import { GradeCounting } from '../progress/grade-counting.js';
import { ENDS } from './release-sql.js';

const BATCH = 500;

/** What was told stays told, whenever the class ends. */
const moved = (part: ReleasedPart): string =>
  `CASE WHEN o.${part} = 'after-closing' AND o.${part}_from > now() THEN ${ENDS} ELSE o.${part}_from END`;

/** Follows classes whose end moved, and counts the grades that waited once their marks may be told. */
@Injectable()
@Sweeps('enrolment.told-results')
export class ToldResults implements Sweep {
  constructor(
    private readonly db: DataSource,
    private readonly counting: GradeCounting,
  ) {}

  async sweep(): Promise<number> {
    await this.db.query(
      `UPDATE result_release r SET mark_from = n.mark_from, review_from = n.review_from, key_from = n.key_from
         FROM (SELECT o.group_id, ${moved('mark')} AS mark_from,
                      ${moved('review')} AS review_from,
                      ${moved('key')} AS key_from
                 FROM result_release o JOIN training_class c ON c.id = o.group_id) n
        WHERE n.group_id = r.group_id
          AND (n.mark_from, n.review_from, n.key_from) <> (r.mark_from, r.review_from, r.key_from)`,
    );
    const told: { id: string; revision: number }[] = await this.db.query(
      'SELECT group_id AS id, revision FROM result_release WHERE NOT counted AND mark_from <= now()',
    );
    let counted = 0;
    for (const { id, revision } of told) counted += await this.count(id, revision);
    return counted;
  }

  private async count(classId: string, revision: number): Promise<number> {
    const grades: { id: string }[] = await this.db.query(
      `SELECT DISTINCT ON (e.id) g.id FROM enrolment e JOIN attempt a ON a.enrolment_id = e.id AND a.status = 'graded'
         JOIN quiz q ON q.id = a.quiz_id AND q.behaviour = 'examination' JOIN grade g ON g.attempt_id = a.id
        WHERE e.class_id = $1 AND e.status <> 'withdrawn' ORDER BY e.id, g.graded_at DESC`,
      [classId],
    );
    for (let start = 0; start < grades.length; start += BATCH)
      await this.counting.count(grades.slice(start, start + BATCH).map(({ id }) => id));
    await this.db.query('UPDATE result_release SET counted = true WHERE group_id = $1 AND revision = $2', [
      classId,
      revision,
    ]);
    return grades.length;
  }
}

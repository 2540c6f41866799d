import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AttemptHolders, Holder } from '#assessment';

/** Tells the pages of regrades who sits behind enrolments, within the units of the reader. */
@Injectable()
export class EnrolmentHolders implements AttemptHolders {
  constructor(private readonly db: DataSource) {}

  named(enrolmentIds: string[], paths: string[]): Promise<Holder[]> {
    return this.db.query(
      `SELECT e.id AS "enrolmentId", p.full_name AS "fullName", u.name AS "unitName", c.title AS "className"
         FROM enrolment e JOIN person p ON p.account_id = e.account_id JOIN unit u ON u.id = e.unit_id
         JOIN training_class c ON c.id = e.class_id
        WHERE e.id = ANY ($1::uuid[]) AND u.path <@ ANY ($2::ltree[])
        ORDER BY substring(p.full_name FROM '\\S+$') COLLATE "vi-x-icu", p.full_name COLLATE "vi-x-icu", e.id`,
      [enrolmentIds, paths],
    );
  }

  async programmesOutside(quizId: string, paths: string[]): Promise<number> {
    const [row] = (await this.db.query(
      `SELECT count(*)::int AS n FROM (
         SELECT DISTINCT c.programme_id FROM attempt a JOIN enrolment e ON e.id = a.enrolment_id
           JOIN training_class c ON c.id = e.class_id WHERE a.quiz_id = $1
       ) AS used
       JOIN programme p ON p.id = used.programme_id JOIN unit u ON u.id = p.owner_unit_id
        WHERE NOT u.path <@ ANY ($2::ltree[])`,
      [quizId, paths],
    )) as [{ n: number }];
    return row.n;
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TODAY } from '#platform/clock';

export interface ClassFigures {
  classId: string;
  courseSlug: string;
  code: string;
  title: string;
  endsOn: string;
  /** Whether its days include today. */
  open: boolean;
  enrolled: number;
  completed: number;
  certified: number;
}

/** What anybody may know: sums of whole classes, and nothing about a unit or a person. */
@Injectable()
export class PublicFiguresRepository {
  constructor(private readonly db: DataSource) {}

  async classes(): Promise<ClassFigures[]> {
    return this.db.query(
      `SELECT t.id AS "classId", c.slug AS "courseSlug", t.code, t.title, t.ends_on::text AS "endsOn",
              ${TODAY} BETWEEN t.starts_on AND t.ends_on
                AND t.closed_on IS NULL AS open,
              coalesce(s.enrolled, 0)::int AS enrolled, coalesce(s.completed, 0)::int AS completed,
              coalesce(s.certified, 0)::int AS certified
       FROM training_class t
       JOIN course c ON c.id = t.course_id
       LEFT JOIN (SELECT class_id, sum(enrolled) AS enrolled, sum(completed) AS completed, sum(certified) AS certified
                  FROM completion_rollup GROUP BY class_id) s ON s.class_id = t.id
       ORDER BY t.ends_on DESC, t.code`,
    );
  }

  /** Units that have at least one learner. */
  async units(): Promise<number> {
    const [row] = (await this.db.query(
      'SELECT count(DISTINCT unit_id)::int AS n FROM completion_rollup WHERE enrolled > 0',
    )) as { n: number }[];
    return row?.n ?? 0;
  }
}

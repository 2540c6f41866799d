import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { evenPace } from '../overview/pace.js';
import { BY_NAME } from '../people/people.repository.js';

/** Where a person stands: `late` have begun and are behind the even pace, or the class is over. */
export const STANDINGS = ['completed', 'learning', 'late', 'not-started'] as const;
export type Standing = (typeof STANDINGS)[number];

/** People of a unit in a class, on a day. */
export interface UnitInClass {
  unitPath: string;
  classId: string;
  startsOn: string;
  endsOn: string;
  today: string;
}

export interface UnitPerson {
  enrolmentId: string;
  accountId: string;
  fullName: string;
  jobTitle: string | null;
  unitName: string;
  phone: string | null;
  standing: Standing;
  lessonsDone: number;
  lessonsTotal: number;
  /** When a lesson was last opened or completed. */
  lastSeen: Date | null;
}

/** Read from the rows: lateness depends on the day, and the people of one unit are few. */
@Injectable()
export class UnitPeopleRepository {
  constructor(private readonly db: DataSource) {}

  async counts(asked: UnitInClass): Promise<Record<Standing, number>> {
    const rows: { standing: Standing; n: number }[] = await this.db.query(
      `SELECT ${STANDING} AS standing, count(*)::int AS n ${FROM} GROUP BY 1`,
      valuesOf(asked),
    );
    const counts = { completed: 0, learning: 0, late: 0, 'not-started': 0 };
    for (const { standing, n } of rows) counts[standing] = n;
    return counts;
  }

  /** By given name. */
  async list(
    asked: UnitInClass,
    standings: readonly Standing[],
    { offset, limit }: { offset: number; limit: number },
  ): Promise<UnitPerson[]> {
    return this.db.query(
      `SELECT e.id AS "enrolmentId", e.account_id AS "accountId", p.full_name AS "fullName", p.job_title AS "jobTitle",
              u.name AS "unitName", p.contact_phone AS phone, ${STANDING} AS standing,
              e.lessons_done AS "lessonsDone", e.lessons_total AS "lessonsTotal",
              (SELECT max(coalesce(l.completed_at, l.opened_at)) FROM lesson_progress l WHERE l.enrolment_id = e.id) AS "lastSeen"
       ${FROM} AND ${STANDING} = ANY($5::text[]) ORDER BY ${BY_NAME} LIMIT $6 OFFSET $7`,
      [...valuesOf(asked), standings, limit, offset],
    );
  }
}

const FROM = `FROM enrolment e JOIN unit u ON u.id = e.unit_id JOIN person p ON p.account_id = e.account_id
  WHERE u.path <@ $1::ltree AND e.class_id = $2 AND e.status <> 'withdrawn'`;

/** $3: percent of the lessons that an even pace would have done; $4: whether the class is over. */
const STANDING = `CASE WHEN e.completed_at IS NOT NULL THEN 'completed'
  WHEN e.started_at IS NULL THEN 'not-started'
  WHEN $4::boolean OR e.lessons_done < floor(e.lessons_total * $3::numeric / 100) THEN 'late'
  ELSE 'learning' END`;

const valuesOf = ({ unitPath, classId, startsOn, endsOn, today }: UnitInClass): unknown[] => [
  unitPath,
  classId,
  evenPace(startsOn, endsOn, today),
  today > endsOn,
];

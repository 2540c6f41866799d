import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, TODAY } from '#platform/clock';
import { runPrepared, type Statement } from '#platform/database';
import type { ClassForm, ClassPhase } from '../classes/training-class.entity.js';

/** A class of a course that is not over. Days are `YYYY-MM-DD`. */
export interface Opening {
  id: string;
  courseId: string;
  title: string;
  form: ClassForm;
  startsOn: string;
  endsOn: string;
  phase: ClassPhase;
  daysLeft: number;
  selfEnrolment: boolean;
  /** Null without a limit. */
  placesLeft: number | null;
}

const COLUMNS = `c.id, c.course_id AS "courseId", c.title, c.form, c.starts_on::text AS "startsOn",
  c.ends_on::text AS "endsOn", c.ends_on - ${TODAY} AS "daysLeft", c.self_enrolment AS "selfEnrolment",
  CASE WHEN ${TODAY} < c.starts_on THEN 'ahead' ELSE 'open' END AS phase,
  CASE WHEN c.capacity IS NOT NULL THEN greatest(0, c.capacity - (
    SELECT count(*)::int FROM enrolment e WHERE e.class_id = c.id AND e.status <> 'withdrawn')) END AS "placesLeft"`;

const OF_COURSE: Statement = {
  name: 'enrolment-openings',
  text: `SELECT ${COLUMNS} FROM training_class c WHERE c.course_id = $1 AND c.ends_on >= ${TODAY} AND c.closed_on IS NULL
         ORDER BY c.self_enrolment DESC, c.starts_on, c.code`,
};
const TO_JOIN: Statement = {
  name: 'enrolment-openings-to-join',
  text: `SELECT ${COLUMNS} FROM training_class c
         WHERE c.self_enrolment AND c.closed_on IS NULL AND ${TODAY} BETWEEN c.starts_on AND c.ends_on
           AND c.course_id <> ALL ($1::uuid[]) ORDER BY c.ends_on, c.code LIMIT 3`,
};
const LEARNERS: Statement = {
  name: 'enrolment-learners',
  text: `SELECT count(*)::int AS count FROM enrolment e JOIN training_class c ON c.id = e.class_id
         WHERE c.course_id = $1 AND e.status <> 'withdrawn'`,
};

/** How old a counted number may get; the page says its time. */
const COUNT_FOR_MS = 60_000;

/** Which classes of a course can be joined, and how many learn in it. */
@Injectable()
export class Openings {
  private readonly counted = new Map<string, { count: number; at: Date }>();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  ofCourse(courseId: string): Promise<Opening[]> {
    return runPrepared<Opening>(this.db, OF_COURSE, [courseId]);
  }

  /** Up to three classes that take people by themselves today, of other courses than these. */
  toJoin(exceptCourseIds: string[]): Promise<Opening[]> {
    return runPrepared<Opening>(this.db, TO_JOIN, [exceptCourseIds]);
  }

  /** Learners of all classes of a course, with the time of counting. */
  async learners(courseId: string): Promise<{ count: number; at: Date }> {
    const now = this.clock.now();
    const known = this.counted.get(courseId);
    if (known && now.getTime() - known.at.getTime() < COUNT_FOR_MS) return known;
    const [row] = await runPrepared<{ count: number }>(this.db, LEARNERS, [courseId]);
    const counted = { count: row?.count ?? 0, at: now };
    this.counted.set(courseId, counted);
    return counted;
  }
}

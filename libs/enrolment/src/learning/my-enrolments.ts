import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type RetakeRules, type StandingsJson, standingsJson } from '#assessment';
import { BoundedCache } from '#platform/cache';
import { TODAY } from '#platform/clock';
import { runPrepared, type Statement } from '#platform/database';
import { NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import { opensAt } from '../class-start/start-sql.js';
import type { ClassForm, ClassPhase, TargetGroup } from '../classes/training-class.entity.js';
import type { EnrolmentSource, EnrolmentStatus } from '../enrolment/enrolment.entity.js';

/** A living enrolment of the signed-in person with its class. Days are `YYYY-MM-DD`. */
export interface MyEnrolment {
  id: string;
  classId: string;
  versionId: string;
  courseId: string;
  unitId: string | null;
  targetGroup: TargetGroup;
  source: EnrolmentSource;
  status: Exclude<EnrolmentStatus, 'withdrawn'>;
  enrolledAt: Date;
  startedAt: Date | null;
  completedAt: Date | null;
  passedAt: Date | null;
  bestScoreBp: number | null;
  lastLessonKey: string | null;
  /** Keys of the lessons that are done. */
  done: string[];
  classTitle: string;
  form: ClassForm;
  startsOn: string;
  endsOn: string;
  phase: ClassPhase;
  /** Whole days until the last day of the class: 0 on that day, negative after it. */
  daysLeft: number;
  /** What the class rules about sitting the examination again; null: nothing. */
  retakes: RetakeRules | null;
  /** The common start of the class; null: it has none. */
  start: CommonStart | null;
  now: Date;
  /** Year of the completion in Viet Nam. */
  completedYear: number | null;
  /** At all examinations of the course. */
  standings: StandingsJson;
}

/** When a class begins its examination, and from when one learner may. */
export interface CommonStart {
  startsAt: Date;
  spreadSeconds: number;
  opensAt: Date;
}

/** Whose an enrolment is, and where. */
export interface EnrolmentPlace {
  accountId: string;
  versionId: string;
  classId: string;
}

/** A course that new learners can find, and the enrolment of somebody in it. */
export interface PlaceInCourse {
  courseId: string;
  /** The version that new learners get. */
  versionId: string;
  mine: MyEnrolment | null;
}

/** Lists of ids travel as one text: an array is read character by character. */
type Row = Omit<MyEnrolment, 'done' | 'start'> & {
  done: string;
  start: { startsAt: string; spreadSeconds: number; opensAt: string } | null;
};

/** A class that was closed early ended on that day (`least` leaves out what is null). */
const LAST_DAY = 'least(c.ends_on, c.closed_on)';
const COLUMNS = `
  e.id, e.class_id AS "classId", e.course_version_id AS "versionId", c.course_id AS "courseId", e.unit_id AS "unitId",
  e.target_group AS "targetGroup", e.source, e.status, e.enrolled_at AS "enrolledAt", e.started_at AS "startedAt",
  e.completed_at AS "completedAt", e.passed_at AS "passedAt", e.best_score_bp AS "bestScoreBp",
  e.last_lesson_key AS "lastLessonKey", c.title AS "classTitle", c.form, c.starts_on::text AS "startsOn",
  ${LAST_DAY}::text AS "endsOn", ${LAST_DAY} - ${TODAY} AS "daysLeft",
  CASE WHEN c.closed_on IS NOT NULL OR ${TODAY} > c.ends_on THEN 'over' WHEN ${TODAY} < c.starts_on THEN 'ahead' ELSE 'open' END AS phase,
  CASE WHEN r.class_id IS NOT NULL THEN jsonb_build_object('attempts', r.attempts, 'waitMinutes', r.wait_minutes, 'counted', r.counted) END
    AS retakes, now() AS now,
  CASE WHEN s.class_id IS NOT NULL THEN jsonb_build_object('startsAt', s.starts_at, 'spreadSeconds', s.spread_seconds, 'opensAt', ${opensAt('e.id')}) END
    AS start,
  extract(year FROM e.completed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS "completedYear",
  array_to_string(ARRAY(SELECT p.lesson_key FROM lesson_progress p
                        WHERE p.enrolment_id = e.id AND p.completed_at IS NOT NULL), ' ') AS done,
  ${standingsJson('e.id', 'e.class_id')} AS standings`;
const FROM = `FROM enrolment e JOIN training_class c ON c.id = e.class_id
  LEFT JOIN retake_policy r ON r.class_id = c.id
  LEFT JOIN class_start s ON s.class_id = c.id
  WHERE e.account_id = $1 AND e.status <> 'withdrawn'`;

const ONE: Statement = { name: 'enrolment-mine', text: `SELECT ${COLUMNS} ${FROM} AND e.id = $2` };
const ALL: Statement = {
  name: 'enrolment-all-mine',
  text: `SELECT ${COLUMNS} ${FROM} ORDER BY e.enrolled_at DESC`,
};
/** In a course the one still to be finished comes first, then the latest. */
const IN_COURSE: Statement = {
  name: 'enrolment-mine-in-course',
  text: `SELECT k.id AS "publishedCourseId", v.id AS "publishedVersionId", mine.*
         FROM course k JOIN course_version v ON v.course_id = k.id AND v.status = 'published'
         LEFT JOIN LATERAL (
           SELECT ${COLUMNS} ${FROM} AND c.course_id = k.id
           ORDER BY c.closed_on IS NULL AND c.ends_on >= ${TODAY} DESC, e.status = 'completed', e.enrolled_at DESC LIMIT 1
         ) mine ON true
         WHERE k.slug = $2 AND k.archived_at IS NULL`,
};

const PLACE: Statement = {
  name: 'enrolment-place',
  text: `SELECT account_id AS "accountId", course_version_id AS "versionId", class_id AS "classId" FROM enrolment
         WHERE id = $1 AND status <> 'withdrawn'`,
};

/** The page that follows the start of an examination asks at once for the place that the start has read. */
const PLACE_KEPT_MS = 2_000;

/** What a learner may see of enrolments: their own. Somebody else's is not there. */
@Injectable()
export class MyEnrolments {
  private readonly places = new BoundedCache<EnrolmentPlace & { until: number }>(1_000);

  constructor(private readonly db: DataSource) {}

  /** Throws {@link NotFound}, the same for one that is not there and one that is not theirs. */
  async get(accountId: string, enrolmentId: string): Promise<MyEnrolment> {
    if (!isUuid(enrolmentId)) throw new NotFound();
    const [row] = await runPrepared<Row>(this.db, ONE, [accountId, enrolmentId]);
    if (!row) throw new NotFound();
    const { versionId, classId } = row;
    this.places.set(row.id, { accountId, versionId, classId, until: performance.now() + PLACE_KEPT_MS });
    return enrolmentOf(row);
  }

  async all(accountId: string): Promise<MyEnrolment[]> {
    return (await runPrepared<Row>(this.db, ALL, [accountId])).map(enrolmentOf);
  }

  /** For pages that have checked whose it is by other means; null when it was not there two seconds ago or since. */
  async place(enrolmentId: string): Promise<EnrolmentPlace | null> {
    const known = this.places.get(enrolmentId);
    if (known && known.until > performance.now()) return known;
    const [row] = await runPrepared<EnrolmentPlace & object>(this.db, PLACE, [enrolmentId]);
    return row ?? null;
  }

  /** The course of this address with the reader's own enrolment; null when new learners cannot find it. */
  async inCourse(slug: string, accountId: string | null): Promise<PlaceInCourse | null> {
    const [row] = await runPrepared<Found>(this.db, IN_COURSE, [accountId, slug]);
    if (!row) return null;
    const { publishedCourseId: courseId, publishedVersionId: versionId, ...mine } = row;
    return { courseId, versionId, mine: isThere(mine) ? enrolmentOf(mine) : null };
  }
}

type Nothing = { [Column in keyof Row]: null };
type Found = (Row | Nothing) & { publishedCourseId: string; publishedVersionId: string };

const isThere = (row: Row | Nothing): row is Row => row.id !== null;

const enrolmentOf = (row: Row): MyEnrolment => ({
  ...row,
  done: row.done === '' ? [] : row.done.split(' '),
  start: row.start && {
    ...row.start,
    startsAt: new Date(row.start.startsAt),
    opensAt: new Date(row.start.opensAt),
  },
});

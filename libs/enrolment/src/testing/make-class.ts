import type { EntityManager } from 'typeorm';
import { TODAY } from '#platform/clock';
import { newId } from '#platform/ids';
import type { EnrolmentSource, EnrolmentStatus } from '../enrolment/enrolment.entity.js';

type Db = Pick<EntityManager, 'query'>;
type Moment = string | Date;

export interface ClassFacts {
  courseId: string;
  ownerUnitId: string;
  title?: string;
  code?: string;
  /** `2026-04-06`, or days counted from today in Viet Nam. */
  startsOn?: string | number;
  endsOn?: string | number;
  capacity?: number | null;
  selfEnrolment?: boolean;
}

/** A class of a programme of its own, open from a week ago until a month ahead unless told otherwise. */
export async function makeClass(db: Db, { courseId, ownerUnitId, ...given }: ClassFacts): Promise<string> {
  const [programmeId, classId] = [newId(), newId()];
  const { title = 'Lớp thử', code = classId, startsOn = -7, endsOn = 30 } = given;
  await db.query(
    `INSERT INTO programme (id, code, title, year, owner_unit_id) VALUES ($1, $2, 'Chương trình thử', 2026, $3)`,
    [programmeId, programmeId, ownerUnitId],
  );
  await db.query(
    `INSERT INTO training_class (id, programme_id, code, title, course_id, form, target_group, starts_on, ends_on,
                                 capacity, self_enrolment)
     VALUES ($1, $2, $3, $4, $5, 'online', 'official', ${dayOf(startsOn, '$6')}, ${dayOf(endsOn, '$7')}, $8, $9)`,
    [
      classId,
      programmeId,
      code,
      title,
      courseId,
      startsOn,
      endsOn,
      given.capacity ?? null,
      given.selfEnrolment ?? false,
    ],
  );
  return classId;
}

const dayOf = (day: string | number, place: string): string =>
  typeof day === 'number' ? `${TODAY} + ${place}::int` : `${place}::date`;

export interface EnrolmentFacts {
  accountId: string;
  classId: string;
  versionId: string;
  unitId?: string | null;
  /** What the times say, unless given. */
  status?: EnrolmentStatus;
  source?: EnrolmentSource;
  enrolledAt?: Moment;
  startedAt?: Moment | null;
  passedAt?: Moment | null;
  completedAt?: Moment | null;
  bestScoreBp?: number | null;
  lessonsDone?: number;
  lessonsTotal?: number;
  quizzesPassed?: number;
}

/** An enrolment as it would be after what its times tell, without the way there. */
export async function makeEnrolment(db: Db, given: EnrolmentFacts): Promise<string> {
  const id = newId();
  const { startedAt = null, passedAt = null, completedAt = null, lessonsTotal = 9 } = given;
  const reached = completedAt ? 'completed' : startedAt ? 'started' : 'enrolled';
  await db.query(
    `INSERT INTO enrolment (id, class_id, account_id, course_version_id, unit_id, target_group, source, status,
                            enrolled_at, started_at, passed_at, completed_at, best_score_bp, lessons_done,
                            lessons_total, quizzes_passed, withdrawn_at)
     VALUES ($1, $2, $3, $4, $5, 'official', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
             CASE WHEN $7 = 'withdrawn' THEN now() END)`,
    [
      id,
      given.classId,
      given.accountId,
      given.versionId,
      given.unitId ?? null,
      given.source ?? 'list',
      given.status ?? reached,
      given.enrolledAt ?? new Date(),
      startedAt,
      passedAt,
      completedAt,
      given.bestScoreBp ?? null,
      given.lessonsDone ?? (completedAt ? lessonsTotal : 0),
      lessonsTotal,
      given.quizzesPassed ?? 0,
    ],
  );
  return id;
}

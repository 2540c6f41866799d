import { preparedStart } from '#assessment';
import { TODAY } from '#platform/clock';

/**
 * SQL: from when the learner of an enrolment may begin, by the start `s` of their class; null where it has none. Ids
 * spread people evenly, and everybody keeps their moment.
 */
export const opensAt = (enrolment: string): string =>
  `s.starts_at + make_interval(secs =>
     s.spread_seconds * ('x' || left(md5(${enrolment}::text), 8))::bit(32)::bigint / 4294967296.0::float8)`;

/** The learners of a class `e` for whom an examination is prepared: all who may still need one. */
export const CONFIRMED = `e.status IN ('enrolled', 'started') AND e.passed_at IS NULL`;

/** The door to a first attempt in a class with a common start, the same as that of `Examinations`, in one statement. */
export const START_PREPARED = preparedStart(`
  SELECT r.attempts, r.wait_minutes, r.counted
    FROM enrolment e JOIN training_class c ON c.id = e.class_id JOIN class_start s ON s.class_id = c.id
    LEFT JOIN retake_policy r ON r.class_id = c.id
   WHERE e.id = $1::uuid AND e.account_id = $2::uuid AND ${CONFIRMED} AND e.lessons_done >= e.lessons_total
     AND c.closed_on IS NULL AND ${TODAY} BETWEEN c.starts_on AND c.ends_on AND ${opensAt('e.id')} <= now()`);

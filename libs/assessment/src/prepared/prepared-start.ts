import type { Statement } from '#platform/database';

/**
 * SQL: the form prepared for an enrolment is of its quiz as that was frozen; `p` is the row of `prepared_attempt`,
 * `q` that of `quiz`.
 */
export const READY = 'q.id = p.quiz_id AND q.frozen_at = p.frozen_at';

/**
 * The statement that makes an attempt of what was prepared for an enrolment: one write. `door` is the SQL of the
 * context that knows the enrolment: a row when the enrolment $1 of the account $2 may start its first attempt at this
 * moment, with what its class rules about retakes (`attempts`, `wait_minutes`, `counted`; null where it rules
 * nothing). $3 is the new id, $4 the device. No row: there is nothing to be started this way.
 */
export const preparedStart = (door: string): Statement => ({
  name: 'assessment-start-prepared',
  text: `
    WITH ready AS MATERIALIZED (
      SELECT p.quiz_id, p.items, p.seed, q.minutes, coalesce(door.attempts, q.attempts_allowed) AS attempts,
             coalesce(door.wait_minutes, 0) AS wait_minutes, coalesce(door.counted, 'highest') AS counted
        FROM (${door}) door
        JOIN prepared_attempt p ON p.enrolment_id = $1::uuid
        JOIN quiz q ON ${READY}
       WHERE NOT EXISTS (SELECT FROM attempt a WHERE a.enrolment_id = $1::uuid AND a.quiz_id = p.quiz_id)
    ), extra AS (
      SELECT x.id, x.extra_minutes, x.extra_attempts FROM ready JOIN accommodation x ON x.quiz_id = ready.quiz_id
       WHERE x.enrolment_id = $1::uuid AND x.attempt_id IS NULL
    ), started AS (
      INSERT INTO attempt (id, quiz_id, account_id, enrolment_id, device_id, items, seed, deadline_at, number, retakes)
      SELECT $3::uuid, ready.quiz_id, $2::uuid, $1::uuid, $4::uuid, ready.items, ready.seed,
             now() + make_interval(mins => ready.minutes + more.minutes), 1,
             jsonb_build_object('attempts', ready.attempts + more.attempts, 'waitMinutes', ready.wait_minutes,
                                'counted', ready.counted)
        FROM ready, (SELECT coalesce(sum(extra_minutes), 0)::int AS minutes,
                            coalesce(sum(extra_attempts), 0)::int AS attempts FROM extra) more
      ON CONFLICT DO NOTHING
      RETURNING id, quiz_id, number, started_at, items, retakes
    ), used AS (
      INSERT INTO accommodation_use (attempt_id, accommodation_id)
      SELECT started.id, extra.id FROM started, extra WHERE extra.extra_minutes > 0
    ), spent AS (
      DELETE FROM prepared_attempt p USING started WHERE p.enrolment_id = $1::uuid
    )
    SELECT quiz_id AS "quizId", number, started_at AS "startedAt", items, retakes FROM started`,
});

import { hash } from '@node-rs/argon2';

export const PASSWORD = 'Bench-mat-khau-2026';

/**
 * Learners of class 1.1 who have studied every lesson and may sit the examination, made by SQL. `progress: false`
 * leaves out which lessons they studied, for those who are only counted.
 * @returns {Promise<{username: string, accountId: string, enrolmentId: string}[]>}
 */
export async function makeLearners(db, count, prefix, { progress = true } = {}) {
  const password = await hash(PASSWORD, { memoryCost: 19456, timeCost: 2, parallelism: 1 });
  const { rows } = await db.query(
    `WITH class AS (
       SELECT c.id, v.id AS version_id, (SELECT count(*) FROM lesson l WHERE l.version_id = v.id AND l.kind = 'lesson')::int AS total
       FROM training_class c JOIN course k ON k.id = c.course_id JOIN course_version v ON v.course_id = k.id AND v.status = 'published'
       WHERE k.slug = 'ung-dung-ai-trong-cong-vu' LIMIT 1),
     commune AS (SELECT array_agg(id ORDER BY code) AS ids FROM unit WHERE kind = 'commune' AND province_code = '31'),
     made AS (
       INSERT INTO account (id, username, password_hash, status)
       SELECT uuidv7(), $1 || n, $2, 'active' FROM generate_series(1, $3::int) n RETURNING id, username),
     people AS (
       INSERT INTO person (account_id, full_name, unit_id)
       SELECT m.id, 'Học viên ' || m.username, (SELECT ids[1 + abs(hashtext(m.username)) % array_length(ids, 1)] FROM commune) FROM made m
       RETURNING account_id, unit_id),
     enrolled AS (
       INSERT INTO enrolment (id, class_id, account_id, course_version_id, unit_id, target_group, source, status, started_at, lessons_done, lessons_total)
       SELECT uuidv7(), class.id, people.account_id, class.version_id, people.unit_id, 'official', 'list', 'started', now(), class.total, class.total
       FROM people, class RETURNING id, account_id, course_version_id),
     progress AS (
       INSERT INTO lesson_progress (enrolment_id, lesson_key, completed_at)
       SELECT e.id, l.lesson_key, now() FROM enrolled e JOIN lesson l ON l.version_id = e.course_version_id AND l.kind = 'lesson' WHERE $4)
     SELECT m.username, m.id AS "accountId", e.id AS "enrolmentId" FROM made m JOIN enrolled e ON e.account_id = m.id`,
    [prefix, password, count, progress],
  );
  return rows;
}

import { releaseJson } from '#assessment';

/** SQL: the end of a class `c`; it ends at once when it is closed early. */
export const ENDS = `((CASE WHEN c.closed_on IS NOT NULL THEN c.closed_on ELSE c.ends_on + 1 END)::timestamp
  AT TIME ZONE 'Asia/Ho_Chi_Minh')`;

/** The rules of a class, and how many of its people have been graded at an examination. */
export const RULES = `SELECT ${releaseJson('c.id')} AS release, coalesce(r.revision, 0) AS revision,
              (SELECT count(DISTINCT e.id)::int FROM enrolment e JOIN attempt a ON a.enrolment_id = e.id
                 JOIN quiz q ON q.id = a.quiz_id AND q.behaviour = 'examination'
                WHERE e.class_id = c.id AND a.status = 'graded') AS graded
         FROM training_class c LEFT JOIN result_release r ON r.group_id = c.id WHERE c.id = $1`;

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runPrepared, type Statement } from '#platform/database';

/** A level that counts, with what it rests on. */
export interface HeldLevel {
  component: string;
  level: number;
  /** Version of the framework and of the rule at that time. */
  frameworkVersion: string;
  ruleTitle: string;
  ruleVersion: number;
  legalBasis: string;
  courseTitle: string;
  /** The examination; null when it rests on the completion of the course. */
  attemptId: string | null;
  attemptNumber: number | null;
  units: number | null;
  maxUnits: number | null;
  happenedAt: Date;
}

export interface SuggestedCourse {
  slug: string;
  title: string;
  /** Components it is mapped to, with the level it aims at. */
  skills: { component: string; level: number | null }[];
}

const HELD: Statement = {
  name: 'mastery-held-levels',
  text: `
SELECT s.component_code AS component, s.level, w.version AS "frameworkVersion", r.title AS "ruleTitle",
  r.version AS "ruleVersion", r.legal_basis AS "legalBasis", v.title AS "courseTitle", a.id AS "attemptId",
  a.number AS "attemptNumber", e.units, e.max_units AS "maxUnits", e.happened_at AS "happenedAt"
FROM skill_standing s JOIN skill_entry e ON e.id = s.entry_id JOIN award_rule r ON r.id = e.rule_id
JOIN framework_version w ON w.id = e.framework_version_id JOIN framework f ON f.id = w.framework_id
JOIN enrolment n ON n.id = e.enrolment_id JOIN course_version v ON v.id = n.course_version_id
LEFT JOIN grade g ON g.id = e.grade_id LEFT JOIN attempt a ON a.id = g.attempt_id
WHERE s.account_id = $1 AND f.code = $2`,
};
const GROUP: Statement = {
  name: 'mastery-group-of',
  text: `SELECT coalesce((SELECT target_group FROM skill_standing WHERE account_id = $1 AND framework_id IS NULL),
    (SELECT target_group FROM person WHERE account_id = $1)) AS "targetGroup"`,
};
/** Published, for the group or for everybody, not yet completed by the learner. */
const COURSES: Statement = {
  name: 'mastery-courses-for',
  text: `
SELECT c.slug, v.title, (SELECT coalesce(json_agg(s), '[]') FROM jsonb_array_elements(v.skills) s
  WHERE s ->> 'framework' = $3) AS skills
FROM course c JOIN course_version v ON v.course_id = c.id AND v.status = 'published'
WHERE c.archived_at IS NULL AND (v.audience = '{}' OR $2 = ANY (v.audience))
  AND NOT EXISTS (SELECT FROM enrolment e JOIN course_version w ON w.id = e.course_version_id
                  WHERE e.account_id = $1 AND e.status = 'completed' AND w.course_id = c.id)
ORDER BY v.published_at DESC, c.slug`,
};

/** What the profile of one learner is made of. */
@Injectable()
export class ProfileRepository {
  constructor(private readonly db: DataSource) {}

  held(accountId: string, framework: string): Promise<HeldLevel[]> {
    return runPrepared<HeldLevel>(this.db, HELD, [accountId, framework]);
  }

  /** Of the newest enrolment, else of the person. */
  async group(accountId: string): Promise<string> {
    const [row] = await runPrepared<{ targetGroup: string | null }>(this.db, GROUP, [accountId]);
    return row?.targetGroup ?? 'citizen';
  }

  courses(accountId: string, group: string, framework: string): Promise<SuggestedCourse[]> {
    return runPrepared<SuggestedCourse>(this.db, COURSES, [accountId, group, framework]);
  }
}

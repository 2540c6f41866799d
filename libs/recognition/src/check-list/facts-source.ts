import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { marksHeldBack } from '#assessment';
import { Frameworks } from '#competency';
import type { Facts } from './check-list.policy.js';

type Db = Pick<EntityManager, 'query'>;
type Of<T> = T & { accountId: string };

/**
 * Sittings of examinations in living enrolments, numbered as they were begun over all of them; of each the newest
 * grade, once its class has released the marks. What a revoked certificate says of results that cannot be trusted holds
 * here too.
 */
const SITTINGS = `
SELECT s."accountId", g.id AS "gradeId", s."courseId", s."lessonKey", s.nth,
  jsonb_array_length(s.items) - cardinality(g.dropped) AS questions, g.mark_units AS units, g.max_units AS "maxUnits",
  g.graded_at AS at
FROM (
  SELECT a.id, a.account_id AS "accountId", v.course_id AS "courseId", l.lesson_key AS "lessonKey", a.items, a.enrolment_id,
    (row_number() OVER (PARTITION BY a.account_id, v.course_id, l.lesson_key ORDER BY a.started_at, a.id))::int AS nth,
    e.status, e.class_id
  FROM attempt a JOIN enrolment e ON e.id = a.enrolment_id JOIN course_version v ON v.id = e.course_version_id
  JOIN lesson l ON l.version_id = v.id AND l.quiz_id = a.quiz_id AND l.kind = 'quiz'
  WHERE a.account_id = ANY ($1::uuid[])) s
JOIN LATERAL (SELECT * FROM grade WHERE attempt_id = s.id ORDER BY revision DESC LIMIT 1) g ON true
WHERE s.status <> 'withdrawn' AND NOT ${marksHeldBack('s.class_id')} AND NOT EXISTS (
  SELECT FROM evidence_revocation r JOIN grade first ON first.attempt_id = s.id AND first.revision = 1
  WHERE r.enrolment_id = s.enrolment_id AND first.graded_at <= r.revoked_at)`;
const COMPLETIONS = `
SELECT e.account_id AS "accountId", v.course_id AS "courseId", e.id AS "enrolmentId", e.completed_at AS at
FROM enrolment e JOIN course_version v ON v.id = e.course_version_id
WHERE e.account_id = ANY ($1::uuid[]) AND e.status = 'completed' AND NOT EXISTS (
  SELECT FROM evidence_revocation r WHERE r.enrolment_id = e.id AND e.completed_at <= r.revoked_at)
ORDER BY e.completed_at`;
const LEVELS = `
SELECT s.account_id AS "accountId", f.code AS framework, s.component_code AS component, s.level, s.entry_id AS "entryId",
  e.happened_at AS at
FROM skill_standing s JOIN framework f ON f.id = s.framework_id JOIN skill_entry e ON e.id = s.entry_id
WHERE s.account_id = ANY ($1::uuid[])`;
const CERTIFICATES = `
SELECT e.account_id AS "accountId", v.course_id AS "courseId", c.id AS "certificateId", c.issued_at AS at
FROM certificate c JOIN enrolment e ON e.id = c.enrolment_id JOIN course_version v ON v.id = e.course_version_id
WHERE e.account_id = ANY ($1::uuid[]) AND c.status = 'valid' ORDER BY c.issued_at`;
const BIRTHS = `
SELECT account_id AS "accountId", coalesce(birth_date::text, birth_year::text) AS birth FROM person
WHERE account_id = ANY ($1::uuid[])`;

/** What the contexts below know of people, as it is now. */
@Injectable()
export class FactsSource {
  constructor(
    private readonly db: DataSource,
    private readonly frameworks: Frameworks,
  ) {}

  async of(accountId: string, tx: Db = this.db): Promise<Facts> {
    return (await this.ofAll([accountId], tx)).get(accountId) as Facts;
  }

  /** Of each account given; five statements for all of them. */
  async ofAll(accountIds: readonly string[], tx: Db = this.db): Promise<Map<string, Facts>> {
    const found = new Map<string, Facts>(accountIds.map((id) => [id, nothing()]));
    const each = async <T>(sql: string, add: (facts: Facts, row: T) => void) => {
      const rows: Of<T>[] = await tx.query(sql, [accountIds]);
      for (const { accountId, ...row } of rows) {
        const facts = found.get(accountId);
        if (facts) add(facts, row as T);
      }
    };
    await each<Facts['sittings'][number]>(SITTINGS, (facts, row) => facts.sittings.push(row));
    await each<Facts['completions'][number]>(COMPLETIONS, (facts, row) => facts.completions.push(row));
    const inForce = new Map((await this.frameworks.allInForce(tx)).map((each) => [each.code, each]));
    // A rule may name a component by the code of another version of the framework than the level was reached by.
    await each<Facts['levels'][number]>(LEVELS, (facts, row) => {
      for (const component of inForce.get(row.framework)?.codesOf(row.component) ?? [row.component])
        facts.levels.push({ ...row, component });
    });
    await each<Facts['certificates'][number]>(CERTIFICATES, (facts, row) => facts.certificates.push(row));
    await each<Pick<Facts, 'birth'>>(BIRTHS, (facts, row) => {
      facts.birth = row.birth;
    });
    return found;
  }
}

const nothing = (): Facts => ({ sittings: [], completions: [], levels: [], certificates: [], birth: null });

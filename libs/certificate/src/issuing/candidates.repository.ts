import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ClassForm } from '#enrolment';

/** Everything that its paper needs of one completed enrolment. Days are those of Viet Nam, `YYYY-MM-DD`. */
export interface Candidate {
  enrolmentId: string;
  versionId: string;
  /** Null when no issuer signs for the class. */
  issuerId: string | null;
  /** Published version of the template of the class, else of the programme, else of the issuer; null: the usual page. */
  templateVersionId: string | null;
  name: string;
  birthDate: string | null;
  birthYear: number | null;
  targetGroup: string;
  /** Whether a guardian agreed that certificates are issued. */
  guardianConsent: boolean;
  jobTitle: string | null;
  unitId: string | null;
  classTitle: string;
  programme: string;
  /** What these are called in English, where somebody said. */
  english: { name?: string; className?: string; programme?: string } | null;
  form: ClassForm;
  from: string;
  to: string;
  scoreBp: number | null;
  today: string;
}

const DAY = (moment: string) => `(${moment} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

/** Completed by its own counts, passed where there is something to pass, and never certified before. */
export const ELIGIBLE = `e.status = 'completed' AND e.completed_at IS NOT NULL
  AND e.lessons_done = e.lessons_total AND e.quizzes_passed = e.quizzes_total
  AND (e.quizzes_total = 0 OR e.passed_at IS NOT NULL)
  AND NOT EXISTS (SELECT FROM certificate k WHERE k.enrolment_id = e.id AND k.kind = 'completion')`;

/**
 * The one place where this context reads the tables of those below it: who may have a certificate, asked again
 * in the transaction that issues it.
 */
@Injectable()
export class Candidates {
  constructor(private readonly db: DataSource) {}

  /**
   * Those of these enrolments that are owed a certificate. The issuer is the one named for the class, else the
   * one of the unit that owns the programme or of the nearest unit above it.
   */
  async find(enrolmentIds: readonly string[]): Promise<Candidate[]> {
    return this.db.query(
      `SELECT e.id AS "enrolmentId", e.course_version_id AS "versionId", e.best_score_bp AS "scoreBp",
              p.full_name AS name, p.birth_date::text AS "birthDate", p.birth_year AS "birthYear",
              p.target_group AS "targetGroup",
              EXISTS (SELECT FROM guardian_consent gc WHERE gc.account_id = e.account_id AND gc.purpose = 'issue'
                AND gc.withdrawn_at IS NULL) AS "guardianConsent",
              p.job_title AS "jobTitle", coalesce(p.unit_id, e.unit_id) AS "unitId",
              c.title AS "classTitle", g.title AS programme, c.form,
              (SELECT jsonb_strip_nulls(jsonb_build_object('name', w.course, 'className', w.class, 'programme', w.programme))
                 FROM class_english w WHERE w.class_id = c.id) AS english,
              least(greatest(c.starts_on, CASE WHEN e.source = 'self' THEN ${DAY('e.enrolled_at')} END),
                    ${DAY('e.completed_at')})::text AS "from",
              ${DAY('e.completed_at')}::text AS "to", ${DAY('now()')}::text AS today,
              signing.id AS "issuerId",
              (SELECT v.id FROM certificate_template_version v
               WHERE v.published_at IS NOT NULL AND v.template_id = coalesce(
                 (SELECT template_id FROM class_template t WHERE t.class_id = c.id),
                 (SELECT template_id FROM programme_template t WHERE t.programme_id = g.id),
                 (SELECT template_id FROM issuer_template t WHERE t.issuer_id = signing.id))
               ORDER BY v.version DESC LIMIT 1) AS "templateVersionId"
       FROM enrolment e
         JOIN person p ON p.account_id = e.account_id
         JOIN training_class c ON c.id = e.class_id
         JOIN programme g ON g.id = c.programme_id
         JOIN unit owner ON owner.id = g.owner_unit_id
         LEFT JOIN class_issuer ci ON ci.class_id = c.id
         CROSS JOIN LATERAL (SELECT coalesce(ci.issuer_id,
           (SELECT i.id FROM issuer i JOIN unit u ON u.id = i.owner_unit_id AND owner.path <@ u.path
            ORDER BY nlevel(u.path) DESC, i.code LIMIT 1)) AS id) signing
       WHERE e.id = ANY($1::uuid[]) AND ${ELIGIBLE}`,
      [enrolmentIds],
    );
  }

  /**
   * Locks these enrolments, in the order of their keys, and returns those that are still owed a certificate, in
   * the order in which they were completed.
   */
  async lockOwed(tx: EntityManager, enrolmentIds: readonly string[]): Promise<string[]> {
    await tx.query('SELECT FROM enrolment WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [
      enrolmentIds,
    ]);
    // A statement of its own: it sees what others committed while the locks were waited for.
    const rows: { id: string }[] = await tx.query(
      `SELECT e.id FROM enrolment e WHERE e.id = ANY($1::uuid[]) AND ${ELIGIBLE} ORDER BY e.completed_at, e.id`,
      [enrolmentIds],
    );
    return rows.map((row) => row.id);
  }

  /** Completed more than a minute ago and without a certificate; those with an obstacle every ten minutes. */
  async forgotten(limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT e.id FROM enrolment e
       WHERE ${ELIGIBLE} AND e.completed_at < now() - interval '1 minute'
         AND NOT EXISTS (SELECT FROM issuing_obstacle o
                         WHERE o.enrolment_id = e.id AND o.last_at > now() - interval '10 minutes')
       ORDER BY e.completed_at LIMIT $1`,
      [limit],
    );
    return rows.map((row) => row.id);
  }
}

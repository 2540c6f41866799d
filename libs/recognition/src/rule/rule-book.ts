import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { TODAY } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import type { RuleContent, TargetGroup } from './rule.policy.js';

export interface Rule extends RuleContent {
  id: string;
  group: TargetGroup;
  version: number;
  status: 'draft' | 'approved';
  demonstration: boolean;
  editedBy: string[];
  approvedBy: string | null;
  approvedAt: Date | null;
  /** Whether it is the one that counts today. */
  inForce: boolean;
}

/** Days are those of Việt Nam. */
const IN_FORCE = `r.status = 'approved' AND r.effective_from <= ${TODAY} AND NOT EXISTS (
  SELECT FROM recognition_rule n WHERE n.target_group = r.target_group AND n.status = 'approved'
    AND n.effective_from <= ${TODAY} AND n.version > r.version)`;
const RULE = `SELECT r.id, r.target_group AS "group", r.version, r.status, r.title, r.legal_basis AS "legalBasis",
  r.demonstration, r.questions, r.threshold_percent AS "thresholdPercent", r.attempts, r.decided_by AS "decidedBy",
  r.validity_months AS "validityMonths", r.unlimited, r.requirements, r.exemptions,
  r.effective_from::text AS "effectiveFrom", r.edited_by::text[] AS "editedBy", r.approved_by AS "approvedBy",
  r.approved_at AS "approvedAt", (${IN_FORCE}) AS "inForce" FROM recognition_rule r`;

/** Reads rules, and what they may speak of. */
@Injectable()
export class RuleBook {
  constructor(private readonly db: DataSource) {}

  /** The newest version first. */
  list(group: TargetGroup): Promise<Rule[]> {
    return this.db.query(`${RULE} WHERE r.target_group = $1 ORDER BY r.version DESC`, [group]);
  }

  async get(id: string, tx: Pick<EntityManager, 'query'> = this.db): Promise<Rule> {
    const rows: Rule[] = isUuid(id) ? await tx.query(`${RULE} WHERE r.id = $1`, [id]) : [];
    if (!rows[0]) throw new NotFound();
    return rows[0];
  }

  /** What counts today; null: nobody has decided, and nobody can be confirmed. */
  async inForce(group: string, tx: Pick<EntityManager, 'query'> = this.db): Promise<Rule | null> {
    const rows: Rule[] = await tx.query(`${RULE} WHERE r.target_group = $1 AND ${IN_FORCE}`, [group]);
    return rows[0] ?? null;
  }

  async byIds(ids: readonly string[]): Promise<Map<string, Rule>> {
    const rows: Rule[] = await this.db.query(`${RULE} WHERE r.id = ANY ($1::uuid[])`, [ids]);
    return new Map(rows.map((rule) => [rule.id, rule]));
  }

  async today(tx: Pick<EntityManager, 'query'> = this.db): Promise<string> {
    const [row] = await tx.query(`SELECT ${TODAY}::text AS day`);
    return row.day;
  }

  /** From which day the newest approved version counts. */
  async lastEffective(tx: Pick<EntityManager, 'query'>, group: TargetGroup): Promise<string | null> {
    const [row] = await tx.query(
      `SELECT max(effective_from)::text AS day FROM recognition_rule WHERE target_group = $1 AND status = 'approved'`,
      [group],
    );
    return row.day;
  }

  /** Courses that rules may be about: those that are published. */
  courses(): Promise<{ id: string; slug: string; title: string }[]> {
    return this.db.query(
      `SELECT c.id, c.slug, v.title FROM course c JOIN course_version v ON v.course_id = c.id AND v.status = 'published'
       ORDER BY v.title`,
    );
  }

  /** Examinations of published courses. */
  examinations(): Promise<{ lessonKey: string; courseId: string; title: string; courseTitle: string }[]> {
    return this.db.query(
      `SELECT l.lesson_key AS "lessonKey", v.course_id AS "courseId", q.title, v.title AS "courseTitle" FROM course_version v JOIN section s ON s.version_id = v.id
       JOIN lesson l ON l.section_id = s.id AND l.kind = 'quiz' JOIN quiz q ON q.id = l.quiz_id
       WHERE v.status = 'published' AND q.behaviour = 'examination' ORDER BY v.title, q.title`,
    );
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Frameworks } from '#competency';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import { isUuid, newId } from '#platform/ids';
import { Outbox } from '#platform/jobs';
import type { RuleInput } from './rule.input.js';

export interface RuleRow {
  id: string;
  code: string;
  version: number;
  status: 'draft' | 'approved' | 'retired';
  title: string;
  legalBasis: string;
  courseId: string;
  courseTitle: string;
  basis: 'examination' | 'completion';
  percent: number | null;
  minQuestions: number | null;
  framework: string;
  frameworkVersionId: string;
  component: string;
  level: number;
  /** Invented, for looking at. */
  demonstration: boolean;
  createdBy: string | null;
  createdByName: string | null;
  approvedByName: string | null;
  approvedAt: Date | null;
  retiredAt: Date | null;
}

type LockedRule = Pick<RuleRow, 'code' | 'status' | 'demonstration' | 'createdBy'>;

const RULE = `
SELECT r.id, r.code, r.version, r.status, r.title, r.legal_basis AS "legalBasis", r.course_id AS "courseId", r.basis,
  r.percent, r.min_questions AS "minQuestions", f.code AS framework, r.framework_version_id AS "frameworkVersionId",
  r.component_code AS component, r.level, r.demonstration, r.created_by AS "createdBy",
  (SELECT full_name FROM person WHERE account_id = r.created_by) AS "createdByName",
  (SELECT full_name FROM person WHERE account_id = r.approved_by) AS "approvedByName", r.approved_at AS "approvedAt", r.retired_at AS "retiredAt",
  (SELECT v.title FROM course_version v WHERE v.course_id = r.course_id ORDER BY v.number DESC LIMIT 1) AS "courseTitle"
FROM award_rule r JOIN framework_version w ON w.id = r.framework_version_id JOIN framework f ON f.id = w.framework_id`;

/** Rules by which levels are awarded: proposed, approved (then unchangeable), retired. */
@Injectable()
export class AwardRules {
  constructor(
    private readonly db: DataSource,
    private readonly frameworks: Frameworks,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  list(): Promise<RuleRow[]> {
    return this.db.query(`${RULE} ORDER BY r.code, r.version DESC`);
  }

  async get(id: string): Promise<RuleRow> {
    const rows: RuleRow[] = isUuid(id) ? await this.db.query(`${RULE} WHERE r.id = $1`, [id]) : [];
    if (!rows[0]) throw new NotFound();
    return rows[0];
  }

  /** Courses that rules may be about: those that are published. */
  courses(): Promise<{ id: string; title: string }[]> {
    return this.db.query(
      `SELECT c.id, v.title FROM course c JOIN course_version v ON v.course_id = c.id AND v.status = 'published'
       ORDER BY v.title`,
    );
  }

  /** A draft: the next version of the code. It awards nothing. Only a demonstration has no author. */
  async propose(input: RuleInput, actorId: string | null, demonstration = false): Promise<string> {
    const slash = input.component.indexOf('/');
    const framework = await this.frameworks.find(input.component.slice(0, slash));
    const component = framework?.component(input.component.slice(slash + 1));
    if (!framework || !component) throw new InvalidInput([{ field: 'component', code: 'input.invalid' }]);
    if (framework.levels.size > 0 && !framework.level(input.level))
      throw new InvalidInput([{ field: 'level', code: 'input.invalid' }]);
    const courses = await this.courses();
    if (!courses.some((course) => course.id === input.courseId))
      throw new InvalidInput([{ field: 'courseId', code: 'input.invalid' }]);
    return inTransaction(this.db, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`award rule ${input.code}`]);
      await tx.query(`DELETE FROM award_rule WHERE code = $1 AND status = 'draft'`, [input.code]);
      const id = newId();
      await tx.query(
        `INSERT INTO award_rule (id, code, version, title, legal_basis, course_id, basis, percent, min_questions,
           framework_version_id, component_code, level, created_by, demonstration)
         SELECT $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
         FROM award_rule WHERE code = $2`,
        [
          ...[id, input.code, input.title, input.legalBasis, input.courseId, input.basis, input.percent],
          ...[input.minQuestions, framework.versionId, component.code, input.level, actorId],
          demonstration,
        ],
      );
      await this.record(tx, 'mastery.propose-rule', id, actorId);
      return id;
    });
  }

  /** From then on it awards, also for what was shown before; the version before is retired. Never by its author. */
  async approve(id: string, actorId: string | null): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const rule = await this.lock(tx, id, 'draft');
      if (!rule.demonstration && (actorId === null || actorId === rule.createdBy))
        throw new DomainError('mastery.own-rule');
      const [retired]: { id: string }[][] = await tx.query(
        `UPDATE award_rule SET status = 'retired', retired_at = now() WHERE code = $1 AND status = 'approved' RETURNING id`,
        [rule.code],
      );
      await tx.query(
        `UPDATE award_rule SET status = 'approved', approved_at = now(), approved_by = $2 WHERE id = $1`,
        [id, actorId],
      );
      await this.outbox.write(tx, 'AwardRuleRetired', ...(retired ?? []).map((each) => each.id));
      await this.outbox.write(tx, 'AwardRuleApproved', id);
      await this.record(tx, 'mastery.approve-rule', id, actorId);
    });
  }

  /** What it awarded stays; nothing shown from now on counts. */
  async retire(id: string, actorId: string | null): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await this.lock(tx, id, 'approved');
      await tx.query(`UPDATE award_rule SET status = 'retired', retired_at = now() WHERE id = $1`, [id]);
      await this.outbox.write(tx, 'AwardRuleRetired', id);
      await this.record(tx, 'mastery.retire-rule', id, actorId);
    });
  }

  private async lock(tx: EntityManager, id: string, status: RuleRow['status']): Promise<LockedRule> {
    const rows: LockedRule[] = isUuid(id)
      ? await tx.query(
          `SELECT code, status, demonstration, created_by AS "createdBy" FROM award_rule WHERE id = $1 FOR UPDATE`,
          [id],
        )
      : [];
    if (!rows[0]) throw new NotFound();
    if (rows[0].status !== status) throw new DomainError('mastery.rule-state');
    return rows[0];
  }

  private record(
    tx: EntityManager,
    action: string,
    subjectId: string,
    actorId: string | null,
  ): Promise<void> {
    return this.audit.record(tx, { actorId, action, subjectType: 'award-rule', subjectId });
  }
}

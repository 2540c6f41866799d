import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { marksHeldBack, SkillMarks } from '#assessment';
import { Frameworks } from '#competency';
import type { AwardRule, Evidence, LedgerRow } from './claims.policy.js';
import { ledgerRows } from './claims.policy.js';

const RULES = `
SELECT id, course_id AS "courseId", basis, percent, min_questions AS "minQuestions",
  framework_version_id AS "frameworkVersionId", component_code AS component, level, retired_at AS "retiredAt"
FROM award_rule WHERE status <> 'draft' AND course_id = ANY ($1::uuid[]) ORDER BY id`;

type EnrolmentRow = Omit<Evidence, 'attempts' | 'losses' | 'revocations'> & {
  revocations: string[] | null;
  losses: [string, string, string | null][] | null;
  /** Its class has not released the marks yet: they are no evidence before. */
  heldBack: boolean;
};

const lossesOf = ({ losses }: EnrolmentRow): Evidence['losses'] =>
  (losses ?? []).map(([completedAt, lostAt, regainedAt]) => ({
    completedAt: new Date(completedAt),
    lostAt: new Date(lostAt),
    regainedAt: regainedAt === null ? null : new Date(regainedAt),
  }));

/** Derives the rows of the ledger from rules, grades and enrolments as they are now. */
@Injectable()
export class LedgerSource {
  constructor(
    private readonly db: DataSource,
    private readonly marks: SkillMarks,
    private readonly frameworks: Frameworks,
  ) {}

  async rows(enrolmentIds: string[]): Promise<LedgerRow[]> {
    const enrolments: EnrolmentRow[] = await this.db.query(
      `SELECT e.id AS "enrolmentId", e.account_id AS "accountId", v.course_id AS "courseId",
         e.completed_at AS "completedAt", e.withdrawn_at AS "withdrawnAt", ${marksHeldBack('e.class_id')} AS "heldBack",
         (SELECT json_agg(json_build_array(l.completed_at, l.lost_at, l.regained_at) ORDER BY l.number)
            FROM completion_loss l WHERE l.enrolment_id = e.id) AS losses,
         (SELECT json_agg(r.revoked_at ORDER BY r.revoked_at) FROM evidence_revocation r WHERE r.enrolment_id = e.id)
           AS revocations
       FROM enrolment e JOIN course_version v ON v.id = e.course_version_id WHERE e.id = ANY ($1::uuid[])
       ORDER BY e.id`,
      [enrolmentIds],
    );
    const courseIds = [...new Set(enrolments.map((each) => each.courseId))];
    const rules: AwardRule[] = await this.db.query(RULES, [courseIds]);
    if (rules.length === 0) return [];
    const told = enrolments.filter(({ heldBack }) => !heldBack).map(({ enrolmentId }) => enrolmentId);
    const examined = rules.some((rule) => rule.basis === 'examination');
    const attempts = examined ? await this.marks.of(told) : [];
    const resolve = await this.resolver(rules);
    const byEnrolment = new Map<string, Evidence['attempts']>();
    for (const attempt of attempts)
      byEnrolment.set(attempt.enrolmentId, [...(byEnrolment.get(attempt.enrolmentId) ?? []), attempt]);
    return enrolments.flatMap((each) =>
      ledgerRows(
        {
          ...each,
          losses: lossesOf(each),
          revocations: (each.revocations ?? []).map((at) => new Date(at)),
          attempts: byEnrolment.get(each.enrolmentId) ?? [],
        },
        rules,
        resolve,
      ),
    );
  }

  private async resolver(rules: AwardRule[]) {
    const ids = [...new Set(rules.map((rule) => rule.frameworkVersionId))];
    const found = await Promise.all(ids.map((id) => this.frameworks.byVersion(id)));
    const frameworks = new Map(ids.map((id, index) => [id, found[index]]));
    return (id: string, code: string) => frameworks.get(id)?.component(code)?.code ?? null;
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Frameworks } from '#competency';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { InvalidInput } from '#platform/errors';
import { newId } from '#platform/ids';

export const GROUPS = ['official', 'citizen', 'student', 'worker'] as const;
export type TargetGroup = (typeof GROUPS)[number];

export interface SkillTarget {
  targetGroup: TargetGroup;
  version: number;
  frameworkVersionId: string;
  legalBasis: string;
  /** Level by component code of the framework's version. */
  levels: Record<string, number>;
  approvedAt: Date;
}

/** The levels each group is to reach. A change is a new version; earlier ones stay. */
@Injectable()
export class SkillTargets {
  constructor(
    private readonly db: DataSource,
    private readonly frameworks: Frameworks,
    private readonly audit: Audit,
  ) {}

  /** The newest of the group, or null: then nobody has decided, and there is no gap to speak of. */
  async of(group: string): Promise<SkillTarget | null> {
    const rows: SkillTarget[] = await this.db.query(
      `SELECT target_group AS "targetGroup", version, framework_version_id AS "frameworkVersionId",
         legal_basis AS "legalBasis", levels, approved_at AS "approvedAt"
       FROM skill_target WHERE target_group = $1 ORDER BY version DESC LIMIT 1`,
      [group],
    );
    return rows[0] ?? null;
  }

  async approve(
    group: TargetGroup,
    framework: string,
    legalBasis: string,
    levels: Record<string, number>,
    actorId: string | null,
  ): Promise<void> {
    const found = await this.frameworks.find(framework);
    const unknown = Object.keys(levels).filter((code) => !found?.components.has(code));
    if (!found || unknown.length > 0) throw new InvalidInput([{ field: 'levels', code: 'input.invalid' }]);
    await inTransaction(this.db, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`skill target ${group}`]);
      const id = newId();
      await tx.query(
        `INSERT INTO skill_target (id, target_group, framework_version_id, version, legal_basis, levels, approved_by)
         SELECT $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6 FROM skill_target WHERE target_group = $2`,
        [id, group, found.versionId, legalBasis, JSON.stringify(levels), actorId],
      );
      await this.audit.record(tx, {
        ...{ actorId, action: 'mastery.set-target', subjectType: 'skill-target', subjectId: id },
        detail: { group, count: Object.keys(levels).length },
      });
    });
  }
}

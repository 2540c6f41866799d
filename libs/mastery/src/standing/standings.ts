import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Frameworks } from '#competency';
import { type Cell, cellChanges, type Standing, sameStanding } from './standing.policy.js';

const STANDING = `account_id AS "accountId", framework_id AS "frameworkId", component_code AS component, level,
  unit_id AS "unitId", target_group AS "targetGroup", entry_id AS "entryId"`;

/** Unit and group of the newest living enrolment; who has none is not counted. */
const LEARNERS = `
  SELECT DISTINCT ON (e.account_id) e.account_id, e.unit_id, e.target_group FROM enrolment e
  WHERE e.account_id = ANY ($1::uuid[]) AND e.status <> 'withdrawn'
  ORDER BY e.account_id, e.enrolled_at DESC, e.id DESC`;
/**
 * The highest level of each component that was reached and not taken back; the earliest evidence of it, by the newest
 * rule. What was reached under an older code counts for the component that took its place, once.
 */
const REACHED = `
  SELECT DISTINCT ON (e.account_id, e.framework_id, e.component_code) e.* FROM (
    SELECT s.account_id, v.framework_id, coalesce(m.current, s.component_code) AS component_code, s.level,
      s.id AS entry_id, s.happened_at, r.approved_at
    FROM skill_entry s JOIN framework_version v ON v.id = s.framework_version_id JOIN award_rule r ON r.id = s.rule_id
    LEFT JOIN (
      SELECT w.framework_id, g.former, g.current FROM framework_version w
      JOIN jsonb_to_recordset($2) AS g("versionId" uuid, former text, current text) ON w.id = g."versionId"
    ) m ON m.framework_id = v.framework_id AND m.former = s.component_code
    WHERE s.account_id = ANY ($1::uuid[]) AND s.kind = 'reached'
      AND NOT EXISTS (SELECT FROM skill_entry w WHERE w.withdraws = s.id)) e
  ORDER BY e.account_id, e.framework_id, e.component_code, e.level DESC, e.happened_at, e.approved_at DESC, e.entry_id`;

/** Where learners stand, and how many of each unit stand where; both follow the ledger in its own transaction. */
@Injectable()
export class Standings {
  constructor(private readonly frameworks: Frameworks) {}

  /** Returns how many standings changed. The learners must be locked. */
  async refresh(tx: EntityManager, accountIds: string[]): Promise<number> {
    if (accountIds.length === 0) return 0;
    const before: Standing[] = await tx.query(
      `SELECT ${STANDING} FROM skill_standing WHERE account_id = ANY ($1::uuid[])`,
      [accountIds],
    );
    const after: Standing[] = await tx.query(
      `WITH learner AS (${LEARNERS}), reached AS (${REACHED})
       SELECT ${STANDING} FROM (
         SELECT l.account_id, NULL::uuid AS framework_id, '' AS component_code, 0 AS level, l.unit_id, l.target_group,
           NULL::uuid AS entry_id FROM learner l
         UNION ALL
         SELECT r.account_id, r.framework_id, r.component_code, r.level, l.unit_id, l.target_group, r.entry_id
         FROM reached r JOIN learner l ON l.account_id = r.account_id) standing`,
      [accountIds, JSON.stringify(await this.renamed(tx))],
    );
    const gone = before.filter((row) => !after.some((each) => sameStanding(each, row)));
    const come = after.filter((row) => !before.some((each) => sameStanding(each, row)));
    await this.replace(tx, gone, come);
    await this.count(tx, cellChanges(gone, come));
    return come.length + gone.length;
  }

  /** Codes that newer versions of the frameworks have replaced. */
  private async renamed(tx: EntityManager) {
    return (await this.frameworks.allInForce(tx)).flatMap((framework) =>
      framework.renamed().map((codes) => ({ ...codes, versionId: framework.versionId })),
    );
  }

  private async replace(tx: EntityManager, gone: Standing[], come: Standing[]): Promise<void> {
    if (gone.length > 0)
      await tx.query(
        `DELETE FROM skill_standing s USING jsonb_to_recordset($1) AS g("accountId" uuid, "frameworkId" uuid, component text)
         WHERE s.account_id = g."accountId" AND s.framework_id IS NOT DISTINCT FROM g."frameworkId"
           AND s.component_code = g.component`,
        [JSON.stringify(gone)],
      );
    if (come.length > 0)
      await tx.query(
        `INSERT INTO skill_standing (account_id, framework_id, component_code, level, unit_id, target_group, entry_id)
         SELECT * FROM jsonb_to_recordset($1) AS g("accountId" uuid, "frameworkId" uuid, component text, level int,
           "unitId" uuid, "targetGroup" text, "entryId" uuid)`,
        [JSON.stringify(come)],
      );
  }

  /** Always in the same order, so that two transactions cannot block each other. */
  private async count(tx: EntityManager, cells: Cell[]): Promise<void> {
    if (cells.length === 0) return;
    await tx.query(
      `INSERT INTO skill_rollup AS r (unit_id, target_group, framework_id, component_code, level, people)
       SELECT * FROM jsonb_to_recordset($1) AS g("unitId" uuid, "targetGroup" text, "frameworkId" uuid, component text,
         level int, people int)
       ORDER BY 1, 2, 3, 4, 5
       ON CONFLICT (unit_id, target_group, framework_id, component_code, level)
       DO UPDATE SET people = r.people + excluded.people`,
      [JSON.stringify(cells)],
    );
  }
}

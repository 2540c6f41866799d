import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isWithin } from '#organisation';
import type { Actor, Role } from '#platform/http';

/** Whose enrolments somebody may see: people of the units below `paths`, and everybody in the classes they run. */
export interface ReportScope {
  paths: string[];
  ownedClassIds: string[];
}

export const REPORT_ROLES = ['unit-manager', 'programme-admin', 'auditor'] as const satisfies Role[];
/** These see whole classes of the programmes that their unit, or one below it, owns. */
const CLASS_ROLES: Role[] = ['programme-admin', 'auditor'];

interface Grant {
  role: Role;
  unitPath: string;
}

@Injectable()
export class ReportScopes {
  constructor(private readonly db: DataSource) {}

  of(actor: Actor): Promise<ReportScope> {
    return this.fromGrants(actor.grants);
  }

  /** For work done later in somebody's name: what they may see at that moment, nothing once they may not sign in. */
  async ofAccount(accountId: string): Promise<ReportScope> {
    return this.fromGrants(await this.grantsOf(accountId));
  }

  /** The units whose programmes somebody administers at this moment. */
  async administered(accountId: string): Promise<string[]> {
    const grants = await this.grantsOf(accountId);
    return grants.filter(({ role }) => role === 'programme-admin').map(({ unitPath }) => unitPath);
  }

  /** Operators at the machine itself. */
  async everything(): Promise<ReportScope> {
    const rows: { id: string }[] = await this.db.query('SELECT id FROM training_class');
    return { paths: [], ownedClassIds: rows.map((row) => row.id) };
  }

  private grantsOf(accountId: string): Promise<Grant[]> {
    return this.db.query(
      `SELECT g.role, u.path::text AS "unitPath" FROM role_grant g
       JOIN unit u ON u.id = g.unit_id JOIN account a ON a.id = g.account_id
       WHERE g.account_id = $1 AND g.revoked_at IS NULL AND a.status = 'active'`,
      [accountId],
    );
  }

  private async fromGrants(grants: Grant[]): Promise<ReportScope> {
    const pathsOf = (roles: readonly Role[]) => [
      ...new Set(grants.filter((grant) => roles.includes(grant.role)).map((grant) => grant.unitPath)),
    ];
    const ownerPaths = pathsOf(CLASS_ROLES);
    const owned: { id: string }[] =
      ownerPaths.length === 0
        ? []
        : await this.db.query(
            `SELECT c.id FROM training_class c JOIN programme p ON p.id = c.programme_id
             JOIN unit u ON u.id = p.owner_unit_id WHERE u.path <@ ANY($1::ltree[])`,
            [ownerPaths],
          );
    return { paths: pathsOf(REPORT_ROLES), ownedClassIds: owned.map((row) => row.id) };
  }
}

/** Whether all people of these classes are in sight, whatever their unit. */
export const seesWhole = (scope: ReportScope, classIds: string[]): boolean =>
  classIds.every((id) => scope.ownedClassIds.includes(id));

/** Whether a unit may be chosen as a filter: a person of it is in sight in each of the classes. */
export const seesUnit = (scope: ReportScope, classIds: string[], unitPath: string): boolean =>
  seesWhole(scope, classIds) || isWithin(unitPath, scope.paths);

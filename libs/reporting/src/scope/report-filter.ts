import type { TargetGroup } from '#enrolment';
import { Conditions } from './conditions.js';
import type { ReportScope } from './report-scope.js';

/** Part of the tree: a unit with everything below, a unit's own people, or the people without a unit. */
export type UnitChoice = { below: string } | { own: string } | 'none';

/** What a report is about. Days are `YYYY-MM-DD`, both ends included. */
export interface ReportFilter {
  classIds: string[];
  scope: ReportScope;
  unit: UnitChoice | null;
  group: TargetGroup | null;
  from: string | null;
  to: string | null;
}

/**
 * The rows of `alias` (with class_id, unit_id and target_group) that are both asked for and in sight; `u` is their
 * unit. Days are left to the caller, because each measure has its own.
 */
export function rowsInSight(filter: ReportFilter, alias: string): Conditions {
  const { classIds, scope, unit, group } = filter;
  const where = new Conditions().add(`${alias}.class_id = ANY(?::uuid[])`, classIds);
  const owned = classIds.filter((id) => scope.ownedClassIds.includes(id));
  // Without a class of one's own there must be no OR: only then can the index on paths be used.
  if (owned.length === 0) where.add('u.path <@ ANY(?::ltree[])', scope.paths);
  else if (owned.length < classIds.length)
    where.add(`${alias}.class_id = ANY(?::uuid[]) OR u.path <@ ANY(?::ltree[])`, owned, scope.paths);
  if (unit === 'none') where.add(`${alias}.unit_id IS NULL`);
  else if (unit && 'own' in unit) where.add('u.path = ?::ltree', unit.own);
  else if (unit) where.add('u.path <@ ?::ltree', unit.below);
  if (group) where.add(`${alias}.target_group = ?`, group);
  return where;
}

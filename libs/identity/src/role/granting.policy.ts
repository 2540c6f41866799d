import { isWithin } from '#organisation';
import { type Actor, ROLES, type Role, type RoleGrant } from '#platform/http';

/** Who may give which roles to others, always within their own units. */
const GIVES: Partial<Record<Role, readonly Role[]>> = {
  'unit-manager': ['learner'],
  'programme-admin': ['learner', 'unit-manager', 'author', 'marker', 'invigilator'],
  'system-admin': ROLES,
};

/** The roles that see and manage accounts. */
export const ACCOUNT_ADMINS = ['unit-manager', 'programme-admin', 'system-admin'] as const satisfies Role[];

/** An account as far as the right to manage it goes. */
export interface ManagedAccount {
  accountId: string;
  /** Null: belongs to no unit, and is seen only by those responsible for the whole country. */
  unitPath: string | null;
  grants: readonly Pick<RoleGrant, 'role' | 'unitPath'>[];
}

export const mayGive = (actor: Pick<Actor, 'grants'>, role: Role, unitPath: string): boolean =>
  actor.grants.some((own) => GIVES[own.role]?.includes(role) && isWithin(unitPath, [own.unitPath]));

/** In the order of {@link ROLES}. */
export const rolesToGive = (actor: Pick<Actor, 'grants'>): Role[] =>
  ROLES.filter((role) => actor.grants.some((own) => GIVES[own.role]?.includes(role)));

/**
 * Whether the actor may disable an account, issue it a code or change its roles. Never one's own, and never one
 * that may do anything the actor could not have given: a reset code is a way into the account.
 */
export function mayManage(actor: Pick<Actor, 'accountId' | 'grants'>, account: ManagedAccount): boolean {
  if (account.accountId === actor.accountId) return false;
  const roots = actor.grants.filter((own) => GIVES[own.role]).map((own) => own.unitPath);
  if (!isWithin(account.unitPath ?? 'vn', roots)) return false;
  return account.grants.every((grant) => mayGive(actor, grant.role, grant.unitPath));
}

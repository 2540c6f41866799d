import type { Actor, Role } from '#platform/http';
import { mayManage, rolesToGive } from '../role/granting.policy.js';
import type { AccountDetail, AccountRow } from './administration.repository.js';

/** Locale keys and badge kinds of what an account may be. */
const STATUS_KINDS = { pending: 'attention', active: 'done', disabled: 'failed' } as const;

const roleLabel = (role: Role): string => `identity.role.${role}`;
export const roleOptions = (roles: readonly Role[]) =>
  roles.map((role) => ({ value: role, label: roleLabel(role) }));

export function accountRow({ id, name, unitName, jobTitle, signInName, status, roles }: AccountRow) {
  return {
    href: `/admin/accounts/${id}`,
    name,
    unitName,
    jobTitle,
    signInName,
    status: { kind: STATUS_KINDS[status], label: `identity.status.${status}` },
    roles: roles.map(roleLabel),
  };
}

export function accountDetail(actor: Actor, account: AccountDetail) {
  const { accountId, name, status, unitName, jobTitle, signInName, contactPhone, contactEmail } = account;
  const manageable = mayManage(actor, account);
  return {
    id: accountId,
    name,
    unitName,
    jobTitle,
    signInName,
    contactPhone,
    contactEmail,
    lastSignInAt: account.lastSignInAt?.toISOString() ?? null,
    status: { kind: STATUS_KINDS[status], label: `identity.status.${status}` },
    secondFactor: account.secondFactor,
    isSelf: accountId === actor.accountId,
    manageable,
    disabled: status === 'disabled',
    pending: status === 'pending',
    grants: account.grants.map((grant) => ({
      id: grant.id,
      role: roleLabel(grant.role),
      unitName: grant.unitName,
      since: grant.grantedAt.toISOString(),
    })),
    rolesToGive: manageable ? roleOptions(rolesToGive(actor)) : [],
  };
}

import { type Actor, scopePaths } from '#platform/http';

export const TEMPLATE_ROLES = ['system-admin', 'registrar'] as const;

/** The units whose designs somebody changes. */
export const scopeOf = (actor: Actor): string[] => scopePaths(actor, ...TEMPLATE_ROLES);

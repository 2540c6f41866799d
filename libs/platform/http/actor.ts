import type { Locale } from '#platform/i18n';

/** What a person may be on this platform; each grant of a role carries a unit (its subtree is the scope). */
export const ROLES = [
  'learner',
  'unit-manager',
  'author',
  'marker',
  'invigilator',
  'registrar',
  'programme-admin',
  'system-admin',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

export interface RoleGrant {
  role: Role;
  unitId: string;
  /** ltree path of the unit: the grant covers it and everything below. */
  unitPath: string;
}

/** The signed-in person behind a request. */
export interface Actor {
  accountId: string;
  sessionId: string;
  name: string;
  locale: Locale;
  grants: RoleGrant[];
  /** Path of the page this person must see to before any other of theirs opens. */
  mustFirst?: string;
}

export const hasRole = (actor: Actor, ...roles: Role[]): boolean =>
  actor.grants.some((grant) => roles.includes(grant.role));

/** Everything but learning: such a person can see or change what is not their own. */
export const STAFF_ROLES = ROLES.filter((role) => role !== 'learner');

/** ltree paths a person may see in any of these roles: the scope that every such query carries. */
export const scopePaths = (actor: Actor, ...roles: Role[]): string[] => [
  ...new Set(actor.grants.filter((grant) => roles.includes(grant.role)).map((grant) => grant.unitPath)),
];

/** Finds the person of a session token; identity provides it. Null when the session is unknown or over. */
export interface ActorResolver {
  resolve(sessionToken: string): Promise<Actor | null>;
}
export const ACTOR_RESOLVER = Symbol('ACTOR_RESOLVER');

import type { Actor, Role } from './actor.js';
import { hasRole } from './actor.js';

export interface NavItem {
  href: string;
  /** Locale key of its label. */
  label: string;
  order: number;
  /** Shown to these; without roles, to everybody. */
  roles?: Role[];
  /** Locale key of one line on what it is for, shown on the page of all administration. */
  note?: string;
  icon?: string;
  /** Locale key of the menu it goes into with others where the header gets long; alone there, it stands by itself. */
  group?: string;
  /** Those whose work begins here when they sign in. */
  landing?: Role[];
}

/** An entry of the header: a link, or a menu of several. */
export type NavEntry = NavItem | { label: string; items: NavItem[] };

/** Pages below this address share one entry, so that the header stays one line for those with many roles. */
const ADMIN = '/admin';

const items: NavItem[] = [];

/** More than these do not fit beside the name of the platform and of the person: menus are made. */
const SIDE_BY_SIDE = 4;

/** Contexts add their entries when they are loaded. */
export function registerNavigation(...added: NavItem[]): void {
  for (const item of added) if (!items.some((known) => known.href === item.href)) items.push(item);
  items.sort((a, b) => a.order - b.order);
}

const visible = (actor: Actor | null): NavItem[] =>
  items.filter((item) => !item.roles || (actor !== null && hasRole(actor, ...item.roles)));

/** What the header shows to this person; administration is one entry, or its only page. */
export function navigationFor(actor: Actor | null): NavEntry[] {
  const shown = visible(actor);
  const admin = shown.filter(isAdministration);
  const top = shown.filter((item) => !isAdministration(item));
  const last = admin.length > 1 ? [{ href: ADMIN, label: 'nav.admin', order: 100 }] : admin;
  return [...(top.length + last.length > SIDE_BY_SIDE ? grouped(top) : top), ...last];
}

/** Each menu stands where the first of its entries would. */
function grouped(items: NavItem[]): NavEntry[] {
  const membersOf = (group: string) => items.filter((item) => item.group === group);
  return items.flatMap((item): NavEntry[] => {
    if (!item.group) return [item];
    const members = membersOf(item.group);
    if (members.length === 1) return [item];
    return members[0] === item ? [{ label: item.group, items: members }] : [];
  });
}

/** Where this person goes after signing in: of several beginnings the one furthest along the header. */
export const landingFor = (actor: Actor): string =>
  items.findLast(({ landing }) => landing && hasRole(actor, ...landing))?.href ?? '/';

/** The pages of administration open to this person. */
export const administrationFor = (actor: Actor | null): NavItem[] => visible(actor).filter(isAdministration);

const isAdministration = (item: NavItem): boolean => item.href.startsWith(`${ADMIN}/`);

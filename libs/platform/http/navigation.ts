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
}

/** Pages below this address share one entry, so that the header stays one line for those with many roles. */
const ADMIN = '/admin';

const items: NavItem[] = [];

/** Contexts add their entries when they are loaded. */
export function registerNavigation(...added: NavItem[]): void {
  for (const item of added) if (!items.some((known) => known.href === item.href)) items.push(item);
  items.sort((a, b) => a.order - b.order);
}

const visible = (actor: Actor | null): NavItem[] =>
  items.filter((item) => !item.roles || (actor !== null && hasRole(actor, ...item.roles)));

/** What the header shows to this person; administration is one entry, or its only page. */
export function navigationFor(actor: Actor | null): NavItem[] {
  const shown = visible(actor);
  const admin = shown.filter(isAdministration);
  const top = shown.filter((item) => !isAdministration(item));
  if (admin.length === 1) return [...top, ...admin];
  return admin.length === 0 ? top : [...top, { href: ADMIN, label: 'nav.admin', order: 100 }];
}

/** The pages of administration open to this person. */
export const administrationFor = (actor: Actor | null): NavItem[] => visible(actor).filter(isAdministration);

const isAdministration = (item: NavItem): boolean => item.href.startsWith(`${ADMIN}/`);

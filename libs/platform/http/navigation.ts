import type { Actor, Role } from './actor.js';
import { hasRole } from './actor.js';

export interface NavItem {
  href: string;
  /** Locale key of its label. */
  label: string;
  order: number;
  /** Shown to these; without roles, to everybody. */
  roles?: Role[];
}

const items: NavItem[] = [];

/** Contexts add their entries when they are loaded. */
export function registerNavigation(...added: NavItem[]): void {
  for (const item of added) if (!items.some((known) => known.href === item.href)) items.push(item);
  items.sort((a, b) => a.order - b.order);
}

export function navigationFor(actor: Actor | null): NavItem[] {
  return items.filter((item) => !item.roles || (actor !== null && hasRole(actor, ...item.roles)));
}

import { TODAY } from '#platform/clock';

/** So many days before its last day a confirmation may be renewed, and is listed for its unit. Our own choice. */
export const RENEWAL_DAYS = 90;

/** In SQL, of `recognition r`: its last day is near. */
export const NEARLY_OVER = `r.status IN ('valid', 'doubted') AND r.valid_until <= ${TODAY} + ${RENEWAL_DAYS}`;

/** The same of days as `2026-11-22`. */
export function nearlyOver(validUntil: string | null, today: string): boolean {
  if (validUntil === null) return false;
  return Date.parse(validUntil) - Date.parse(today) <= RENEWAL_DAYS * 86_400_000;
}

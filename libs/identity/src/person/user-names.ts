import { randomInt } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { fold } from '#platform/text';

/** «Phạm Thị Hồng Nhung» → `nhungpth` and digits: given name and initials, as offices write them. */
export function userNameFor(fullName: string, digits: number): string {
  const words = fold(fullName)
    .replace(/[^a-z\s]/g, '')
    .split(/\s+/)
    .filter(Boolean);
  const given = words.pop() ?? '';
  const initials = words.map((word) => word.charAt(0)).join('');
  const name = `${given}${initials}`.slice(0, 20);
  return `${/^[a-z]/.test(name) ? name : `hv${name}`}${digits}`;
}

/** A free user name for each person, in order. */
export async function freeUserNames(tx: EntityManager, fullNames: readonly string[]): Promise<string[]> {
  const chosen: string[] = new Array(fullNames.length).fill('');
  const used = new Set<string>();
  let open = fullNames.map((_, index) => index);
  while (open.length > 0) {
    for (const index of open) chosen[index] = userNameFor(fullNames[index] ?? '', randomInt(1000, 1_000_000));
    const taken: { username: string }[] = await tx.query(
      'SELECT username FROM account WHERE username = ANY($1::text[])',
      [open.map((index) => chosen[index])],
    );
    const known = new Set(taken.map((row) => row.username));
    open = open.filter((index) => {
      const name = chosen[index] ?? '';
      if (known.has(name) || used.has(name)) return true;
      used.add(name);
      return false;
    });
  }
  return chosen;
}

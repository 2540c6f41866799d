/** `$course$/top/Topic 1/An toàn` → `An toàn`; two slashes are one that belongs to a name. */
export function lastOf(path: string): string | null {
  const names = path.trim().split(/(?<!\/)\/(?!\/)/);
  const last = names.at(-1)!.replaceAll('//', '/').trim();
  return last === '' || last === 'top' || last.startsWith('$') ? null : last;
}

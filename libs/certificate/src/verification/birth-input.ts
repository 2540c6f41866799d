/**
 * A birth date as people type it: `14/8/1987`, `14-08-1987`, `1987-08-14`, `14081987`, or the year alone.
 * Returns `YYYY-MM-DD` or `YYYY`, null for nothing typed, undefined for what is no date.
 */
export function parseBirth(text: string): string | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  if (/^\d{4}$/.test(typed)) return typed;
  const parts =
    /^(?<day>\d{1,2})[\s./-]+(?<month>\d{1,2})[\s./-]+(?<year>\d{4})$/.exec(typed)?.groups ??
    /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/.exec(typed)?.groups ??
    /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4})$/.exec(typed)?.groups;
  if (!parts) return undefined;
  const day = [parts['year'], parts['month']?.padStart(2, '0'), parts['day']?.padStart(2, '0')].join('-');
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined;
}

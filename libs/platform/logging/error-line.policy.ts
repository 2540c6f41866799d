const UUID = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i;
const QUOTED = /"[^"]*"|'[^']*'|“[^”]*”|`[^`]*`|\([^()]*\)=\([^()]*\)/g;
const ADDRESS = /[^\s@<>]+@[^\s@<>]+/g;
/** Phone numbers, citizen numbers, dates of birth; three figures say nothing about a person. */
const DIGITS = /\d(?:[\s./-]?\d){4,}/g;
const LONGEST = 300;

/**
 * The first line of an error's message for people who operate the platform, with what may be about a person
 * replaced by “…”: quoted values, addresses, long numbers. Ids stay, since they lead to the row.
 */
export function errorLine(error: Error): string {
  const line = (error.message.split('\n')[0] ?? '').trim();
  const shown = line.split(UUID).map((part, index) => (index % 2 ? part : masked(part)));
  return `${codeOf(error)}${shown.join('')}`.slice(0, LONGEST) || error.name;
}

const masked = (text: string): string => text.replace(QUOTED, '…').replace(ADDRESS, '…').replace(DIGITS, '…');

/** A failure that has a code of its own (PostgreSQL, the network) says it first. */
function codeOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code !== error.message ? `${code}: ` : '';
}

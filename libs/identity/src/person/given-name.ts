const collator = new Intl.Collator('vi', { sensitivity: 'variant' });

/** Order of a list of people in Vietnam: by given name, which comes last, then by the rest from the family name on. */
export function compareByGivenName(a: string, b: string): number {
  const [givenA, restA] = parts(a);
  const [givenB, restB] = parts(b);
  return collator.compare(givenA, givenB) || collator.compare(restA, restB);
}

function parts(name: string): [string, string] {
  const words = name.trim().split(/\s+/);
  const given = words.pop() ?? '';
  return [given, words.join(' ')];
}

/** The same order in SQL, for a column holding full names. */
export const byGivenName = (column: string): string =>
  `substring(${column} from '\\S+$') COLLATE "vi-x-icu", ${column} COLLATE "vi-x-icu"`;

/** What is known of somebody's age. Days are `YYYY-MM-DD`. */
export interface Age {
  birthDate: string | null;
  birthYear: number | null;
  targetGroup: string;
}

const OF_AGE = 16;
/** Of a pupil whose birth is not known: until it is. */
const NOT_KNOWN = '9999-12-31';

/**
 * The first day on which a person is surely 16: who was born on 29 February is so on 1 March where the year has no
 * such day; of whom only the year is known, on its last day. Null: nothing is known and the person is no pupil, which
 * counts as grown up; a pupil (`student`) counts as under 16.
 */
export function ofAgeOn({ birthDate, birthYear, targetGroup }: Age): string | null {
  if (birthDate) {
    const [year, month, day] = birthDate.split('-').map(Number) as [number, number, number];
    return new Date(Date.UTC(year + OF_AGE, month - 1, day)).toISOString().slice(0, 10);
  }
  if (birthYear) return `${birthYear + OF_AGE}-12-31`;
  return targetGroup === 'student' ? NOT_KNOWN : null;
}

/** Whether a guardian decides for this person on that day. */
export function isMinor(age: Age, today: string): boolean {
  const day = ofAgeOn(age);
  return day !== null && today < day;
}

/** “Nguyễn Văn An” as “N. V. A.”. */
export const initialsOf = (name: string): string =>
  name
    .normalize('NFC')
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${[...word][0]!.toUpperCase()}.`)
    .join(' ');

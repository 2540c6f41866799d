/** What decides how a person is named to the public. */
export interface NamedPerson {
  fullName: string | null;
  /** The person agreed to be named in full. */
  consented: boolean;
  /** `2010-05-01` or only the year; neither is known of everybody. */
  birthDate: string | null;
  birthYear: number | null;
  targetGroup: string | null;
}

const ADULT = 18;

/**
 * The full name of an adult who agreed to it; else initials and given name. Who is not known to be of age counts as
 * a minor: publishing private information of a child asks for more than the child's own consent.
 */
export function publicName(person: NamedPerson, today: string): string {
  const name = person.fullName?.trim() ?? '';
  return person.consented && isAdult(person, today) ? name : abbreviated(name);
}

/** «Nguyễn Thị Hồng Nhung» → «N. T. H. Nhung». */
export function abbreviated(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const given = words.pop() ?? '';
  return [...words.map((word) => `${[...word][0]?.toLocaleUpperCase('vi')}.`), given].join(' ');
}

function isAdult({ birthDate, birthYear, targetGroup }: NamedPerson, today: string): boolean {
  if (birthDate) return `${Number(birthDate.slice(0, 4)) + ADULT}${birthDate.slice(4)}` <= today;
  // Of the year alone the last day counts.
  if (birthYear) return birthYear + ADULT < Number(today.slice(0, 4));
  return targetGroup === 'official' || targetGroup === 'worker';
}

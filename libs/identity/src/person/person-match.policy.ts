import { cleanText } from '#platform/text';
import type { ChangedField, MatchedBy, PersonChange, PersonFacts, PersonMatch } from './person.js';

/** Somebody who may be the person of a list row. */
export interface Candidate extends Omit<PersonFacts, 'citizenId' | 'unitId' | 'targetGroup'> {
  accountId: string;
  /** {@link nameKey} of the full name. */
  nameKey: string;
  unitId: string | null;
  /** Null: no citizen number known; else whether it is the one of the row. */
  sameCitizenId: boolean | null;
}

export interface RowFacts extends Omit<PersonFacts, 'citizenId' | 'targetGroup'> {
  nameKey: string;
  hasCitizenId: boolean;
}

/**
 * Finds the person of a row among candidates. The citizen number decides when both sides have it; else name and
 * phone, or name, birth and unit. Two people of one name whom nothing tells apart stay two: a candidate is matched
 * on the name alone only when it knows exactly as little as the row. `taken` people already have a row of their own.
 */
export function matchPerson(
  row: RowFacts,
  candidates: readonly Candidate[],
  taken: ReadonlySet<string>,
): PersonMatch {
  const free = candidates.filter((candidate) => !taken.has(candidate.accountId));
  for (const [by, certain, test] of RULES) {
    const hits = free.filter((candidate) => test(row, candidate));
    const hit = hits[0];
    if (!hit || (hits.length > 1 && !certain)) continue;
    return { kind: 'found', accountId: hit.accountId, by, certain, ...differences(row, hit) };
  }
  const namesakes = candidates.filter((each) => sameName(row, each) && each.unitId === row.unitId);
  return { kind: 'new', namesakes: namesakes.map((each) => each.accountId) };
}

type Test = (row: RowFacts, candidate: Candidate) => boolean;

const RULES: [MatchedBy, boolean, Test][] = [
  ['citizen-id', true, (row, candidate) => candidate.sameCitizenId === true && sameName(row, candidate)],
  // One digit typed wrong gives another person's number: a different name is for a human to look at.
  ['citizen-id', false, (_, candidate) => candidate.sameCitizenId === true],
  [
    'phone-and-name',
    true,
    (row, candidate) => compatible(row, candidate) && equal(row.phone, candidate.phone),
  ],
  [
    'name-birth-unit',
    true,
    (row, candidate) =>
      compatible(row, candidate) && candidate.unitId === row.unitId && sameBirth(row, candidate),
  ],
  ['same-facts', true, sameFacts],
  [
    'name-and-birth',
    false,
    (row, candidate) => compatible(row, candidate) && equal(row.birthDate, candidate.birthDate),
  ],
];

/** Same name, and nothing known on both sides contradicts. */
function compatible(row: RowFacts, candidate: Candidate): boolean {
  const contradicts = (a: unknown, b: unknown) => a !== null && b !== null && a !== b;
  return (
    sameName(row, candidate) &&
    !(row.hasCitizenId && candidate.sameCitizenId === false) &&
    !contradicts(row.birthDate, candidate.birthDate) &&
    !contradicts(yearOf(row), yearOf(candidate)) &&
    !contradicts(row.gender, candidate.gender)
  );
}

const equal = <T>(a: T | null, b: T | null): boolean => a !== null && a === b;
const yearOf = ({ birthDate, birthYear }: { birthDate: string | null; birthYear: number | null }) =>
  birthDate ? Number(birthDate.slice(0, 4)) : birthYear;
const sameBirth = (row: RowFacts, candidate: Candidate) =>
  equal(row.birthDate, candidate.birthDate) ||
  ((row.birthDate === null || candidate.birthDate === null) && equal(yearOf(row), yearOf(candidate)));
/** Names are the same whatever their case, their spaces and the form of Unicode. */
export const nameKey = (name: string): string => cleanText(name).toLocaleLowerCase('vi');
const sameName = (row: RowFacts, candidate: Candidate): boolean => row.nameKey === candidate.nameKey;

function sameFacts(row: RowFacts, candidate: Candidate): boolean {
  return (
    compatible(row, candidate) &&
    row.unitId === candidate.unitId &&
    row.hasCitizenId === (candidate.sameCitizenId !== null) &&
    row.phone === candidate.phone &&
    row.birthDate === candidate.birthDate &&
    row.birthYear === candidate.birthYear
  );
}

const COMPARED: ChangedField[] = ['fullName', 'birthDate', 'gender', 'phone', 'email', 'jobTitle', 'unitId'];

function differences(
  row: RowFacts,
  candidate: Candidate,
): { changes: PersonChange[]; additions: ChangedField[] } {
  const changes: PersonChange[] = [];
  const additions: ChangedField[] = [];
  for (const field of COMPARED) {
    const to = row[field];
    const from = candidate[field];
    if (to === null || to === from) continue;
    if (from === null) additions.push(field);
    else changes.push({ field, from, to });
  }
  return { changes, additions };
}

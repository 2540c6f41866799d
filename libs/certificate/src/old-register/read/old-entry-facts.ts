import { type BookFacts, birthText } from '../../certificate/paper-facts.js';
import { canonicalJson } from '../../chain/canonical-json.js';
import { commitText } from '../../chain/commitment.js';

/** One row of an older register, as far as it could be read. Days are `YYYY-MM-DD`. */
export interface OldRow {
  /** Place in the register. */
  number: number;
  /** The highest number the row uses, where its two numbers differ. */
  highest: number;
  serial: string | null;
  entryNumber: string | null;
  name: string;
  /** `YYYY-MM-DD` or `YYYY`. */
  birth: string | null;
  unit: string | null;
  course: string;
  result: string | null;
  issuedOn: string;
}

export interface OldNumbers {
  serial: string | null;
  entryNumber: string | null;
}

/** The facts of an entry in the shape that certificates have them. */
export function factsOf(row: OldRow, issuer: { name: string; superiorName: string | null }): BookFacts {
  return {
    issuer: { name: issuer.name, ...(issuer.superiorName ? { superior: issuer.superiorName } : {}) },
    holder: {
      name: row.name,
      ...(row.birth ? { birth: birthOf(row.birth) } : {}),
      ...(row.unit ? { unit: row.unit } : {}),
    },
    course: { name: row.course },
    study: row.result ? { result: row.result } : {},
    issuedOn: row.issuedOn,
  };
}

const birthOf = (birth: string) => (birth.length === 4 ? { year: Number(birth) } : { date: birth });

/** What the issuing log binds of an entry, hexadecimal; `salt` is 32 bytes in hexadecimal. */
export function commitToOldEntry(
  facts: BookFacts,
  { serial, entryNumber }: OldNumbers,
  salt: string,
): string {
  const said = {
    serial,
    registerNumber: entryNumber,
    holder: facts.holder.name,
    birth: birthText(facts),
    unit: facts.holder.unit ?? null,
    course: facts.course.name,
    result: facts.study.result ?? null,
    issuer: facts.issuer.name,
    issuedOn: facts.issuedOn,
  };
  return commitText(`old-entry\n${canonicalJson(said)}`.normalize('NFC'), salt);
}

import { birthText } from '../certificate/paper-facts.js';
import { initialsOf, ofAgeOn } from '../guardian/minor.policy.js';
import type { OldEntryRecord } from '../old-register/old-entry-records.repository.js';
import type { Verification } from './verification.js';

/** What anybody is told of an entry of an older register: that it stands there, never that the sheet is good. */
export function oldEntryAnswer(
  { facts, status, ...entry }: OldEntryRecord,
  today: string,
): Partial<Verification> {
  const birth = birthText(facts);
  const ofAge = ofAgeOn({
    birthDate: birth?.length === 10 ? birth : null,
    birthYear: birth?.length === 4 ? Number(birth) : null,
    targetGroup: '',
  });
  // No guardian was ever asked about it.
  const hidden = ofAge !== null && today < ofAge;
  return {
    state: status === 'valid' ? 'recorded' : status,
    reason: entry.endReason,
    serial: entry.serial,
    registerNumber: entry.entryNumber,
    name: hidden ? initialsOf(facts.holder.name) : facts.holder.name,
    course: facts.course.name,
    issuer: [facts.issuer.name, facts.issuer.superior].filter(Boolean).join(', '),
    issuedOn: facts.issuedOn,
    endedOn: entry.endedOn,
    replacedBy: entry.replacedBy,
    recordedOn: entry.recordedOn,
  };
}

import type { PersonFacts } from '#identity';
import type { TargetGroup } from '../../classes/training-class.entity.js';
import type { RosterRow } from '../roster/read-roster.js';

/** A row that may be imported, as identity takes a person. Its unit was found, or the row would be rejected. */
export function personFacts(row: RosterRow, targetGroup: TargetGroup): PersonFacts {
  if (!row.unitId) throw new Error(`Row ${row.row} has no unit and cannot be imported`);
  return {
    fullName: row.name,
    birthDate: row.birthDate.date ?? null,
    birthYear: row.birthDate.date === undefined ? (row.birthDate.year ?? null) : null,
    gender: row.gender ?? null,
    citizenId: row.citizenId ?? row.oldIdNumber ?? null,
    phone: row.phone ?? null,
    email: row.email ?? null,
    jobTitle: row.jobTitle ?? null,
    unitId: row.unitId,
    targetGroup,
  };
}

export { UnitDirectory } from './unit-directory.js';
export type { UnitCaution, UnitMatch, UnitRecord } from './unit-record.js';
export { type AdministrativeUnits, type Departments, unitRecordsFromReference } from './unit-reference.js';

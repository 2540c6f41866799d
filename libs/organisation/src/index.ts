export * from './directory/index.js';
export { OrganisationModule } from './organisation.module.js';
export { UnitSeeder } from './seed/unit-seeder.js';
export {
  type FoundUnit,
  isWithin,
  pathLabel,
  type Unit,
  type UnitKind,
  type UnitPeriod,
} from './unit/unit.js';
export { type UnitQuery, Units } from './unit/units.js';

export { Accounts, type NewAccount, type TargetGroup } from './account/accounts.js';
export { normaliseEmail, normalisePhone, normaliseUsername } from './account/identifier.js';
export { UnitAmbiguous, UnitChoice } from './administration/unit-choice.js';
export { DEMO_PASSWORD, DEMO_PEOPLE, type DemoPerson } from './demo/demo-people.js';
export { DemoPeopleSeeder } from './demo/demo-people.seeder.js';
export { IdentityModule } from './identity.module.js';
export {
  newCode as newOneTimeCode,
  parseCode as parseOneTimeCode,
  shownCode,
} from './one-time/one-time-code.js';
export { type IssuedSecret, OneTimeSecrets } from './one-time/one-time-secrets.js';
export { normaliseCitizenId } from './person/citizen-id.js';
export { CitizenNumbers } from './person/citizen-numbers.js';
export { byGivenName, compareByGivenName } from './person/given-name.js';
export { People } from './person/people.js';
export type {
  ChangedField,
  HeldBy,
  MatchedBy,
  Person,
  PersonChange,
  PersonFacts,
  PersonMatch,
} from './person/person.js';
export { type PersonKey, PersonKeys } from './person/person-keys.js';
export { type FoundPerson, PersonSearch } from './person/person-search.js';
export { qrPath, qrPath as svgQr } from './qr/qr-path.js';
export { type OpenSession, Sessions } from './session/sessions.js';

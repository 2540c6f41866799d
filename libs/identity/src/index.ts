export { Accounts, type NewAccount, type TargetGroup } from './account/accounts.js';
export { normaliseEmail, normalisePhone, normaliseUsername } from './account/identifier.js';
export { DEMO_PASSWORD, DEMO_PEOPLE, type DemoPerson } from './demo/demo-people.js';
export { DemoPeopleSeeder } from './demo/demo-people.seeder.js';
export { IdentityModule } from './identity.module.js';
export { type OpenSession, Sessions } from './session/sessions.js';

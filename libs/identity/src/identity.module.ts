import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrganisationModule } from '#organisation';
import { Account } from './account/account.entity.js';
import { Accounts } from './account/accounts.js';
import { AccountAdministration } from './administration/account-administration.js';
import { ActivationSheets } from './administration/activation-sheets.js';
import { AdministrationRepository } from './administration/administration.repository.js';
import { ManagedAccounts } from './administration/managed-accounts.js';
import { PersonCorrection } from './administration/person-correction.js';
import { UnitChoice } from './administration/unit-choice.js';
import { AuditLogRepository } from './audit-log/audit-log.repository.js';
import { DemoPeopleSeeder } from './demo/demo-people.seeder.js';
import { ChoosingPassword } from './one-time/choosing-password.js';
import { CodeTries } from './one-time/code-tries.js';
import { OneTimeSecret } from './one-time/one-time-secret.entity.js';
import { OneTimeSecrets } from './one-time/one-time-secrets.js';
import { Passwords } from './password/passwords.js';
import { CitizenIds } from './person/citizen-id.js';
import { CitizenNumbers } from './person/citizen-numbers.js';
import { People } from './person/people.js';
import { PersonRepository } from './person/person.repository.js';
import { PersonChanges } from './person/person-changes.js';
import { PersonCreation } from './person/person-creation.js';
import { PersonKeys } from './person/person-keys.js';
import { PersonSearch } from './person/person-search.js';
import { PersonState } from './person/person-state.js';
import { ReturnedChanges } from './person/returned-changes.js';
import { OwnPassword } from './profile/own-password.js';
import { ProfileRepository } from './profile/profile.repository.js';
import { RoleGrant } from './role/role-grant.entity.js';
import { CodeCheck } from './second-factor/code-check.js';
import { PendingSignIns } from './second-factor/pending-sign-ins.js';
import { RecoveryCodes } from './second-factor/recovery-codes.js';
import { SecondFactors } from './second-factor/second-factors.js';
import { Sessions } from './session/sessions.js';
import { SignIn } from './sign-in/sign-in.js';
import { Throttle } from './throttle/throttle.js';

/** Services of this context, without pages or jobs. */
@Module({
  imports: [TypeOrmModule.forFeature([Account, RoleGrant, OneTimeSecret]), OrganisationModule],
  providers: [
    AccountAdministration,
    Accounts,
    ActivationSheets,
    AdministrationRepository,
    AuditLogRepository,
    ChoosingPassword,
    CitizenIds,
    CitizenNumbers,
    CodeCheck,
    CodeTries,
    DemoPeopleSeeder,
    ManagedAccounts,
    OneTimeSecrets,
    OwnPassword,
    Passwords,
    PendingSignIns,
    People,
    PersonChanges,
    PersonCorrection,
    PersonCreation,
    PersonKeys,
    PersonRepository,
    PersonState,
    PersonSearch,
    ProfileRepository,
    RecoveryCodes,
    ReturnedChanges,
    SecondFactors,
    Sessions,
    SignIn,
    Throttle,
    UnitChoice,
  ],
  exports: [
    AccountAdministration,
    Accounts,
    ActivationSheets,
    AdministrationRepository,
    AuditLogRepository,
    ChoosingPassword,
    CitizenNumbers,
    DemoPeopleSeeder,
    CodeCheck,
    CodeTries,
    ManagedAccounts,
    OneTimeSecrets,
    OwnPassword,
    PendingSignIns,
    People,
    PersonCorrection,
    PersonKeys,
    PersonSearch,
    ProfileRepository,
    SecondFactors,
    Sessions,
    SignIn,
    UnitChoice,
  ],
})
export class IdentityModule {}

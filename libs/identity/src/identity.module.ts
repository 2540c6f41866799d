import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrganisationModule } from '#organisation';
import { Account } from './account/account.entity.js';
import { Accounts } from './account/accounts.js';
import { DemoPeopleSeeder } from './demo/demo-people.seeder.js';
import { Passwords } from './password/passwords.js';
import { CitizenIds } from './person/citizen-id.js';
import { People } from './person/people.js';
import { PersonRepository } from './person/person.repository.js';
import { PersonChanges } from './person/person-changes.js';
import { PersonCreation } from './person/person-creation.js';
import { RoleGrant } from './role/role-grant.entity.js';
import { Sessions } from './session/sessions.js';
import { SignIn } from './sign-in/sign-in.js';
import { Throttle } from './throttle/throttle.js';

/** Services of this context, without pages or jobs. */
@Module({
  imports: [TypeOrmModule.forFeature([Account, RoleGrant]), OrganisationModule],
  providers: [
    Accounts,
    CitizenIds,
    DemoPeopleSeeder,
    Passwords,
    People,
    PersonChanges,
    PersonCreation,
    PersonRepository,
    Sessions,
    SignIn,
    Throttle,
  ],
  exports: [Accounts, Passwords, People, Sessions, SignIn, DemoPeopleSeeder],
})
export class IdentityModule {}

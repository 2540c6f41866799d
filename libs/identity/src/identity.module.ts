import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrganisationModule } from '#organisation';
import { Account } from './account/account.entity.js';
import { Accounts } from './account/accounts.js';
import { DemoPeopleSeeder } from './demo/demo-people.seeder.js';
import { Passwords } from './password/passwords.js';
import { RoleGrant } from './role/role-grant.entity.js';
import { Sessions } from './session/sessions.js';
import { SignIn } from './sign-in/sign-in.js';
import { Throttle } from './throttle/throttle.js';

/** Services of this context, without pages or jobs. */
@Module({
  imports: [TypeOrmModule.forFeature([Account, RoleGrant]), OrganisationModule],
  providers: [Accounts, Passwords, Sessions, SignIn, Throttle, DemoPeopleSeeder],
  exports: [Accounts, Passwords, Sessions, SignIn, DemoPeopleSeeder],
})
export class IdentityModule {}

import { Global, Module } from '@nestjs/common';
import { ACTOR_RESOLVER, registerNavigation } from '#platform/http';
import { AccountController } from './administration/account.controller.js';
import { AccountsController } from './administration/accounts.controller.js';
import { CodesController } from './administration/codes.controller.js';
import { AdministrationHubController } from './administration/hub.controller.js';
import { PersonController } from './administration/person.controller.js';
import { AuditLogController } from './audit-log/audit-log.controller.js';
import { DemoDoorController } from './demo/demo-door.controller.js';
import { IdentityModule } from './identity.module.js';
import { OneTimeController } from './one-time/one-time.controller.js';
import { ProfileController } from './profile/profile.controller.js';
import { ACCOUNT_ADMINS } from './role/granting.policy.js';
import { SecondFactorController } from './second-factor/second-factor.controller.js';
import { Sessions } from './session/sessions.js';
import { CodeStepController } from './sign-in/code-step.controller.js';
import { Entrance } from './sign-in/entrance.js';
import { SignInController } from './sign-in/sign-in.controller.js';

registerNavigation(
  {
    href: '/admin/accounts',
    label: 'identity.nav.accounts',
    note: 'identity.nav.accounts-note',
    icon: 'users',
    order: 70,
    roles: [...ACCOUNT_ADMINS],
    landing: ['system-admin'],
  },
  {
    href: '/admin/audit',
    label: 'identity.nav.audit',
    note: 'identity.nav.audit-note',
    icon: 'scroll-text',
    order: 90,
    roles: ['auditor', 'system-admin'],
  },
);

/** Tells the guard of every request who is behind its session. */
@Global()
@Module({
  imports: [IdentityModule],
  providers: [{ provide: ACTOR_RESOLVER, useExisting: Sessions }],
  exports: [ACTOR_RESOLVER],
})
class ActorModule {}

/** The one-click door: composed in demo mode only, so that elsewhere its address does not exist. */
@Module({ imports: [IdentityModule], controllers: [DemoDoorController], providers: [Entrance] })
export class DemoDoorModule {}

/** Pages and API of this context. */
@Module({
  imports: [IdentityModule, ActorModule],
  controllers: [
    SignInController,
    CodeStepController,
    SecondFactorController,
    OneTimeController,
    CodesController,
    AccountsController,
    AccountController,
    PersonController,
    AdministrationHubController,
    AuditLogController,
    ProfileController,
  ],
  providers: [Entrance],
})
export class IdentityWebModule {}

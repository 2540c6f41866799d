import { Global, Module } from '@nestjs/common';
import { ACTOR_RESOLVER } from '#platform/http';
import { DemoDoorController } from './demo/demo-door.controller.js';
import { IdentityModule } from './identity.module.js';
import { Sessions } from './session/sessions.js';
import { SignInController } from './sign-in/sign-in.controller.js';

/** Tells the guard of every request who is behind its session. */
@Global()
@Module({
  imports: [IdentityModule],
  providers: [{ provide: ACTOR_RESOLVER, useExisting: Sessions }],
  exports: [ACTOR_RESOLVER],
})
class ActorModule {}

/** The one-click door: composed in demo mode only, so that elsewhere its address does not exist. */
@Module({ imports: [IdentityModule], controllers: [DemoDoorController] })
export class DemoDoorModule {}

/** Pages and API of this context. */
@Module({ imports: [IdentityModule, ActorModule], controllers: [SignInController] })
export class IdentityWebModule {}

import { Module } from '@nestjs/common';
import { IdentityModule } from './identity.module.js';

/** Pages and API of this context. */
@Module({ imports: [IdentityModule] })
export class IdentityWebModule {}

import { Module } from '@nestjs/common';
import { IdentityModule } from './identity.module.js';

/** Job handlers and sweeps of this context. */
@Module({ imports: [IdentityModule] })
export class IdentityWorkerModule {}

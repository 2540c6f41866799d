import { Module } from '@nestjs/common';
import { ForgetOld } from './housekeeping/forget-old.sweep.js';
import { IdentityModule } from './identity.module.js';

/** Job handlers and sweeps of this context. */
@Module({ imports: [IdentityModule], providers: [ForgetOld], exports: [ForgetOld] })
export class IdentityWorkerModule {}

import { Module } from '@nestjs/common';
import { OrganisationModule } from './organisation.module.js';

/** Job handlers and sweeps of this context. */
@Module({ imports: [OrganisationModule] })
export class OrganisationWorkerModule {}

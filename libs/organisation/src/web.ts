import { Module } from '@nestjs/common';
import { OrganisationModule } from './organisation.module.js';

/** Pages and API of this context. */
@Module({ imports: [OrganisationModule] })
export class OrganisationWebModule {}

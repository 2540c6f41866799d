import { Module } from '@nestjs/common';
import { CompetencyModule } from './competency.module.js';

/** Pages and API of this context. */
@Module({ imports: [CompetencyModule] })
export class CompetencyWebModule {}

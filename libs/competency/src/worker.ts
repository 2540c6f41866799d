import { Module } from '@nestjs/common';
import { CompetencyModule } from './competency.module.js';

/** Job handlers and sweeps of this context. */
@Module({ imports: [CompetencyModule] })
export class CompetencyWorkerModule {}

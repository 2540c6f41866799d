import { Module } from '@nestjs/common';
import { AssessmentModule } from './assessment.module.js';

/** Job handlers and sweeps of this context. */
@Module({ imports: [AssessmentModule] })
export class AssessmentWorkerModule {}

import { Module } from '@nestjs/common';
import { AssessmentModule } from './assessment.module.js';

/** Pages and API of this context. */
@Module({ imports: [AssessmentModule] })
export class AssessmentWebModule {}

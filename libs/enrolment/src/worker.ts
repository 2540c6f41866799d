import { Module } from '@nestjs/common';
import { EnrolmentModule } from './enrolment.module.js';

/** Job handlers and sweeps of this context. */
@Module({ imports: [EnrolmentModule] })
export class EnrolmentWorkerModule {}

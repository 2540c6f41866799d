import { Module } from '@nestjs/common';
import { EnrolmentModule } from './enrolment.module.js';
import { CountGrades, RepairGrades } from './progress/count-grades.job.js';

/** Job handlers and sweeps of this context. */
@Module({ imports: [EnrolmentModule], providers: [CountGrades, RepairGrades] })
export class EnrolmentWorkerModule {}

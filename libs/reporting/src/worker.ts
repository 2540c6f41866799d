import { Module } from '@nestjs/common';
import { ReportingModule } from './reporting.module.js';
import { RecountEnrolmentsJob, RollupSweep } from './rollup/recount.job.js';

/** Job handlers and sweeps of this context. */
@Module({ imports: [ReportingModule], providers: [RecountEnrolmentsJob, RollupSweep] })
export class ReportingWorkerModule {}

import { Module } from '@nestjs/common';
import { ReportingModule } from './reporting.module.js';

/** Job handlers and sweeps of this context. */
@Module({ imports: [ReportingModule] })
export class ReportingWorkerModule {}

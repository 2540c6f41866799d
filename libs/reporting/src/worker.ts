import { Module } from '@nestjs/common';
import { CountExamsJob, ExamSweep } from './exams/count-exams.job.js';
import { ExportExamTask } from './exams/exam-export.task.js';
import { ExpiredExports } from './export/expired-exports.sweep.js';
import { ExportClassTask } from './export/export.task.js';
import { ExportRegradeTask } from './regrade/regrade-export.task.js';
import { ReportingModule } from './reporting.module.js';
import { RecountEnrolmentsJob, RollupSweep } from './rollup/recount.job.js';

/** Job handlers, tasks and sweeps of this context. */
@Module({
  imports: [ReportingModule],
  providers: [
    RecountEnrolmentsJob,
    RollupSweep,
    ExportClassTask,
    ExpiredExports,
    CountExamsJob,
    ExamSweep,
    ExportExamTask,
    ExportRegradeTask,
  ],
})
export class ReportingWorkerModule {}

import { type DynamicModule, Module } from '@nestjs/common';
import { AssessmentWorkerModule } from '#assessment/worker';
import { CertificateWorkerModule } from '#certificate/worker';
import { CompetencyWorkerModule } from '#competency/worker';
import { ContestWorkerModule } from '#contest/worker';
import { CourseWorkerModule } from '#course/worker';
import { EnrolmentWorkerModule } from '#enrolment/worker';
import { IdentityWorkerModule } from '#identity/worker';
import { MasteryWorkerModule } from '#mastery/worker';
import { OrganisationWorkerModule } from '#organisation/worker';
import type { Config } from '#platform/config';
import { CoreModule } from '#platform/core';
import { DeadLettersWorkerModule } from '#platform/dead-letters';
import { JobWorkersModule } from '#platform/jobs';
import type { Logger } from '#platform/logging';
import { MetricsModule } from '#platform/metrics';
import { TasksWorkerModule } from '#platform/tasks';
import { RecognitionWorkerModule } from '#recognition/worker';
import { ReportingWorkerModule } from '#reporting/worker';

@Module({})
export class WorkerModule {
  static with(config: Config, logger: Logger): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        CoreModule.forProcess('hocvuso-worker', config, logger),
        MetricsModule,
        JobWorkersModule,
        TasksWorkerModule,
        DeadLettersWorkerModule,
        OrganisationWorkerModule,
        IdentityWorkerModule,
        CompetencyWorkerModule,
        AssessmentWorkerModule,
        CourseWorkerModule,
        EnrolmentWorkerModule,
        MasteryWorkerModule,
        ContestWorkerModule,
        CertificateWorkerModule,
        RecognitionWorkerModule,
        ReportingWorkerModule,
      ],
    };
  }
}

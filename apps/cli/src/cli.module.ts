import { type DynamicModule, Module } from '@nestjs/common';
import { AssessmentModule } from '#assessment';
import { AssessmentWorkerModule } from '#assessment/worker';
import { CertificateModule } from '#certificate';
import { CertificateWorkerModule } from '#certificate/worker';
import { CompetencyModule } from '#competency';
import { ContestModule } from '#contest';
import { CourseModule } from '#course';
import { EnrolmentModule } from '#enrolment';
import { EnrolmentWorkerModule } from '#enrolment/worker';
import { IdentityModule } from '#identity';
import { MasteryModule } from '#mastery';
import { OrganisationModule } from '#organisation';
import type { Config } from '#platform/config';
import { CoreModule } from '#platform/core';
import type { Logger } from '#platform/logging';
import { TasksWorkerModule } from '#platform/tasks';
import { RecognitionModule } from '#recognition';
import { ReportingModule } from '#reporting';

@Module({})
export class CliModule {
  static with(config: Config, logger: Logger): DynamicModule {
    return {
      module: CliModule,
      imports: [
        CoreModule.forProcess('hocvuso-cli', config, logger),
        OrganisationModule,
        IdentityModule,
        CompetencyModule,
        AssessmentModule,
        AssessmentWorkerModule,
        CourseModule,
        // Commands run long work themselves: they must not depend on a worker being up.
        TasksWorkerModule,
        EnrolmentModule,
        MasteryModule,
        ContestModule,
        EnrolmentWorkerModule,
        CertificateModule,
        CertificateWorkerModule,
        RecognitionModule,
        ReportingModule,
      ],
    };
  }
}

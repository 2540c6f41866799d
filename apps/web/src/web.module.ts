import { type DynamicModule, Module } from '@nestjs/common';
import { AssessmentWebModule } from '#assessment/web';
import { CertificateWebModule } from '#certificate/web';
import { CompetencyWebModule } from '#competency/web';
import { ContestWebModule } from '#contest/web';
import { CourseWebModule } from '#course/web';
import { EnrolmentWebModule } from '#enrolment/web';
import { DemoDoorModule, IdentityWebModule } from '#identity/web';
import { MasteryWebModule } from '#mastery/web';
import { OrganisationWebModule } from '#organisation/web';
import type { Config } from '#platform/config';
import { CoreModule } from '#platform/core';
import { DeadLettersWebModule } from '#platform/dead-letters';
import { HttpModule } from '#platform/http';
import type { Logger } from '#platform/logging';
import { TasksWebModule } from '#platform/tasks';
import { RecognitionWebModule } from '#recognition/web';
import { ReportingWebModule } from '#reporting/web';

@Module({})
export class WebModule {
  static with(config: Config, logger: Logger): DynamicModule {
    return {
      module: WebModule,
      imports: [
        CoreModule.forProcess('hocvuso-web', config, logger),
        HttpModule,
        TasksWebModule,
        DeadLettersWebModule,
        OrganisationWebModule,
        IdentityWebModule,
        CompetencyWebModule,
        AssessmentWebModule,
        CourseWebModule,
        EnrolmentWebModule,
        MasteryWebModule,
        ContestWebModule,
        CertificateWebModule,
        RecognitionWebModule,
        ReportingWebModule,
        ...(config.demo ? [DemoDoorModule] : []),
      ],
    };
  }
}

import { Global, Module } from '@nestjs/common';
import { AssessmentModule, REGRADE_LIST, type RegradeList } from '#assessment';
import { CompetencyModule } from '#competency';
import { CourseModule } from '#course';
import { EnrolmentModule } from '#enrolment';
import { OrganisationModule } from '#organisation';
import { registerNavigation } from '#platform/http';
import { ExamExportController } from './exams/exam-export.controller.js';
import { ExamPeopleController } from './exams/exam-people.controller.js';
import { ExamPersonController } from './exams/exam-person.controller.js';
import { ExamsController } from './exams/exams.controller.js';
import { ExportController } from './export/export.controller.js';
import { RunningExport } from './export/running-export.js';
import { Front } from './home/front.js';
import { FrontHtml } from './home/front-html.js';
import { HomeController } from './home/home.controller.js';
import { PublicFiguresRepository } from './home/public-figures.repository.js';
import { OverviewController } from './overview/overview.controller.js';
import { PeopleController } from './people/people.controller.js';
import { RegradeExportController } from './regrade/regrade-export.controller.js';
import { ReportingModule } from './reporting.module.js';
import { REPORT_ROLES } from './scope/report-scope.js';
import { TargetFiguresRepository } from './targets/target-figures.repository.js';
import { TargetsReportController } from './targets/targets.controller.js';
import { UnitPageController } from './unit-page/unit-page.controller.js';

registerNavigation({
  ...{ href: '/reports', label: 'reporting.nav', order: 50, roles: [...REPORT_ROLES] },
  landing: ['unit-manager', 'programme-admin', 'auditor'],
});

/** The pages of regrades lie below this context and ask by this token where their list of people is exported. */
@Global()
@Module({
  providers: [
    {
      provide: REGRADE_LIST,
      useValue: { exportsOf: (id) => `/reports/regrades/${id}/exports` } satisfies RegradeList,
    },
  ],
  exports: [REGRADE_LIST],
})
class RegradeListModule {}

/** Pages and API of this context. */
@Module({
  imports: [
    ReportingModule,
    CourseModule,
    EnrolmentModule,
    OrganisationModule,
    AssessmentModule,
    CompetencyModule,
    RegradeListModule,
  ],
  // Fixed addresses before those with a parameter.
  controllers: [
    HomeController,
    ExportController,
    PeopleController,
    UnitPageController,
    TargetsReportController,
    ExamsController,
    ExamPeopleController,
    ExamPersonController,
    ExamExportController,
    RegradeExportController,
    OverviewController,
  ],
  providers: [RunningExport, Front, FrontHtml, PublicFiguresRepository, TargetFiguresRepository],
})
export class ReportingWebModule {}

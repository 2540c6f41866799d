import { Module } from '@nestjs/common';
import { CourseModule } from '#course';
import { EnrolmentModule } from '#enrolment';
import { registerNavigation } from '#platform/http';
import { ExportController } from './export/export.controller.js';
import { RunningExport } from './export/running-export.js';
import { Front } from './home/front.js';
import { FrontHtml } from './home/front-html.js';
import { HomeController } from './home/home.controller.js';
import { PublicFiguresRepository } from './home/public-figures.repository.js';
import { OverviewController } from './overview/overview.controller.js';
import { PeopleController } from './people/people.controller.js';
import { ReportingModule } from './reporting.module.js';
import { REPORT_ROLES } from './scope/report-scope.js';
import { TargetFiguresRepository } from './targets/target-figures.repository.js';
import { TargetsReportController } from './targets/targets.controller.js';
import { UnitPageController } from './unit-page/unit-page.controller.js';

registerNavigation({
  ...{ href: '/reports', label: 'reporting.nav', order: 50, roles: [...REPORT_ROLES] },
  landing: ['unit-manager', 'programme-admin', 'auditor'],
});

/** Pages and API of this context. */
@Module({
  imports: [ReportingModule, CourseModule, EnrolmentModule],
  // Fixed addresses before those with a parameter.
  controllers: [
    HomeController,
    ExportController,
    PeopleController,
    UnitPageController,
    TargetsReportController,
    OverviewController,
  ],
  providers: [RunningExport, Front, FrontHtml, PublicFiguresRepository, TargetFiguresRepository],
})
export class ReportingWebModule {}

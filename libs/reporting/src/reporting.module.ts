import { Module } from '@nestjs/common';
import { AssessmentModule } from '#assessment';
import { EnrolmentModule } from '#enrolment';
import { OrganisationModule } from '#organisation';
import { ExamExport } from './exams/exam-export.js';
import { ExamFiguresRepository } from './exams/exam-figures.repository.js';
import { ExamPeopleRepository } from './exams/exam-people.repository.js';
import { ExamRebuild } from './exams/exam-rebuild.js';
import { ExamRequests } from './exams/exam-requests.js';
import { ExamRows } from './exams/exam-rows.repository.js';
import { ExamTallies } from './exams/exam-tallies.js';
import { OperatorExamResults } from './exams/operator-exam-results.js';
import { ClassExport } from './export/class-export.js';
import { OperatorExport } from './export/operator-export.js';
import { FiguresRepository } from './overview/figures.repository.js';
import { Overviews } from './overview/overviews.js';
import { PeopleRepository } from './people/people.repository.js';
import { RegradeExport } from './regrade/regrade-export.js';
import { RollupRebuild } from './rollup/rollup-rebuild.js';
import { Rollups } from './rollup/rollups.js';
import { ReportClasses } from './scope/report-classes.js';
import { ReportRequests } from './scope/report-request.js';
import { ReportScopes } from './scope/report-scope.js';
import { UnitPages } from './unit-page/unit-pages.js';
import { UnitPeopleRepository } from './unit-page/unit-people.repository.js';

const services = [
  Rollups,
  RollupRebuild,
  ReportScopes,
  ReportClasses,
  ReportRequests,
  FiguresRepository,
  Overviews,
  PeopleRepository,
  UnitPages,
  UnitPeopleRepository,
  ClassExport,
  OperatorExport,
  ExamRows,
  ExamTallies,
  ExamRebuild,
  ExamFiguresRepository,
  ExamPeopleRepository,
  ExamRequests,
  ExamExport,
  OperatorExamResults,
  RegradeExport,
];

/** Services of this context, without pages or jobs. */
@Module({
  imports: [EnrolmentModule, OrganisationModule, AssessmentModule],
  providers: services,
  exports: services,
})
export class ReportingModule {}

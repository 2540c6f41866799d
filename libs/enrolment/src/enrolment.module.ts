import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AssessmentModule } from '#assessment';
import { CompetencyModule } from '#competency';
import { CourseModule } from '#course';
import { IdentityModule } from '#identity';
import { OrganisationModule } from '#organisation';
import { ClassStarts } from './class-start/class-starts.js';
import { Preparations } from './class-start/preparations.js';
import { ClassScope } from './classes/class-scope.js';
import { Classes } from './classes/classes.js';
import { TrainingClass } from './classes/training-class.entity.js';
import { CompletionLosses } from './enrolment/completion-losses.repository.js';
import { Enrolment } from './enrolment/enrolment.entity.js';
import { EnrolmentChanges } from './enrolment/enrolment-changes.js';
import { EnrolmentRows } from './enrolment/enrolment-rows.js';
import { Enrolments } from './enrolment/enrolments.js';
import { CourseSheets } from './learning/course-sheets.js';
import { Learning } from './learning/learning.js';
import { MyEnrolments } from './learning/my-enrolments.js';
import { RosterImportRepository } from './nomination/import/roster-import.repository.js';
import { RosterImports } from './nomination/import/roster-imports.js';
import { Programme } from './programmes/programme.entity.js';
import { ProgrammeScope } from './programmes/programme-scope.js';
import { GradeCounting } from './progress/grade-counting.js';
import { Progress } from './progress/progress.js';
import { ReleaseRulesOfClasses } from './release/release-rules.js';
import { CountedResults } from './retakes/counted-results.js';
import { RetakePolicies } from './retakes/retake-policies.js';
import { EnrolmentSeeder } from './seed/enrolment-seeder.js';
import { Targets } from './targets/targets.js';

const services = [
  Classes,
  ClassScope,
  ProgrammeScope,
  Targets,
  Enrolments,
  EnrolmentChanges,
  CompletionLosses,
  CourseSheets,
  MyEnrolments,
  Learning,
  Progress,
  GradeCounting,
  CountedResults,
  RetakePolicies,
  ReleaseRulesOfClasses,
  ClassStarts,
  Preparations,
  EnrolmentSeeder,
  RosterImports,
  RosterImportRepository,
];

/** Pages and jobs of this context use them too. */
const below = [OrganisationModule, IdentityModule, CompetencyModule, AssessmentModule, CourseModule];

/** Services of this context, without pages or jobs. */
@Module({
  imports: [TypeOrmModule.forFeature([Programme, TrainingClass, Enrolment]), ...below],
  providers: [...services, EnrolmentRows],
  exports: [...services, ...below],
})
export class EnrolmentModule {}

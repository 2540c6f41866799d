import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AssessmentModule } from '#assessment';
import { CompetencyModule } from '#competency';
import { CourseModule } from '#course';
import { IdentityModule } from '#identity';
import { OrganisationModule } from '#organisation';
import { Classes } from './classes/classes.js';
import { Programme } from './classes/programme.entity.js';
import { TrainingClass } from './classes/training-class.entity.js';
import { Enrolment } from './enrolment/enrolment.entity.js';
import { EnrolmentRows } from './enrolment/enrolment-rows.js';
import { Enrolments } from './enrolment/enrolments.js';
import { EnrolmentSeeder } from './seed/enrolment-seeder.js';

/** Services of this context, without pages or jobs. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Programme, TrainingClass, Enrolment]),
    OrganisationModule,
    IdentityModule,
    CompetencyModule,
    AssessmentModule,
    CourseModule,
  ],
  providers: [Classes, Enrolments, EnrolmentRows, EnrolmentSeeder],
  exports: [Classes, Enrolments, EnrolmentSeeder],
})
export class EnrolmentModule {}

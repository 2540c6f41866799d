import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AssessmentModule } from '#assessment';
import { CompetencyModule } from '#competency';
import { CourseCatalogue } from './catalogue/course-catalogue.js';
import { SkillMappings } from './mapping/skill-mappings.js';
import { Media } from './media/media.entity.js';
import { MediaLibrary } from './media/media-library.js';
import { CourseReader } from './reading/course-reader.js';
import { CourseSeeder } from './seed/course-seeder.js';
import { SeedBuilder } from './seed/seed-builder.js';
import { Block } from './version/block.entity.js';
import { Course } from './version/course.entity.js';
import { CourseRepository } from './version/course.repository.js';
import { CourseVersion } from './version/course-version.entity.js';
import { Lesson } from './version/lesson.entity.js';
import { Publisher } from './version/publisher.js';
import { Section } from './version/section.entity.js';

/** Services of this context, without pages or jobs. */
@Module({
  imports: [
    AssessmentModule,
    CompetencyModule,
    TypeOrmModule.forFeature([Course, CourseVersion, Section, Lesson, Block, Media]),
  ],
  providers: [
    CourseRepository,
    CourseReader,
    CourseCatalogue,
    MediaLibrary,
    Publisher,
    SeedBuilder,
    CourseSeeder,
    SkillMappings,
  ],
  exports: [CourseReader, CourseCatalogue, CourseSeeder, CourseRepository, Publisher, MediaLibrary],
})
export class CourseModule {}

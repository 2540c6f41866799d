import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Media } from './media/media.entity.js';
import { CourseReader } from './reading/course-reader.js';
import { Block } from './version/block.entity.js';
import { Course } from './version/course.entity.js';
import { CourseRepository } from './version/course.repository.js';
import { CourseVersion } from './version/course-version.entity.js';
import { Lesson } from './version/lesson.entity.js';
import { Section } from './version/section.entity.js';

/** Services of this context, without pages or jobs. */
@Module({
  imports: [TypeOrmModule.forFeature([Course, CourseVersion, Section, Lesson, Block, Media])],
  providers: [CourseRepository, CourseReader],
  exports: [CourseReader],
})
export class CourseModule {}

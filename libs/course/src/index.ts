export type { CatalogueQuery } from './catalogue/catalogue.input.js';
export { type CatalogueEntry, type CatalogueResult, CourseCatalogue } from './catalogue/course-catalogue.js';
export { CourseModule } from './course.module.js';
export { CourseReader } from './reading/course-reader.js';
export type {
  CourseFacts,
  LessonLink,
  Outline,
  OutlineLesson,
  OutlineSection,
  RenderedLesson,
} from './reading/course-reading.js';
export { CourseSeeder, type SeedOutcome } from './seed/course-seeder.js';
export { SeedInvalid } from './seed/seed-course.js';
export { AUDIENCES, type Audience, type Skill, type Source } from './version/course-facts.js';

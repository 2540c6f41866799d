import { Module } from '@nestjs/common';
import { AssessmentModule } from '#assessment';
import { CompetencyModule } from '#competency';
import { IdentityModule } from '#identity';
import { CourseModule } from '../course.module.js';
import { ActivitiesController } from './activity/activities.controller.js';
import { CourseList } from './course/course-list.js';
import { CoursesController } from './course/courses.controller.js';
import { DetailsController } from './course/details.controller.js';
import { NewCourses } from './course/new-courses.js';
import { SkillChoices } from './course/skill-choices.js';
import { AuthorScope } from './draft/author-scope.js';
import { DraftsController } from './draft/drafts.controller.js';
import { Drafts } from './draft/drafts.js';
import { BlocksController } from './lesson/blocks.controller.js';
import { LessonController } from './lesson/lesson.controller.js';
import { LessonEditor } from './lesson/lesson-editor.js';
import { BuilderController } from './outline/builder.controller.js';
import { LessonsController } from './outline/lessons.controller.js';
import { SectionsController } from './outline/sections.controller.js';
import { PreviewController } from './preview/preview.controller.js';
import { ArchiveController } from './publication/archive.controller.js';
import { Archive } from './publication/archive.js';
import { PublicationController } from './publication/publication.controller.js';
import { Publications } from './publication/publications.js';
import { VersionsController } from './publication/versions.controller.js';
import { QuizController } from './quiz/quiz.controller.js';
import { QuizChoices } from './quiz/quiz-choices.js';
import { QuizSectionsController } from './quiz-section/quiz-sections.controller.js';
import { QuizSections } from './quiz-section/quiz-sections.js';

/** The pages on which authors write courses. */
@Module({
  imports: [AssessmentModule, CompetencyModule, IdentityModule, CourseModule],
  controllers: [
    CoursesController,
    BuilderController,
    DetailsController,
    SectionsController,
    LessonsController,
    LessonController,
    BlocksController,
    QuizController,
    QuizSectionsController,
    ActivitiesController,
    PreviewController,
    PublicationController,
    VersionsController,
    ArchiveController,
    DraftsController,
  ],
  providers: [
    Archive,
    AuthorScope,
    CourseList,
    Drafts,
    LessonEditor,
    NewCourses,
    Publications,
    QuizChoices,
    QuizSections,
    SkillChoices,
  ],
})
export class AuthoringModule {}

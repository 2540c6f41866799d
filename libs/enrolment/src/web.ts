import { Global, Module } from '@nestjs/common';
import { AssessmentModule, ATTEMPT_HOLDERS, LEARNING_GUIDE } from '#assessment';
import { CompetencyModule } from '#competency';
import { CourseModule } from '#course';
import { IdentityModule } from '#identity';
import { OrganisationModule } from '#organisation';
import { registerNavigation } from '#platform/http';
import { ActivitiesController } from './activities/activities.controller.js';
import { MyEnrolmentsController } from './api/my-enrolments.controller.js';
import { ClassStartController } from './class-start/start.controller.js';
import { WaitingRoomController } from './class-start/waiting-room.controller.js';
import { ClassChoices } from './classes/class-choices.js';
import { ClassDesk } from './classes/class-desk.js';
import { ClassEditingController } from './classes/class-editing.controller.js';
import { ClassesController } from './classes/classes.controller.js';
import { NewClassController } from './classes/new-class.controller.js';
import { SEES } from './classes/plan-rows.js';
import { CoursePageController } from './course-page/course-page.controller.js';
import { CoursePageHtml } from './course-page/course-page-html.js';
import { CoursePages } from './course-page/course-pages.js';
import { Openings } from './course-page/openings.js';
import { SelfEnrolment } from './course-page/self-enrolment.js';
import { EnrolmentModule } from './enrolment.module.js';
import { EnrolmentHolders } from './examination/attempt-holders.js';
import { Examinations } from './examination/examinations.js';
import { ActForms } from './invigilation/act-forms.js';
import { ExamRooms, INVIGILATES } from './invigilation/exam-rooms.js';
import { GroupActsController } from './invigilation/group-acts.controller.js';
import { GroupGrants } from './invigilation/group-grants.js';
import { RoomsController } from './invigilation/rooms.controller.js';
import { SitterController } from './invigilation/sitter.controller.js';
import { SitterActsController } from './invigilation/sitter-acts.controller.js';
import { SitterFinder } from './invigilation/sitter-finder.js';
import { Sitters } from './invigilation/sitters.js';
import { LearningController } from './learning/learning.controller.js';
import { EnrolmentGuide } from './learning/learning-guide.js';
import { LessonPageController } from './lesson-page/lesson-page.controller.js';
import { MembersController } from './members/members.controller.js';
import { MembersRepository } from './members/members.repository.js';
import { Membership } from './members/membership.js';
import { LearnerProfiles } from './my-learning/learner-profile.js';
import { MyLearningController } from './my-learning/my-learning.controller.js';
import { PendingChanges } from './nomination/apply/pending-changes.js';
import { ImportController } from './nomination/import/import.controller.js';
import { Provinces } from './nomination/import/provinces.js';
import { ProgrammeClosureController } from './programmes/programme-closure.controller.js';
import { ProgrammesController } from './programmes/programmes.controller.js';
import { Programmes } from './programmes/programmes.js';
import { ReleaseController } from './release/release.controller.js';
import { RetakesController } from './retakes/retakes.controller.js';
import { TargetsController } from './targets/targets.controller.js';

registerNavigation({
  href: '/my-learning',
  label: 'enrolment.my-learning',
  group: 'nav.learning',
  order: 10,
  roles: ['learner'],
  landing: ['learner'],
});

/** The pages of examinations lie below this context and ask for their surroundings by this token. */
@Global()
@Module({
  imports: [EnrolmentModule, IdentityModule, OrganisationModule],
  providers: [
    { provide: LEARNING_GUIDE, useClass: EnrolmentGuide },
    { provide: ATTEMPT_HOLDERS, useClass: EnrolmentHolders },
  ],
  exports: [LEARNING_GUIDE, ATTEMPT_HOLDERS],
})
class LearningGuideModule {}

registerNavigation(
  { href: '/programmes', label: 'programmes.title', group: 'nav.training', order: 19, roles: [...SEES] },
  { href: '/classes', label: 'classes.title', group: 'nav.training', order: 20, roles: [...SEES] },
  {
    href: '/invigilation',
    label: 'invigilation.nav',
    group: 'nav.training',
    order: 21,
    roles: [...INVIGILATES],
    landing: ['invigilator'],
  },
);

/** Pages and API of this context. */
@Module({
  imports: [
    EnrolmentModule,
    LearningGuideModule,
    OrganisationModule,
    CompetencyModule,
    AssessmentModule,
    CourseModule,
  ],
  controllers: [
    CoursePageController,
    LearningController,
    WaitingRoomController,
    LessonPageController,
    ActivitiesController,
    MyLearningController,
    MyEnrolmentsController,
    ProgrammesController,
    ProgrammeClosureController,
    TargetsController,
    NewClassController,
    ClassesController,
    ClassEditingController,
    RetakesController,
    ReleaseController,
    ClassStartController,
    MembersController,
    RoomsController,
    GroupActsController,
    SitterController,
    SitterActsController,
    ImportController,
  ],
  providers: [
    CoursePages,
    CoursePageHtml,
    Openings,
    SelfEnrolment,
    Examinations,
    LearnerProfiles,
    Programmes,
    ClassChoices,
    ClassDesk,
    MembersRepository,
    ExamRooms,
    Sitters,
    SitterFinder,
    GroupGrants,
    ActForms,
    Membership,
    PendingChanges,
    Provinces,
  ],
})
export class EnrolmentWebModule {}

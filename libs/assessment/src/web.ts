import { Module } from '@nestjs/common';
import { CompetencyModule } from '#competency';
import { IdentityModule } from '#identity';
import { registerNavigation } from '#platform/http';
import { AssessmentModule } from './assessment.module.js';
import { AnswerLimits } from './attempt/answer-limits.js';
import { AnswersController } from './attempt/answers.controller.js';
import { AttemptController } from './attempt/attempt.controller.js';
import { OpenAttempts } from './attempt/open-attempts.service.js';
import { QuestionFrames } from './attempt/question-frames.js';
import { BanksController } from './authoring/banks.controller.js';
import { BulkEditsController } from './authoring/bulk/bulk-edits.controller.js';
import { BulkEdits } from './authoring/bulk/bulk-edits.service.js';
import { FoldersController } from './authoring/folder/folders.controller.js';
import { LikeQuestions } from './authoring/like-questions.repository.js';
import { QuestionAuthoring } from './authoring/question-authoring.service.js';
import { QuestionSearch } from './authoring/question-search.repository.js';
import { QuestionTypesController } from './authoring/question-types.controller.js';
import { QuestionsController } from './authoring/questions.controller.js';
import { ReviewsController } from './authoring/review/reviews.controller.js';
import { Reviews } from './authoring/review/reviews.service.js';
import { VersionHistory } from './authoring/review/version-history.repository.js';
import { blueprintControllers, blueprintProviders } from './blueprint/blueprint-pages.js';
import { AttemptClocks } from './clock/attempt-clocks.js';
import { ClockController } from './clock/clock.controller.js';
import { Connections } from './clock/connections.js';
import { BanksOfFiles } from './exchange-pages/banks-of-files.js';
import { ExportController } from './exchange-pages/export.controller.js';
import { ImportController } from './exchange-pages/import.controller.js';
import { TemplateController } from './exchange-pages/template.controller.js';
import { LearningContext } from './learning/learning-guide.js';
import { SimilarController } from './likeness/similar.controller.js';
import { BankPicturesController } from './picture/bank-pictures.controller.js';
import { QuestionPicturesController } from './picture/question-pictures.controller.js';
import { ChecksController } from './practice/checks.controller.js';
import { Concerned } from './regrade/holders.js';
import { RegradeForm } from './regrade/regrade-form.js';
import { RegradesController } from './regrade/regrades.controller.js';
import { RegradeRows } from './regrade/regrades.repository.js';
import { Regrades } from './regrade/regrades.service.js';
import { GradeNotices } from './result/grade-notices.js';
import { ResultController } from './result/result.controller.js';
import { SectionsController } from './section/sections.controller.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { StoredStatistics } from './statistics/statistics.repository.js';
import { SurveyAnswersController } from './survey/survey-answers.controller.js';

registerNavigation({
  href: '/authoring/banks',
  label: 'assessment.nav.banks',
  group: 'nav.authoring',
  order: 60,
  roles: ['author', 'programme-admin'],
});

/** Pages and API of this context. */
@Module({
  imports: [AssessmentModule, CompetencyModule, IdentityModule],
  controllers: [
    AttemptController,
    AnswersController,
    SectionsController,
    ClockController,
    ChecksController,
    ResultController,
    ImportController,
    ExportController,
    TemplateController,
    BanksController,
    FoldersController,
    BulkEditsController,
    ...blueprintControllers,
    ReviewsController,
    SimilarController,
    QuestionsController,
    QuestionTypesController,
    BankPicturesController,
    QuestionPicturesController,
    StatisticsController,
    RegradesController,
    SurveyAnswersController,
  ],
  providers: [
    LearningContext,
    AnswerLimits,
    OpenAttempts,
    QuestionFrames,
    AttemptClocks,
    Connections,
    GradeNotices,
    QuestionAuthoring,
    QuestionSearch,
    LikeQuestions,
    Reviews,
    BulkEdits,
    ...blueprintProviders,
    VersionHistory,
    BanksOfFiles,
    StoredStatistics,
    Concerned,
    RegradeForm,
    RegradeRows,
    Regrades,
  ],
})
export class AssessmentWebModule {}

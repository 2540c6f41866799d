import { Module } from '@nestjs/common';
import { CompetencyModule } from '#competency';
import { registerNavigation } from '#platform/http';
import { AssessmentModule } from './assessment.module.js';
import { AnswerLimits } from './attempt/answer-limits.js';
import { AnswersController } from './attempt/answers.controller.js';
import { AttemptController } from './attempt/attempt.controller.js';
import { BanksController } from './authoring/banks.controller.js';
import { QuestionAuthoring } from './authoring/question-authoring.service.js';
import { QuestionSearch } from './authoring/question-search.repository.js';
import { QuestionTypesController } from './authoring/question-types.controller.js';
import { QuestionsController } from './authoring/questions.controller.js';
import { AttemptClocks } from './clock/attempt-clocks.js';
import { ClockController } from './clock/clock.controller.js';
import { Connections } from './clock/connections.js';
import { LearningContext } from './learning/learning-guide.js';
import { BankPicturesController } from './picture/bank-pictures.controller.js';
import { QuestionPicturesController } from './picture/question-pictures.controller.js';
import { GradeNotices } from './result/grade-notices.js';
import { ResultController } from './result/result.controller.js';
import { ResultRepository } from './result/result.repository.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { StoredStatistics } from './statistics/statistics.repository.js';

registerNavigation({
  href: '/authoring/banks',
  label: 'assessment.nav.banks',
  group: 'nav.authoring',
  order: 60,
  roles: ['author', 'programme-admin'],
});

/** Pages and API of this context. */
@Module({
  imports: [AssessmentModule, CompetencyModule],
  controllers: [
    AttemptController,
    AnswersController,
    ClockController,
    ResultController,
    BanksController,
    QuestionsController,
    QuestionTypesController,
    BankPicturesController,
    QuestionPicturesController,
    StatisticsController,
  ],
  providers: [
    LearningContext,
    AnswerLimits,
    AttemptClocks,
    Connections,
    ResultRepository,
    GradeNotices,
    QuestionAuthoring,
    QuestionSearch,
    StoredStatistics,
  ],
})
export class AssessmentWebModule {}

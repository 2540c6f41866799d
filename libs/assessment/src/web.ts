import { Module } from '@nestjs/common';
import { CompetencyModule } from '#competency';
import { AssessmentModule } from './assessment.module.js';
import { AnswersController } from './attempt/answers.controller.js';
import { AttemptController } from './attempt/attempt.controller.js';
import { LearningContext } from './learning/learning-guide.js';
import { ResultController } from './result/result.controller.js';
import { ResultRepository } from './result/result.repository.js';

/** Pages and API of this context. */
@Module({
  imports: [AssessmentModule, CompetencyModule],
  controllers: [AttemptController, AnswersController, ResultController],
  providers: [LearningContext, ResultRepository],
})
export class AssessmentWebModule {}

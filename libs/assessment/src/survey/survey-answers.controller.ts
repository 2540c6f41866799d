import { Controller, Get, Param } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '#platform/errors';
import { Access, page, Scoped } from '#platform/http';
import { isUuid } from '#platform/ids';
import { QuestionBank } from '../bank/question-bank.entity.js';
import { Quiz } from '../quiz/quiz.entity.js';
import { StoredStatistics } from '../statistics/statistics.repository.js';
import { surveyView } from './survey.view.js';

/** What people answered to a survey, all together; nothing here names anybody, nor shows what only few said. */
@Controller('authoring/quizzes/:quiz/answers')
@Access('author', 'programme-admin')
@Scoped('all')
export class SurveyAnswersController {
  constructor(
    private readonly db: DataSource,
    private readonly figures: StoredStatistics,
  ) {}

  @Get()
  async show(@Param('quiz') id: string) {
    const quiz = isUuid(id) ? await this.db.manager.findOneBy(Quiz, { id }) : null;
    if (quiz?.behaviour !== 'survey') throw new NotFound();
    const bank = await this.db.manager.findOneByOrFail(QuestionBank, { id: quiz.bankId });
    const [figures, questions] = await Promise.all([this.figures.quiz(id), this.figures.choices(id)]);
    return page('assessment/survey/answers', surveyView(quiz, bank, figures, questions));
  }
}

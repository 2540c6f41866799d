import { Controller, Get, Param, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '#platform/errors';
import { Access, page, redirect, Scoped } from '#platform/http';
import { isUuid } from '#platform/ids';
import { QuestionBank } from '../bank/question-bank.entity.js';
import { Quiz } from '../quiz/quiz.entity.js';
import { questionStatisticsView } from './question-statistics.view.js';
import { quizStatisticsView } from './quiz-statistics.view.js';
import { StoredStatistics } from './statistics.repository.js';

/** Figures of item analysis for those who write examinations; nothing here names a learner. */
@Controller('authoring/quizzes/:quiz/statistics')
@Access('author', 'programme-admin')
@Scoped('all')
export class StatisticsController {
  constructor(
    private readonly db: DataSource,
    private readonly figures: StoredStatistics,
  ) {}

  @Get()
  async quiz(@Param('quiz') id: string, @Query('flag') flag: unknown) {
    const { quiz, bank } = await this.place(id);
    // Figures of marks are none of a survey, and few answers to it are shown to nobody.
    if (quiz.behaviour === 'survey') return redirect(`/authoring/quizzes/${id}/answers`);
    const [figures, questions] = await Promise.all([this.figures.quiz(id), this.figures.questions(id)]);
    const view = quizStatisticsView(quiz, bank, figures, questions, typeof flag === 'string' ? flag : '');
    return page('assessment/statistics/quiz', view);
  }

  @Get(':version')
  async question(@Param('quiz') id: string, @Param('version') versionId: string) {
    const { quiz, bank } = await this.place(id);
    if (quiz.behaviour === 'survey') throw new NotFound();
    const figures = isUuid(versionId) ? await this.figures.question(id, versionId) : null;
    if (!figures) throw new NotFound();
    return page('assessment/statistics/question', questionStatisticsView(quiz, bank, figures));
  }

  private async place(id: string): Promise<{ quiz: Quiz; bank: QuestionBank }> {
    const quiz = isUuid(id) ? await this.db.manager.findOneBy(Quiz, { id }) : null;
    if (!quiz) throw new NotFound();
    return { quiz, bank: await this.db.manager.findOneByOrFail(QuestionBank, { id: quiz.bankId }) };
  }
}

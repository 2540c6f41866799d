import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CIRCULAR, type Framework, Frameworks } from '#competency';
import { NotFound } from '#platform/errors';
import type { Folder } from '../bank/folder-tree.js';
import { Folders } from '../bank/folders.service.js';
import { Quiz } from '../quiz/quiz.entity.js';
import { trialView } from './blueprint.view.js';
import { BlueprintTrials, type TriedDraw } from './blueprint-trials.js';
import { rowViews } from './draw-rows.view.js';
import { MOST_APART } from './form-trial.js';

/** What the sections of a quiz draw, for the page of its authors. */
@Injectable()
export class QuizTrials {
  constructor(
    private readonly db: DataSource,
    private readonly trials: BlueprintTrials,
    private readonly folders: Folders,
    private readonly frameworks: Frameworks,
  ) {}

  /**
   * What a quiz that is not frozen would give: rows and likeness of each section, likeness and coverage of the whole;
   * as `assessment/blueprint/draw-rows` and `assessment/blueprint/trial` show them. Throws NotFound.
   */
  async view(quizId: string) {
    const quiz = await this.db.manager.findOneBy(Quiz, { id: quizId });
    if (!quiz) throw new NotFound();
    const [tried, framework, folders] = await Promise.all([
      this.trials.ofQuiz(quiz),
      this.frameworks.find(CIRCULAR),
      this.folders.list(quiz.bankId),
    ]);
    return quizTrialView(quiz, tried, framework, folders);
  }
}

function quizTrialView(quiz: Quiz, tried: TriedDraw, framework: Framework | null, folders: Folder[]) {
  const home = `/authoring/banks/${quiz.bankId}`;
  const count = (rules: { count: number }[]) => rules.reduce((sum, rule) => sum + rule.count, 0);
  return {
    questions: count(quiz.draw),
    lacking: tried.lacking.reduce((sum, lacking) => sum + lacking, 0),
    trial: tried.trial && trialView(tried.trial, framework),
    sections: quiz.sections.map(({ title }, place) => {
      const rules = quiz.draw.filter(({ section }) => section === place);
      const own = tried.sections[place];
      return {
        ...{ number: place + 1, title, questions: count(rules) },
        rows: rowViews(rules, tried, { home, framework, folders }),
        forms: own && {
          ...{ lowest: own.lowest, highest: own.highest },
          apart: own.highest - own.lowest,
          tooFar: own.highest - own.lowest > MOST_APART,
        },
      };
    }),
  };
}

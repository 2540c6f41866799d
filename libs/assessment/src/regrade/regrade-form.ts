import { Injectable } from '@nestjs/common';
import { QuestionVersions, type StoredQuestion } from '../bank/question-versions.repository.js';
import { asksTheSame } from './asks-the-same.js';
import { remedyOptions } from './regrade.view.js';
import { RegradeRows } from './regrades.repository.js';

export interface TypedRegrade {
  version: string;
  remedy: string;
  key: string;
  reason: string;
  copies: boolean;
}

/** What the form of a proposal shows: the questions of the quiz, or for a chosen one the remedies. */
@Injectable()
export class RegradeForm {
  constructor(
    private readonly rows: RegradeRows,
    private readonly questions: QuestionVersions,
  ) {}

  async model(quizId: string, typed: TypedRegrade) {
    const pool = await this.rows.pool(quizId);
    const chosen = pool.find(({ versionId }) => versionId === typed.version) ?? null;
    return {
      typed,
      pool,
      chosen,
      remedies: remedyOptions(typed.remedy),
      keys: chosen ? await this.keys(chosen.versionId) : [],
      copies: chosen ? await this.rows.copies(quizId, chosen.versionId) : [],
    };
  }

  /** Versions of the same question that ask the same. */
  private async keys(versionId: string) {
    const others = await this.rows.otherVersions(versionId);
    const found = await this.questions.find([versionId, ...others.map(({ id }) => id)]);
    const given = found.get(versionId) as StoredQuestion;
    return others
      .filter(({ id }) => asksTheSame(given, found.get(id) as StoredQuestion))
      .map(({ id, version, createdAt }) => ({ value: id, version, createdAt }));
  }
}

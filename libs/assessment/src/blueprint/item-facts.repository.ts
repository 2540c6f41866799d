import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { QuestionVersions } from '../bank/question-versions.repository.js';
import { questionType } from '../question-types/index.js';
import { FEWEST_ANSWERS } from '../statistics/flags.js';
import { type ItemFacts, STATED } from './form-trial.js';

/** What is expected of question versions: measured where enough learners answered, else as stated. */
@Injectable()
export class ItemFactsOf {
  constructor(
    private readonly db: DataSource,
    private readonly questions: QuestionVersions,
  ) {}

  async find(versionIds: string[]): Promise<Map<string, ItemFacts>> {
    const ids = [...new Set(versionIds)];
    const [contents, measured] = await Promise.all([this.questions.find(ids), this.measured(ids)]);
    return new Map(
      ids.map((id) => {
        const { type, body, componentCode, difficulty } = contents.get(id)!;
        const facility = measured.get(id);
        return [
          id,
          {
            component: componentCode,
            marks: questionType(type).marks(body),
            expected: facility ?? (STATED[difficulty] as number),
            measured: facility !== undefined,
          },
        ];
      }),
    );
  }

  /** Facility over all quizzes, weighed by their answers. */
  private async measured(ids: string[]): Promise<Map<string, number>> {
    const rows: { id: string; facility: number }[] = await this.db.query(
      `SELECT question_version_id AS id, sum(facility * n) / sum(n) AS facility FROM question_statistics
        WHERE question_version_id = ANY ($1::uuid[]) AND facility IS NOT NULL
        GROUP BY 1 HAVING sum(n) >= $2`,
      [ids, FEWEST_ANSWERS],
    );
    return new Map(rows.map(({ id, facility }) => [id, facility]));
  }
}

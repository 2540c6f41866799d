import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TakenAttempt } from './quiz-tally.js';

const BATCH = 1000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

interface Row {
  id: string;
  scoreBp: number;
  units: number[];
  dropped: number[];
  versions: string[];
}

/** What learners did at a quiz the first time; later attempts, which know the questions, are left out. */
@Injectable()
export class QuizAttempts {
  constructor(private readonly db: DataSource) {}

  /** Graded first attempts by their latest grade, a batch at a time. */
  async *of(quizId: string): AsyncGenerator<TakenAttempt[]> {
    let last = BEFORE_ALL;
    for (;;) {
      const rows: Row[] = await this.db.query(
        `SELECT a.id, g.score_bp AS "scoreBp", g.item_units AS units, g.dropped,
                jsonb_path_query_array(a.items, '$[*].questionVersionId') AS versions
           FROM attempt a
           JOIN LATERAL (SELECT score_bp, item_units, dropped FROM grade
                          WHERE attempt_id = a.id ORDER BY revision DESC LIMIT 1) g ON true
          WHERE a.quiz_id = $1 AND a.status = 'graded' AND a.number = 1 AND a.id > $2
          ORDER BY a.id LIMIT ${BATCH}`,
        [quizId, last],
      );
      if (rows.length === 0) return;
      last = rows.at(-1)!.id;
      const answers = await this.answers(rows.map(({ id }) => id));
      yield rows.map((row) => ({
        ...row,
        answers: row.versions.map((_, place) => answers.get(row.id)?.get(place + 1) ?? []),
      }));
    }
  }

  /** The last answer at each position of each attempt. */
  private async answers(attemptIds: string[]): Promise<Map<string, Map<number, string[]>>> {
    const rows: { id: string; answers: [number, string[]][] }[] = await this.db.query(
      `SELECT attempt_id AS id, json_agg(json_build_array(position, answer)) AS answers
         FROM (SELECT DISTINCT ON (attempt_id, position) attempt_id, position, answer FROM answer_journal
                WHERE attempt_id = ANY ($1::uuid[]) AND answer IS NOT NULL
                ORDER BY attempt_id, position, client_seq DESC) AS final
        GROUP BY attempt_id`,
      [attemptIds],
    );
    return new Map(rows.map(({ id, answers }) => [id, new Map(answers)]));
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { QuestionVersions, type StoredQuestion } from '../bank/question-versions.repository.js';
import { QuizRemedies } from '../grading/quiz-remedies.repository.js';
import { NO_REMEDIES, type Remedies } from '../grading/remedies.js';
import { QuizAttempts } from './quiz-attempts.repository.js';
import { type QuizAnalysis, QuizTally } from './quiz-tally.js';

/** Computes the figures of a quiz and of each question version it asked, and keeps them. */
@Injectable()
export class QuizStatistics {
  constructor(
    private readonly db: DataSource,
    private readonly attempts: QuizAttempts,
    private readonly questions: QuestionVersions,
    private readonly remedies: QuizRemedies,
  ) {}

  /** Again, or twice at once, gives the same rows. Returns how many attempts were counted. */
  async compute(quizId: string): Promise<number> {
    const [{ now }] = await this.db.query('SELECT now()');
    const tally = new QuizTally();
    for await (const batch of this.attempts.of(quizId)) for (const attempt of batch) tally.add(attempt);
    const [asked, remedies] = await Promise.all([
      this.questions.find(tally.versions),
      this.remedies.of(this.db, [quizId]),
    ]);
    const analysis = tally.analyse(withKeys(asked, remedies.get(quizId) ?? NO_REMEDIES));
    await this.db.transaction((tx) => this.store(tx, quizId, analysis, now));
    return analysis.test.n;
  }

  private async store(tx: EntityManager, quizId: string, analysis: QuizAnalysis, asOf: Date): Promise<void> {
    const { n, mean, sd, alpha, sem } = analysis.test;
    // The row holds back another run of the same quiz until this one has replaced its questions.
    await tx.query(
      `INSERT INTO quiz_statistics (quiz_id, attempts, mean, sd, alpha, sem, histogram, as_of)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (quiz_id) DO UPDATE SET attempts = excluded.attempts, mean = excluded.mean, sd = excluded.sd,
         alpha = excluded.alpha, sem = excluded.sem, histogram = excluded.histogram, as_of = excluded.as_of`,
      [quizId, n, mean, sd, alpha, sem, JSON.stringify(analysis.histogram), asOf],
    );
    await tx.query('DELETE FROM question_statistics WHERE quiz_id = $1', [quizId]);
    await tx.query(
      `INSERT INTO question_statistics (quiz_id, question_version_id, n, facility, sd, discrimination_index,
              discriminative_efficiency, effective_weight, choices, flags)
       SELECT $1, item, n, facility, sd, "discriminationIndex", "discriminativeEfficiency", "effectiveWeight",
              choices, ARRAY(SELECT jsonb_array_elements_text(flags))
         FROM jsonb_to_recordset($2::jsonb) AS each (item uuid, n integer, facility float8, sd float8,
              "discriminationIndex" float8, "discriminativeEfficiency" float8, "effectiveWeight" float8,
              choices jsonb, flags jsonb)`,
      [quizId, JSON.stringify(analysis.items)],
    );
  }
}

/** Each question with the key that counts, under the id of the version that was asked. */
function withKeys(asked: Map<string, StoredQuestion>, remedies: Remedies): Map<string, StoredQuestion> {
  return new Map(
    [...asked].map(([id, question]) => {
      const key = remedies.get(id)?.key;
      return [id, key ? { ...question, body: key.body } : question];
    }),
  );
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BoundedCache } from '#platform/cache';
import { runPrepared, type Statement } from '#platform/database';
import { NotFound } from '#platform/errors';
import { isUuid } from '#platform/ids';
import { QuestionVersions, type StoredQuestion } from '../bank/question-versions.repository.js';
import { type FrozenQuiz, FrozenQuizzes } from '../quiz/frozen-quizzes.repository.js';
import type { AttemptItem } from './attempt.repository.js';
import { plainRules, type RetakeRules } from './retakes.policy.js';

/** What of an attempt never changes. */
export interface AttemptSnapshot {
  id: string;
  accountId: string;
  /** The enrolment or the entry it belongs to: one of them. */
  enrolmentId: string | null;
  entryId: string | null;
  number: number;
  startedAt: Date;
  items: AttemptItem[];
  quiz: FrozenQuiz;
  /** As they were when it started. */
  retakes: RetakeRules;
}

type Row = Omit<AttemptSnapshot, 'quiz' | 'retakes'> & { quizId: string; retakes: RetakeRules | null };

const FIND: Statement = {
  name: 'assessment-snapshot',
  text: `
    SELECT id, account_id AS "accountId", enrolment_id AS "enrolmentId", entry_id AS "entryId",
           quiz_id AS "quizId", number, started_at AS "startedAt", items, retakes
      FROM attempt WHERE id = $1`,
};

/** So many learners may sit at once before a save reads its attempt again; about 3 KB each. */
const MOST = 25_000;

/** The fixed part of attempts, kept in the process, so that saving an answer reads nothing before it writes. */
@Injectable()
export class AttemptSnapshots {
  private readonly cache = new BoundedCache<AttemptSnapshot>(MOST);
  /** Ids of questions and of what they hold, once each: thousands of attempts at one quiz name the same ones. */
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly db: DataSource,
    private readonly quizzes: FrozenQuizzes,
    private readonly questions: QuestionVersions,
  ) {}

  /** Throws NotFound, the same for an attempt that is not there and for another person's. */
  async own(id: string, accountId: string): Promise<AttemptSnapshot> {
    const snapshot = this.cache.get(id) ?? (isUuid(id) ? await this.load(id) : null);
    if (snapshot?.accountId !== accountId) throw new NotFound();
    return snapshot;
  }

  /** The questions of an attempt, in its order. */
  async questionsOf(snapshot: AttemptSnapshot): Promise<StoredQuestion[]> {
    const versions = await this.questions.find(snapshot.items.map((item) => item.questionVersionId));
    return snapshot.items.map((item) => versions.get(item.questionVersionId)!);
  }

  /** As just started or read. */
  keep(snapshot: AttemptSnapshot): AttemptSnapshot {
    const kept = { ...snapshot, items: this.compact(snapshot.items) };
    this.cache.set(snapshot.id, kept);
    return kept;
  }

  private async load(id: string): Promise<AttemptSnapshot | null> {
    const [found] = await runPrepared<Row>(this.db, FIND, [id]);
    if (!found) return null;
    const { quizId, ...row } = found;
    const quiz = await this.quizzes.taken(quizId);
    const retakes = row.retakes ?? plainRules(quiz.attemptsAllowed);
    return this.keep({ ...row, quiz, retakes });
  }

  private compact(items: AttemptItem[]): AttemptItem[] {
    return items.map(({ questionVersionId, options }) => ({
      questionVersionId: this.once(questionVersionId),
      options: options.map((id) => this.once(id)),
    }));
  }

  private once(id: string): string {
    const known = this.ids.get(id);
    if (known === undefined) this.ids.set(id, id);
    return known ?? id;
  }
}

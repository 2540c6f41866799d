import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { Clock } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { DomainError, NotFound } from '#platform/errors';
import { newId } from '#platform/ids';
import { Question } from '../../bank/question.entity.js';
import { QuestionBank } from '../../bank/question-bank.entity.js';
import { QuestionVersion } from '../../bank/question-version.entity.js';

export type ReviewAct = 'submitted' | 'approved' | 'returned';

export interface ReviewStep {
  versionId: string;
  act: ReviewAct;
  accountId: string;
  comment: string | null;
  at: Date;
}

/** How the newest version of a question becomes one that new quizzes draw. */
@Injectable()
export class Reviews {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  submit(questionId: string, version: number, by: string): Promise<void> {
    return this.changing(questionId, version, async (_, current, tx) => {
      if (current.status !== 'draft') throw new DomainError('assessment.not-a-draft');
      current.status = 'in-review';
      await this.step(tx, current, 'submitted', by, null);
    });
  }

  /** Throws `assessment.own-work` when the bank wants another person than its author and who sent it. */
  approve(questionId: string, version: number, by: string): Promise<void> {
    return this.changing(questionId, version, async (question, current, tx) => {
      this.waits(current);
      const bank = await tx.findOneByOrFail(QuestionBank, { id: question.bankId });
      if (bank.needsReview && (await this.authorsOf(tx, current)).includes(by))
        throw new DomainError('assessment.own-work');
      current.status = 'reviewed';
      question.approve(version);
      await this.step(tx, current, 'approved', by, null);
    });
  }

  /** Back to a draft; `comment` tells the author why. */
  sendBack(questionId: string, version: number, by: string, comment: string): Promise<void> {
    return this.changing(questionId, version, async (_, current, tx) => {
      this.waits(current);
      current.status = 'draft';
      await this.step(tx, current, 'returned', by, comment);
    });
  }

  /** From now on, for versions that are saved from now on. */
  async rule(bankId: string, needsReview: boolean, by: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await tx.update(QuestionBank, bankId, { needsReview });
      const action = needsReview ? 'question-bank.ask-review' : 'question-bank.ask-no-review';
      await this.audit.record(tx, {
        actorId: by,
        action,
        subjectType: 'question-bank',
        subjectId: bankId,
      });
    });
  }

  /** Everything that was done about the versions of a question, oldest first. */
  steps(questionId: string): Promise<ReviewStep[]> {
    return this.db.query(
      `SELECT r.question_version_id AS "versionId", r.act, r.account_id AS "accountId", r.comment, r.at
         FROM question_review r JOIN question_version v ON v.id = r.question_version_id
        WHERE v.question_id = $1 ORDER BY r.at, r.id`,
      [questionId],
    );
  }

  private waits(version: QuestionVersion): void {
    if (version.status !== 'in-review') throw new DomainError('assessment.not-in-review');
  }

  private async authorsOf(tx: EntityManager, version: QuestionVersion): Promise<string[]> {
    const rows: { id: string }[] = await tx.query(
      `SELECT account_id AS id FROM question_review WHERE question_version_id = $1 AND act = 'submitted'
       ORDER BY at DESC, id DESC LIMIT 1`,
      [version.id],
    );
    return [...rows.map(({ id }) => id), ...(version.createdBy ? [version.createdBy] : [])];
  }

  /** Only the newest version is judged: what an author revised meanwhile is another text. */
  private async changing(
    questionId: string,
    version: number,
    change: (question: Question, current: QuestionVersion, tx: EntityManager) => Promise<void>,
  ): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const question = await tx.findOne(Question, {
        where: { id: questionId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!question) throw new NotFound();
      if (question.currentVersion !== version) throw new DomainError('assessment.edited-meanwhile');
      const current = await tx.findOneByOrFail(QuestionVersion, { questionId, version });
      await change(question, current, tx);
      await tx.save(question);
      await tx.update(QuestionVersion, current.id, { status: current.status });
    });
  }

  private async step(
    tx: EntityManager,
    version: QuestionVersion,
    act: ReviewAct,
    by: string,
    comment: string | null,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO question_review (id, question_version_id, act, account_id, comment, at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [newId(), version.id, act, by, comment, this.clock.now()],
    );
    await this.audit.record(tx, {
      actorId: by,
      action: `question.${act}`,
      subjectType: 'question',
      subjectId: version.questionId,
      detail: { version: version.version },
    });
  }
}

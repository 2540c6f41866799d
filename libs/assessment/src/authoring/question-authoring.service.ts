import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { Clock } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import { parseInput } from '#platform/http';
import { Folders } from '../bank/folders.service.js';
import { Question } from '../bank/question.entity.js';
import { type QuestionContent, type QuestionInput, questionInput } from '../bank/question.input.js';
import { QuestionBank } from '../bank/question-bank.entity.js';
import { QuestionVersion } from '../bank/question-version.entity.js';

/** What may be changed of any question without reading it. */
export interface Adjustment {
  /** `none`: out of its folder. */
  folder?: string | undefined;
  addTag?: string | undefined;
  removeTag?: string | undefined;
  component?: string | undefined;
  level?: number | undefined;
  difficulty?: number | undefined;
}

const contentOf = (
  { type, stem, body, explanation, componentCode, level, difficulty, lessonSlug }: QuestionVersion,
  change: Adjustment,
): QuestionContent => ({
  ...{ type, stem, body, explanation, lessonSlug },
  componentCode: change.component ?? componentCode,
  level: change.level ?? level,
  difficulty: change.difficulty ?? difficulty,
});

/** What authors do to single questions; each act is recorded. */
@Injectable()
export class QuestionAuthoring {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly folders: Folders,
  ) {}

  /** The new question's id. Throws InvalidInput. */
  async create(
    bankId: string,
    input: QuestionInput,
    folderId: string | null,
    authorId: string,
  ): Promise<string> {
    const { externalId, tags, content } = parseInput(questionInput, input);
    return inTransaction(this.db, async (tx) => {
      const taken = await tx.existsBy(Question, { bankId, externalId });
      if (taken) throw new InvalidInput([{ field: 'externalId', code: 'assessment.external-id-taken' }]);
      const question = Question.of(bankId, externalId, tags, this.clock.now());
      const saving = await this.saving(tx, bankId, authorId);
      const version = question.revise(null, content, saving) as QuestionVersion;
      question.moveTo(await this.folders.within(tx, bankId, folderId));
      await tx.insert(Question, question);
      await tx.insert(QuestionVersion, version);
      await this.record(tx, 'question.create', question, authorId);
      return question.id;
    });
  }

  /**
   * A new version when the content changed. `seen`: the version the author started from; throws
   * `assessment.edited-meanwhile` when there is a newer one, so that nobody's work is overwritten.
   */
  async revise(
    questionId: string,
    { seen, folderId }: { seen: number; folderId: string | null },
    input: QuestionInput,
    authorId: string,
  ): Promise<boolean> {
    const { tags, content } = parseInput(questionInput, input);
    return this.changing(questionId, async (question, tx) => {
      if (question.currentVersion !== seen) throw new DomainError('assessment.edited-meanwhile');
      const current = await tx.findOneByOrFail(QuestionVersion, { questionId, version: seen });
      const saving = await this.saving(tx, question.bankId, authorId);
      const version = question.revise(current, content, saving);
      const moved = question.moveTo(await this.folders.within(tx, question.bankId, folderId));
      const changed = question.retag(tags) || moved;
      if (version) await tx.insert(QuestionVersion, version);
      if (version || changed) await this.record(tx, 'question.revise', question, authorId);
      return version !== null || changed;
    });
  }

  /** Whether anything changed: a new version when skill, level or difficulty did, whatever the newest one is. */
  async adjust(questionId: string, change: Adjustment, authorId: string): Promise<boolean> {
    return this.changing(questionId, async (question, tx) => {
      const current = await tx.findOneByOrFail(QuestionVersion, {
        questionId,
        version: question.currentVersion,
      });
      const content = contentOf(current, change);
      const version = question.revise(current, content, await this.saving(tx, question.bankId, authorId));
      if (version) await tx.insert(QuestionVersion, version);
      const { folder, addTag, removeTag } = change;
      const folderId = folder === 'none' ? null : (folder ?? question.folderId);
      const moved = question.moveTo(await this.folders.within(tx, question.bankId, folderId));
      const wanted = new Set(question.tags.concat(addTag ?? []));
      if (removeTag) wanted.delete(removeTag);
      const changed = question.retag([...wanted]) || moved || version !== null;
      if (changed) await this.record(tx, 'question.revise', question, authorId);
      return changed;
    });
  }

  async retire(questionId: string, authorId: string): Promise<void> {
    await this.changing(questionId, async (question, tx) => {
      question.retire(this.clock.now());
      await this.record(tx, 'question.retire', question, authorId);
    });
  }

  async restore(questionId: string, authorId: string): Promise<void> {
    await this.changing(questionId, async (question, tx) => {
      question.restore();
      await this.record(tx, 'question.restore', question, authorId);
    });
  }

  private async saving(tx: EntityManager, bankId: string, authorId: string) {
    const { needsReview } = await tx.findOneByOrFail(QuestionBank, { id: bankId });
    return { now: this.clock.now(), by: authorId, needsReview };
  }

  private changing<T>(id: string, change: (question: Question, tx: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.db, async (tx) => {
      const question = await tx.findOne(Question, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!question) throw new NotFound();
      const result = await change(question, tx);
      await tx.save(question);
      return result;
    });
  }

  private record(tx: EntityManager, action: string, question: Question, actorId: string): Promise<void> {
    const detail = { version: question.currentVersion };
    return this.audit.record(tx, {
      actorId,
      action,
      subjectType: 'question',
      subjectId: question.id,
      detail,
    });
  }
}

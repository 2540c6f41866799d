import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError, NotFound } from '#platform/errors';
import { Question } from '../../bank/question.entity.js';
import { QuestionAuthoring } from '../question-authoring.service.js';
import { Reviews } from '../review/reviews.service.js';
import type { BulkChange } from './bulk-edit.input.js';

export interface BulkCounts {
  changed: number;
  unchanged: number;
  /** What the rules of the bank or the state of the question do not allow. */
  refused: number;
}

export const noCounts = (): BulkCounts => ({ changed: 0, unchanged: 0, refused: 0 });

/** One change done to many questions, each in its own transaction and with its own entry in the record. */
@Injectable()
export class BulkEdits {
  constructor(
    private readonly db: DataSource,
    private readonly authoring: QuestionAuthoring,
    private readonly reviews: Reviews,
  ) {}

  async apply(questionId: string, change: BulkChange, by: string): Promise<keyof BulkCounts> {
    try {
      const edited = await this.authoring.adjust(questionId, change, by);
      if (change.act) await this.act(questionId, change.act, by);
      return edited || change.act ? 'changed' : 'unchanged';
    } catch (error) {
      if (error instanceof DomainError || error instanceof NotFound) return 'refused';
      throw error;
    }
  }

  private async act(questionId: string, act: NonNullable<BulkChange['act']>, by: string): Promise<void> {
    if (act === 'retire') return this.authoring.retire(questionId, by);
    if (act === 'restore') return this.authoring.restore(questionId, by);
    const { currentVersion } = await this.db.manager.findOneByOrFail(Question, { id: questionId });
    return act === 'submit'
      ? this.reviews.submit(questionId, currentVersion, by)
      : this.reviews.approve(questionId, currentVersion, by);
  }
}

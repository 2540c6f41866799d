import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type ImportOutcome, QuestionBanks } from '../bank/question-banks.service.js';
import type { FoundItem, OutgoingQuestion } from './item.js';
import { readQuestions } from './read-questions.js';
import { type WrittenItem, writeQuestions } from './write-questions.js';

/** Files of questions in and out of banks. */
@Injectable()
export class QuestionExchange {
  constructor(
    private readonly db: DataSource,
    private readonly banks: QuestionBanks,
  ) {}

  /** Brings in what can be brought in, all in one transaction; the rest is told with its reasons. */
  async bring(
    format: string,
    file: Buffer,
    bank: { code: string; title: string },
    tx?: EntityManager,
  ): Promise<{ items: FoundItem[]; outcome: ImportOutcome }> {
    const items = await readQuestions(format, file);
    const questions = items.flatMap(({ question }) => question ?? []);
    return { items, outcome: await this.banks.import(bank.code, bank.title, questions, tx) };
  }

  /** The questions of a bank that are in use, by their codes. */
  async send(format: string, bankId: string): Promise<{ file: Buffer; items: WrittenItem[] }> {
    const questions: OutgoingQuestion[] = await this.db.query(
      `SELECT q.external_id AS "externalId", q.tags, v.type, v.stem, v.body, v.explanation,
              v.component_code AS "componentCode", v.level, v.difficulty, v.lesson_slug AS "lessonSlug"
         FROM question q JOIN question_version v ON v.question_id = q.id AND v.version = q.current_version
        WHERE q.bank_id = $1 AND q.retired_at IS NULL ORDER BY q.external_id`,
      [bankId],
    );
    return writeQuestions(format, questions);
  }
}

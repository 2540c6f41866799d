import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { type ImportEffect, type ImportOutcome, QuestionBanks } from '../bank/question-banks.service.js';
import { ExchangePictures } from './exchange-pictures.service.js';
import type { FoundItem, OutgoingPictures, OutgoingQuestion } from './item.js';
import { readQuestions } from './read-questions.js';
import { type WrittenItem, writeQuestions } from './write-questions.js';

/** Which questions of a bank are to leave; empty words are not asked. */
export interface Selection {
  tag: string;
  type: string;
}

/** Files of questions in and out of banks. */
@Injectable()
export class QuestionExchange {
  constructor(
    private readonly db: DataSource,
    private readonly banks: QuestionBanks,
    private readonly pictures: ExchangePictures,
    private readonly audit: Audit,
  ) {}

  /** Brings in what can be brought in, all in one transaction; the rest is told with its reasons. */
  async bring(
    format: string,
    file: Buffer,
    bank: { code: string; title: string },
  ): Promise<{ items: FoundItem[]; outcome: ImportOutcome }> {
    const items = await readQuestions(format, file);
    return inTransaction(this.db, async (tx) => {
      const into = await this.banks.ensure(tx, bank.code, bank.title);
      const questions = await this.pictures.taken(tx, into, items, null);
      const outcome = await this.banks.import(bank.code, bank.title, questions, tx);
      const { bankId, ...counts } = outcome;
      const refused = items.length - questions.length;
      await this.recordImport(tx, bankId, null, { format, ...counts, refused });
      return { items, outcome };
    });
  }

  /** What {@link add} would do with each item now. */
  async foresee(bankId: string, items: FoundItem[]): Promise<(ImportEffect | 'refused')[]> {
    const effects = await this.banks.foresee(bankId, await this.pictures.foreseen(bankId, items));
    return items.map(({ question }) => (question ? effects.shift()! : 'refused'));
  }

  /** Brings items into a bank that is there; each has its question. */
  async add(tx: EntityManager, bankId: string, items: FoundItem[], by: string): Promise<ImportEffect[]> {
    return this.banks.add(tx, bankId, await this.pictures.taken(tx, bankId, items, by), by);
  }

  async recordImport(
    tx: EntityManager,
    bankId: string,
    by: string | null,
    detail: Record<string, string | number | null>,
  ): Promise<void> {
    const subject = { subjectType: 'question-bank', subjectId: bankId };
    await this.audit.record(tx, { actorId: by, action: 'question-bank.import', ...subject, detail });
  }

  /** The questions of a bank that are in use, by their codes; everything leaves unless `selection` says less. */
  async send(
    format: string,
    bankId: string,
    by: string | null = null,
    selection: Selection = { tag: '', type: '' },
  ): Promise<{ file: Buffer; items: WrittenItem[] }> {
    const questions = await this.questionsOf(bankId, selection);
    const written = await writeQuestions(format, questions, await this.pictures.outgoing(questions));
    const refused = written.items.filter(({ reason }) => reason).length;
    await this.audit.record(this.db.manager, {
      actorId: by,
      action: 'question-bank.export',
      subjectType: 'question-bank',
      subjectId: bankId,
      detail: { format, exported: written.items.length - refused, refused },
    });
    return written;
  }

  /** What a file of this format would hold, and what not; none is made. */
  async foreseeExport(format: string, bankId: string, selection: Selection): Promise<WrittenItem[]> {
    const questions = await this.questionsOf(bankId, selection);
    const pictures: OutgoingPictures = new Map(
      [...(await this.pictures.outgoing(questions))].map(([id, picture]) => [
        id,
        { ...picture, content: async () => Buffer.alloc(0) },
      ]),
    );
    return (await writeQuestions(format, questions, pictures)).items;
  }

  async count(bankId: string, { tag, type }: Selection): Promise<number> {
    const rows: { n: number }[] = await this.db.query(
      `SELECT count(*)::int AS n FROM question q
         JOIN question_version v ON v.question_id = q.id AND v.version = q.current_version
        WHERE q.bank_id = $1 AND q.retired_at IS NULL AND ($2 = '' OR $2 = ANY (q.tags)) AND ($3 = '' OR v.type = $3)`,
      [bankId, tag, type],
    );
    return rows[0]!.n;
  }

  private questionsOf(bankId: string, { tag, type }: Selection): Promise<OutgoingQuestion[]> {
    return this.db.query(
      `SELECT q.external_id AS "externalId", q.tags, v.type, v.stem, v.body, v.explanation,
              v.component_code AS "componentCode", v.level, v.difficulty, v.lesson_slug AS "lessonSlug"
         FROM question q JOIN question_version v ON v.question_id = q.id AND v.version = q.current_version
        WHERE q.bank_id = $1 AND q.retired_at IS NULL AND ($2 = '' OR $2 = ANY (q.tags)) AND ($3 = '' OR v.type = $3)
        ORDER BY q.external_id`,
      [bankId, tag, type],
    );
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { z } from 'zod';
import { Audit } from '#platform/audit';
import { Clock } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { DomainError, NotFound } from '#platform/errors';
import { parseInput } from '#platform/http';
import { isUuid, newId } from '#platform/ids';
import { cleanText } from '#platform/text';
import { Question } from './question.entity.js';
import { type ParsedQuestion, type QuestionInput, questionInput } from './question.input.js';
import { QuestionBank } from './question-bank.entity.js';
import { QuestionVersion } from './question-version.entity.js';

/** What bringing a question in does, or would do. */
export type ImportEffect = 'created' | 'revised' | 'unchanged';

export interface ImportOutcome {
  bankId: string;
  created: number;
  revised: number;
  unchanged: number;
}

/** Question banks for other contexts: filled from files, listed for authors of quizzes. */
@Injectable()
export class QuestionBanks {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * Creates the bank or adds to it. A question known by its external id gets a new version when its content
   * changed and is left alone otherwise; questions that are not given stay. In a bank that wants reviews what comes is a draft, else it is reviewed.
   * All or nothing: throws InvalidInput.
   */
  async import(
    code: string,
    title: string,
    questions: QuestionInput[],
    tx?: EntityManager,
  ): Promise<ImportOutcome> {
    const parsed = parseInput(z.array(questionInput), questions);
    const work = async (manager: EntityManager) => {
      const bankId = await this.ensure(manager, code, title);
      const effects = await this.bring(manager, bankId, parsed, null);
      const count = (effect: ImportEffect) => effects.filter((each) => each === effect).length;
      return {
        bankId,
        created: count('created'),
        revised: count('revised'),
        unchanged: count('unchanged'),
      };
    };
    return tx ? work(tx) : inTransaction(this.db, work);
  }

  /** As {@link import}, into a bank that is there; tells what became of each question. */
  async add(
    tx: EntityManager,
    bankId: string,
    questions: QuestionInput[],
    by: string | null,
  ): Promise<ImportEffect[]> {
    const parsed = parseInput(z.array(questionInput), questions);
    await tx.query('SELECT 1 FROM question_bank WHERE id = $1 FOR UPDATE', [bankId]);
    return this.bring(tx, bankId, parsed, by);
  }

  /** What {@link add} would do now; nothing is written. */
  async foresee(bankId: string, questions: QuestionInput[]): Promise<ImportEffect[]> {
    const parsed = parseInput(z.array(questionInput), questions);
    return (await this.plan(this.db.manager, bankId, parsed, null)).effects;
  }

  /** An empty bank. Throws `assessment.bank-code-taken`. */
  async create(code: string, title: string, authorId: string): Promise<string> {
    return inTransaction(this.db, async (tx) => {
      if (await tx.existsBy(QuestionBank, { code })) throw new DomainError('assessment.bank-code-taken');
      const id = await this.ensure(tx, code, title);
      await this.audit.record(tx, {
        actorId: authorId,
        action: 'question-bank.create',
        subjectType: 'question-bank',
        subjectId: id,
      });
      return id;
    });
  }

  /** A bank of this code, created when there is none; holds its row until the end of the transaction. */
  async ensure(tx: EntityManager, code: string, title: string): Promise<string> {
    const rows: { id: string }[] = await tx.query(
      `INSERT INTO question_bank (id, code, title) VALUES ($1, $2, $3)
       ON CONFLICT (code) DO UPDATE SET title = excluded.title RETURNING id`,
      [newId(), code, cleanText(title)],
    );
    return rows[0]!.id;
  }

  /** Throws NotFound, for what is no id too. */
  async require(id: string): Promise<QuestionBank> {
    const bank = isUuid(id) ? await this.db.manager.findOneBy(QuestionBank, { id }) : null;
    if (!bank) throw new NotFound();
    return bank;
  }

  async find(code: string): Promise<{ id: string; code: string; title: string } | null> {
    return this.db.getRepository(QuestionBank).findOneBy({ code });
  }

  async list(): Promise<{ id: string; code: string; title: string; questions: number }[]> {
    return this.db.query(
      `SELECT b.id, b.code, b.title, count(q.id)::int AS questions
         FROM question_bank b LEFT JOIN question q ON q.bank_id = b.id AND q.retired_at IS NULL
        GROUP BY b.id ORDER BY b.title`,
    );
  }

  /** Tags of a bank with how many questions each can give, for the author who composes a draw. */
  async tags(bankId: string): Promise<{ tag: string; questions: number }[]> {
    return this.db.query(
      `SELECT tag, count(*)::int AS questions FROM question, unnest(tags) AS tag
        WHERE bank_id = $1 AND retired_at IS NULL AND reviewed_version IS NOT NULL GROUP BY tag ORDER BY tag`,
      [bankId],
    );
  }

  private async bring(tx: EntityManager, bankId: string, given: ParsedQuestion[], by: string | null) {
    const { effects, changed, versions } = await this.plan(tx, bankId, given, by);
    await tx.save(changed, { chunk: 200 });
    await tx.insert(QuestionVersion, versions);
    return effects;
  }

  private async plan(tx: EntityManager, bankId: string, given: ParsedQuestion[], by: string | null) {
    const { needsReview } = await tx.findOneByOrFail(QuestionBank, { id: bankId });
    const saving = { now: this.clock.now(), by, needsReview };
    const codes = given.map(({ externalId }) => externalId);
    const questions = await tx.findBy(Question, { bankId, externalId: In(codes) });
    const byExternalId = new Map(questions.map((question) => [question.externalId, question]));
    const currents = await this.currentVersions(tx, questions);
    const effects: ImportEffect[] = [];
    const changed = new Set<Question>();
    const versions: QuestionVersion[] = [];
    for (const { externalId, tags, content } of given) {
      const known = byExternalId.get(externalId);
      const question = known ?? Question.of(bankId, externalId, tags, saving.now);
      byExternalId.set(externalId, question);
      const version = question.revise(currents.get(question.id) ?? null, content, saving);
      if (version) {
        versions.push(version);
        currents.set(question.id, version);
      }
      if (question.retag(tags) || version) changed.add(question);
      effects.push(known ? (changed.has(question) ? 'revised' : 'unchanged') : 'created');
    }
    return { effects, changed: [...changed], versions };
  }

  private async currentVersions(tx: EntityManager, questions: Question[]) {
    const versions = await tx
      .createQueryBuilder(QuestionVersion, 'version')
      .innerJoin(
        Question,
        'question',
        'question.id = version.questionId AND question.currentVersion = version.version',
      )
      .where('question.id = ANY(:ids)', { ids: questions.map(({ id }) => id) })
      .getMany();
    return new Map(versions.map((version) => [version.questionId, version]));
  }
}

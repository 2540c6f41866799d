import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { Clock } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import { parseInput } from '#platform/http';
import type { DrawRule } from '../attempt/draw.policy.js';
import { Quiz } from '../quiz/quiz.entity.js';
import { MOST_QUESTIONS } from '../quiz/quiz.input.js';
import { Blueprint } from './blueprint.entity.js';
import { type BlueprintInput, type BlueprintRow, blueprintInput, rulesOf } from './blueprint.input.js';

/** SQL: quiz `z` draws by it, whole or in a section. */
const drawsBy = (id: string): string =>
  `(z.blueprint_id = ${id}::uuid OR z.sections @> jsonb_build_array(jsonb_build_object('blueprintId', ${id}::text)))`;

export interface BlueprintSummary {
  id: string;
  title: string;
  /** How many questions a learner gets. */
  questions: number;
  rows: number;
  quizzes: number;
}

/** Blueprints of banks. Quizzes that are not frozen yet follow the changes of theirs. */
@Injectable()
export class Blueprints {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  async list(bankId: string): Promise<BlueprintSummary[]> {
    return this.db.query(
      `SELECT b.id, b.title, jsonb_array_length(b.rows) AS rows,
              (SELECT sum((r ->> 'count')::int)::int FROM jsonb_array_elements(b.rows) r) AS questions,
              (SELECT count(*)::int FROM quiz z WHERE ${drawsBy('b."id"')}) AS quizzes
         FROM blueprint b WHERE b.bank_id = $1 ORDER BY b.title`,
      [bankId],
    );
  }

  /** Throws NotFound. */
  async find(bankId: string, id: string, tx: EntityManager = this.db.manager): Promise<Blueprint> {
    const found = await tx.findOneBy(Blueprint, { id, bankId });
    if (!found) throw new NotFound();
    return found;
  }

  /** What a quiz of this bank draws by it, whole or in its section at this place (from 0); it stays as long as `tx`. */
  async rules(bankId: string, id: string, tx: EntityManager, section?: number): Promise<DrawRule[]> {
    const [found]: Pick<Blueprint, 'rows'>[] = await tx.query(
      'SELECT rows FROM blueprint WHERE id = $1 AND bank_id = $2 FOR SHARE',
      [id, bankId],
    );
    if (!found) throw new InvalidInput([{ field: 'blueprintId', code: 'assessment.blueprint-missing' }]);
    return rulesOf(found.rows, section);
  }

  async create(bankId: string, input: BlueprintInput, authorId: string): Promise<string> {
    const { title, rows } = parseInput(blueprintInput, input);
    return inTransaction(this.db, async (tx) => {
      await this.free(tx, bankId, title, null);
      const blueprint = Blueprint.of(bankId, title, rows, this.clock.now());
      await tx.insert(Blueprint, blueprint);
      await this.record(tx, 'blueprint.create', blueprint.id, authorId);
      return blueprint.id;
    });
  }

  async change(bankId: string, id: string, input: BlueprintInput, authorId: string): Promise<void> {
    const { title, rows } = parseInput(blueprintInput, input);
    await inTransaction(this.db, async (tx) => {
      const blueprint = await this.find(bankId, id, tx);
      await this.free(tx, bankId, title, id);
      // Quizzes before the blueprint, in which order one that chooses a blueprint takes them as well.
      const held = `SELECT FROM quiz z WHERE ${drawsBy('$1')} AND z.frozen_at IS NULL ORDER BY z.id FOR UPDATE`;
      await tx.query(held, [id]);
      await tx.save(Object.assign(blueprint, { title, rows }));
      await this.follow(tx, id, rows);
      await this.record(tx, 'blueprint.change', id, authorId);
    });
  }

  /** Throws `assessment.blueprint-used` while a quiz draws by it. */
  async remove(bankId: string, id: string, authorId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await this.find(bankId, id, tx);
      await tx.query('SELECT FROM blueprint WHERE id = $1 FOR UPDATE', [id]);
      const used: object[] = await tx.query(`SELECT FROM quiz z WHERE ${drawsBy('$1')} LIMIT 1`, [id]);
      if (used.length > 0) throw new DomainError('assessment.blueprint-used');
      await tx.delete(Blueprint, id);
      await this.record(tx, 'blueprint.remove', id, authorId);
    });
  }

  /** Drafts draw by the rows as they are now. Throws InvalidInput at `rows` where a form would become too long. */
  private async follow(tx: EntityManager, id: string, rows: BlueprintRow[]): Promise<void> {
    const drafts = await tx
      .createQueryBuilder(Quiz, 'z')
      .where(`${drawsBy(':id')} AND z.frozen_at IS NULL`, { id })
      .getMany();
    for (const quiz of drafts) {
      quiz.draw = quiz.blueprintId
        ? rulesOf(rows)
        : quiz.sections.flatMap((section, place) =>
            section.blueprintId === id
              ? rulesOf(rows, place)
              : quiz.draw.filter((rule) => rule.section === place),
          );
      if (quiz.draw.reduce((sum, { count }) => sum + count, 0) > MOST_QUESTIONS)
        throw new InvalidInput([{ field: 'rows', code: 'assessment.draw-too-long' }]);
      await tx.update(Quiz, quiz.id, { draw: quiz.draw });
    }
  }

  private async free(tx: EntityManager, bankId: string, title: string, except: string | null) {
    const other = await tx.findOneBy(Blueprint, { bankId, title });
    if (other && other.id !== except)
      throw new InvalidInput([{ field: 'title', code: 'assessment.blueprint-title-taken' }]);
  }

  private record(tx: EntityManager, action: string, id: string, actorId: string): Promise<void> {
    return this.audit.record(tx, { actorId, action, subjectType: 'blueprint', subjectId: id });
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { Clock } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { DomainError, InvalidInput, NotFound } from '#platform/errors';
import { parseInput } from '#platform/http';
import type { DrawRule } from '../attempt/draw.policy.js';
import { Quiz } from '../quiz/quiz.entity.js';
import { Blueprint } from './blueprint.entity.js';
import { type BlueprintInput, blueprintInput, rulesOf } from './blueprint.input.js';

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
              (SELECT count(*)::int FROM quiz z WHERE z.blueprint_id = b.id) AS quizzes
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

  /** What a quiz of this bank draws by it. */
  async rules(bankId: string, id: string, tx: EntityManager): Promise<DrawRule[]> {
    const found = await tx.findOneBy(Blueprint, { id, bankId });
    if (!found) throw new InvalidInput([{ field: 'blueprintId', code: 'assessment.blueprint-missing' }]);
    return rulesOf(found.rows);
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
      await tx.save(Object.assign(blueprint, { title, rows }));
      await tx.query('UPDATE quiz SET draw = $2 WHERE blueprint_id = $1 AND frozen_at IS NULL', [
        id,
        JSON.stringify(rulesOf(rows)),
      ]);
      await this.record(tx, 'blueprint.change', id, authorId);
    });
  }

  /** Throws `assessment.blueprint-used` while a quiz draws by it. */
  async remove(bankId: string, id: string, authorId: string): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      await this.find(bankId, id, tx);
      if (await tx.existsBy(Quiz, { blueprintId: id })) throw new DomainError('assessment.blueprint-used');
      await tx.delete(Blueprint, id);
      await this.record(tx, 'blueprint.remove', id, authorId);
    });
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

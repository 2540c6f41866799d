import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BoundedCache } from '#platform/cache';
import { NotFound } from '#platform/errors';
import type { PoolPart } from '../attempt/draw.policy.js';
import { Quiz } from './quiz.entity.js';

export type FrozenQuiz = Quiz & { pool: PoolPart[]; enemies: string[][]; frozenAt: Date };

/** Quizzes that can be taken, kept in the process: a frozen quiz never changes. */
@Injectable()
export class FrozenQuizzes {
  private readonly cache = new BoundedCache<FrozenQuiz>(1000);

  constructor(private readonly db: DataSource) {}

  /** Null while the quiz is still a draft. Throws NotFound when there is none. */
  async find(id: string): Promise<FrozenQuiz | null> {
    const known = this.cache.get(id);
    if (known) return known;
    const quiz = await this.db.manager.findOneBy(Quiz, { id });
    if (!quiz) throw new NotFound();
    if (!isFrozen(quiz)) return null;
    this.cache.set(id, quiz);
    return quiz;
  }

  /** Of an attempt: taken, therefore frozen. */
  async taken(id: string): Promise<FrozenQuiz> {
    const quiz = await this.find(id);
    if (!quiz) throw new Error(`Quiz ${id} has attempts and is not frozen`);
    return quiz;
  }
}

const isFrozen = (quiz: Quiz): quiz is FrozenQuiz =>
  quiz.frozenAt !== null && quiz.pool !== null && quiz.enemies !== null;

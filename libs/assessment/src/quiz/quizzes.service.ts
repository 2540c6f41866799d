import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Clock } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { DomainError, NotFound } from '#platform/errors';
import { parseInput } from '#platform/http';
import { type DrawRule, missing } from '../attempt/draw.policy.js';
import { Blueprints } from '../blueprint/blueprints.service.js';
import { Candidates } from '../blueprint/candidates.repository.js';
import { Quiz } from './quiz.entity.js';
import {
  type QuizInput,
  type QuizSection,
  type QuizSettings,
  quizChanges,
  quizSettings,
} from './quiz.input.js';

/** A quiz as other contexts see it. */
export interface QuizInfo extends Omit<QuizSettings, 'sections'> {
  id: string;
  /** Empty: the quiz is one piece. */
  sections: SectionInfo[];
  frozen: boolean;
  /** How many questions a learner gets. */
  questions: number;
}

export interface SectionInfo extends QuizSection {
  draw: DrawRule[];
  questions: number;
}

/** Quizzes, held by the quiz lessons of courses. Give `tx` to take part in the caller's transaction. */
@Injectable()
export class Quizzes {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly candidates: Candidates,
    private readonly blueprints: Blueprints,
  ) {}

  async create(input: QuizInput, tx: EntityManager = this.db.manager): Promise<string> {
    const settings = parseInput(quizSettings, input);
    const drawn = await this.drawn(settings.bankId, settings, tx);
    const quiz = Quiz.of({ ...settings, ...drawn }, this.clock.now());
    await tx.insert(Quiz, quiz);
    return quiz.id;
  }

  /** Throws NotFound. */
  async find(id: string, tx: EntityManager = this.db.manager): Promise<QuizInfo> {
    return infoOf(await this.load(id, tx));
  }

  async findMany(ids: string[]): Promise<QuizInfo[]> {
    return (await this.db.manager.findBy(Quiz, { id: In(ids) })).map(infoOf);
  }

  /** Throws `assessment.quiz-frozen` once the quiz is published. */
  async update(id: string, changes: Partial<QuizInput>, tx?: EntityManager): Promise<void> {
    const parsed = parseInput(quizChanges, changes);
    await this.changing(id, tx, async (quiz, manager) => {
      const { draw, blueprintId, sections, ...others } = parsed;
      // The way to draw changes as a whole: sections, rows of a blueprint or numbers by tag.
      const way = draw || blueprintId !== undefined || sections;
      const chosen = { draw, blueprintId: blueprintId ?? null, sections: sections ?? [] };
      quiz.change({ ...others, ...(way && (await this.drawn(quiz.bankId, chosen, manager))) });
    });
  }

  /** A copy that may be changed: its id. */
  async copy(id: string, tx: EntityManager = this.db.manager): Promise<string> {
    const copied = (await this.load(id, tx)).copy(this.clock.now());
    // Blueprints are followed as they are now.
    copied.change(await this.drawn(copied.bankId, wayOf(copied), tx));
    await tx.insert(Quiz, copied);
    return copied.id;
  }

  /**
   * Fixes the quiz and the question versions that it draws from. Frozen already: nothing happens. Throws
   * `assessment.draw-impossible` when the bank has too few questions for the draw.
   */
  async freeze(id: string, tx?: EntityManager): Promise<void> {
    await this.changing(id, tx, async (quiz, manager) => {
      if (quiz.frozenAt) return;
      const pool = await this.candidates.pool(quiz.bankId, quiz.draw, manager);
      const enemies = await this.candidates.enemies(pool, manager);
      for (const { tag, count: wanted, of } of quiz.draw) {
        const available = pool.find((part) => part.tag === tag)?.versions.length ?? 0;
        const [row = tag, section] = tag.split('\n').reverse();
        if (available >= wanted) continue;
        if (of && section !== undefined)
          throw new DomainError('assessment.section-row-impossible', { section, row, wanted, available });
        const code = of ? 'assessment.row-impossible' : 'assessment.draw-impossible';
        throw new DomainError(code, { tag, wanted, available });
      }
      if (missing(quiz.draw, pool, enemies).some((count) => count > 0))
        throw new DomainError('assessment.draw-overlaps');
      quiz.freeze(pool, enemies, this.clock.now());
    });
  }

  /** Removes a quiz that was never published (a draft that was given up). */
  async remove(id: string, tx: EntityManager = this.db.manager): Promise<void> {
    await tx.query('DELETE FROM quiz WHERE id = $1 AND frozen_at IS NULL', [id]);
  }

  private async drawn(
    bankId: string,
    { draw, blueprintId, sections }: Way,
    tx: EntityManager,
  ): Promise<Pick<QuizSettings, 'draw' | 'blueprintId' | 'sections'>> {
    const rules: DrawRule[] = [];
    for (const [place, section] of sections.entries())
      if (section.blueprintId)
        rules.push(...(await this.blueprints.rules(bankId, section.blueprintId, tx, place)));
      else rules.push(...(section.draw ?? []).map((rule) => ({ ...rule, section: place })));
    if (sections.length > 0)
      return { draw: rules, blueprintId: null, sections: sections.map(({ draw: _, ...section }) => section) };
    const whole = blueprintId ? await this.blueprints.rules(bankId, blueprintId, tx) : (draw ?? []);
    return { draw: whole, blueprintId, sections: [] };
  }

  private async changing(
    id: string,
    tx: EntityManager | undefined,
    change: (quiz: Quiz, tx: EntityManager) => Promise<void>,
  ): Promise<void> {
    const work = async (manager: EntityManager) => {
      const quiz = await manager.findOne(Quiz, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!quiz) throw new NotFound();
      await change(quiz, manager);
      await manager.save(quiz);
    };
    await (tx ? work(tx) : inTransaction(this.db, work));
  }

  private async load(id: string, tx: EntityManager): Promise<Quiz> {
    const quiz = await tx.findOneBy(Quiz, { id });
    if (!quiz) throw new NotFound();
    return quiz;
  }
}

/** Sections go before a blueprint, and that before numbers by tag. */
interface Way {
  draw?: DrawRule[] | undefined;
  blueprintId: string | null;
  sections: (QuizSection & { draw?: DrawRule[] | undefined })[];
}

const wayOf = ({ draw, blueprintId, sections }: Quiz): Way => ({
  ...{ draw, blueprintId },
  sections: sections.map((section, place) => ({ ...section, draw: drawIn({ draw }, place) })),
});

const drawIn = ({ draw }: Pick<Quiz, 'draw'>, place: number): DrawRule[] =>
  draw.filter(({ section }) => section === place);

const sum = (draw: DrawRule[]): number => draw.reduce((total, rule) => total + rule.count, 0);

const infoOf = (quiz: Quiz): QuizInfo => ({
  id: quiz.id,
  bankId: quiz.bankId,
  title: quiz.title,
  minutes: quiz.minutes,
  attemptsAllowed: quiz.attemptsAllowed,
  passPercent: quiz.passPercent,
  blueprintId: quiz.blueprintId,
  draw: quiz.draw,
  feedbackRelease: quiz.feedbackRelease,
  behaviour: quiz.behaviour,
  tryAgain: quiz.tryAgain,
  frozen: quiz.frozenAt !== null,
  questions: sum(quiz.draw),
  navigation: quiz.navigation,
  sections: quiz.sections.map((section, place) => {
    const draw = drawIn(quiz, place);
    return { ...section, draw, questions: sum(draw) };
  }),
});

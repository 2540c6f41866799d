import { Injectable } from '@nestjs/common';
import { type DrawRule, missing, type PoolPart } from '../attempt/draw.policy.js';
import type { Quiz } from '../quiz/quiz.entity.js';
import { planOf } from '../section/section-plan.js';
import type { Blueprint } from './blueprint.entity.js';
import { rulesOf } from './blueprint.input.js';
import { Candidates } from './candidates.repository.js';
import { compareForms, type Trial, trialForms } from './form-trial.js';
import { ItemFactsOf } from './item-facts.repository.js';

export interface TriedDraw {
  rules: DrawRule[];
  pool: PoolPart[];
  /** Questions that each rule has to do without. */
  lacking: number[];
  /** Null while a rule has to. */
  trial: Trial | null;
  /** Of each section by itself; empty while a rule lacks questions, and where the quiz is one piece. */
  sections: Trial[];
}

/** What would come of a blueprint, or of a quiz that is not frozen, if it were frozen now. */
@Injectable()
export class BlueprintTrials {
  constructor(
    private readonly candidates: Candidates,
    private readonly facts: ItemFactsOf,
  ) {}

  of({ id, bankId, rows }: Blueprint): Promise<TriedDraw> {
    return this.try(id, bankId, rulesOf(rows), []);
  }

  ofQuiz(quiz: Quiz): Promise<TriedDraw> {
    return this.try(quiz.id, quiz.bankId, quiz.draw, planOf(quiz).sections);
  }

  private async try(
    name: string,
    bankId: string,
    rules: DrawRule[],
    parts: { first: number; last: number }[],
  ): Promise<TriedDraw> {
    const pool = await this.candidates.pool(bankId, rules);
    const enemies = await this.candidates.enemies(pool);
    const lacking = missing(rules, pool, enemies);
    const forms = lacking.some((count) => count > 0) ? null : trialForms(name, rules, pool, enemies);
    if (!forms) return { rules, pool, lacking, trial: null, sections: [] };
    const facts = await this.facts.find(pool.flatMap(({ versions }) => versions));
    const sections = parts.map(({ first, last }) =>
      compareForms(
        forms.map((form) => form.slice(first - 1, last)),
        facts,
      ),
    );
    return { rules, pool, lacking, trial: compareForms(forms, facts), sections };
  }
}

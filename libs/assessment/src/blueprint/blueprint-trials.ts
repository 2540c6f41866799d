import { Injectable } from '@nestjs/common';
import { type DrawRule, missing, type PoolPart } from '../attempt/draw.policy.js';
import type { Blueprint } from './blueprint.entity.js';
import { rulesOf } from './blueprint.input.js';
import { Candidates } from './candidates.repository.js';
import { type Trial, tryForms } from './form-trial.js';
import { ItemFactsOf } from './item-facts.repository.js';

export interface TriedBlueprint {
  rules: DrawRule[];
  pool: PoolPart[];
  /** Questions that each row has to do without. */
  lacking: number[];
  /** Null while a row has to. */
  trial: Trial | null;
}

/** What would come of a blueprint if a quiz were frozen now. */
@Injectable()
export class BlueprintTrials {
  constructor(
    private readonly candidates: Candidates,
    private readonly facts: ItemFactsOf,
  ) {}

  async of({ id, bankId, rows }: Blueprint): Promise<TriedBlueprint> {
    const rules = rulesOf(rows);
    const pool = await this.candidates.pool(bankId, rules);
    const enemies = await this.candidates.enemies(pool);
    const lacking = missing(rules, pool, enemies);
    if (lacking.some((count) => count > 0)) return { rules, pool, lacking, trial: null };
    const facts = await this.facts.find(pool.flatMap(({ versions }) => versions));
    return { rules, pool, lacking, trial: tryForms(id, rules, pool, enemies, facts) };
  }
}

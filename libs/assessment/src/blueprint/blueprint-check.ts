import { Injectable } from '@nestjs/common';
import { NotFound } from '#platform/errors';
import { parseInput } from '#platform/http';
import { QuestionBanks } from '../bank/question-banks.service.js';
import { Blueprint } from './blueprint.entity.js';
import { type BlueprintInput, type BlueprintRow, blueprintInput } from './blueprint.input.js';
import { BlueprintTrials } from './blueprint-trials.js';
import { Blueprints } from './blueprints.service.js';
import { MOST_APART } from './form-trial.js';

export interface CheckedBlueprint {
  title: string;
  questions: number;
  /** What each row asks for, how many reviewed questions there are for it, how many it has to do without. */
  rows: (BlueprintRow & { available: number; lacking: number })[];
  /** Expected scores of trial forms in percent; null while a row lacks questions. */
  forms: {
    count: number;
    lowest: number;
    highest: number;
    mean: number;
    sd: number;
    /** Lowest and highest are near enough to call the forms equally difficult. */
    equal: boolean;
    /** Share of questions whose difficulty learners' answers tell, 0 to 1; of the others the author's word counts. */
    measured: number;
    /** Questions of a form by skill; null for those without one. */
    coverage: { component: string | null; fewest: number; most: number; mean: number }[];
  } | null;
}

/** The same trial as on the page of a blueprint, for operators. */
@Injectable()
export class BlueprintCheck {
  constructor(
    private readonly banks: QuestionBanks,
    private readonly blueprints: Blueprints,
    private readonly trials: BlueprintTrials,
  ) {}

  /** Throws NotFound for a bank or a title that is not there. */
  async stored(bankCode: string, title: string): Promise<CheckedBlueprint> {
    const bankId = await this.bank(bankCode);
    const named = (await this.blueprints.list(bankId)).find((each) => each.title === title);
    if (!named) throw new NotFound();
    return this.check(await this.blueprints.find(bankId, named.id));
  }

  /** One that is only in a file. Throws NotFound for the bank, InvalidInput for the blueprint. */
  async given(bankCode: string, input: BlueprintInput): Promise<CheckedBlueprint> {
    const { title, rows } = parseInput(blueprintInput, input);
    return this.check(Blueprint.of(await this.bank(bankCode), title, rows, new Date(0)));
  }

  private async bank(code: string): Promise<string> {
    const bank = await this.banks.find(code);
    if (!bank) throw new NotFound();
    return bank.id;
  }

  private async check(blueprint: Blueprint): Promise<CheckedBlueprint> {
    const { pool, lacking, trial } = await this.trials.of(blueprint);
    return {
      title: blueprint.title,
      questions: blueprint.rows.reduce((sum, { count }) => sum + count, 0),
      rows: blueprint.rows.map((row, index) => ({
        ...row,
        available: pool.find(({ tag }) => tag === `${index + 1}`)?.versions.length ?? 0,
        lacking: lacking[index] ?? 0,
      })),
      forms: trial && {
        count: trial.forms,
        lowest: trial.lowest,
        highest: trial.highest,
        mean: trial.mean,
        sd: trial.sd,
        equal: trial.highest - trial.lowest <= MOST_APART,
        measured: trial.measured,
        coverage: [...trial.coverage].map(([component, counts]) => ({ component, ...counts })),
      },
    };
  }
}

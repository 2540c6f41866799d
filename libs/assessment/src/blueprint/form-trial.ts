import { createHash } from 'node:crypto';
import { type DrawRule, drawForm, type PoolPart } from '../attempt/draw.policy.js';
import { Random } from '../random/random.js';

/** What a trial needs to know of a question that may be drawn. */
export interface ItemFacts {
  component: string | null;
  /** 0 when it is not graded. */
  marks: number;
  /** Share of its marks that learners are expected to earn, 0 to 1. */
  expected: number;
  /** Learners' answers say so, not its author. */
  measured: boolean;
}

export interface Trial {
  forms: number;
  /** Expected scores of the forms in percent. */
  lowest: number;
  highest: number;
  mean: number;
  sd: number;
  scores: number[];
  /** Share of graded questions, over all forms, of which learners' answers are known; 0 to 1. */
  measured: number;
  /** Questions of a form by component; null for those without one. */
  coverage: Map<string | null, { fewest: number; most: number; mean: number }>;
}

/** Expected share of the marks of a question nobody has answered yet, by the difficulty its author gave. */
export const STATED: Record<number, number> = { 1: 0.8, 2: 0.6, 3: 0.4 };
/** Forms further apart than this, in percentage points, are not of equal difficulty. */
export const MOST_APART = 5;
const FORMS = 200;

/**
 * Draws forms as learners would get them, the same ones every time for the same `name`: question versions. Null when
 * no form can be drawn.
 */
export function trialForms(
  name: string,
  rules: DrawRule[],
  pool: PoolPart[],
  enemies: string[][],
  count = FORMS,
): string[][] | null {
  const forms: string[][] = [];
  for (let number = 0; number < count; number++) {
    const seed = createHash('sha256').update(`${name} ${number}`).digest('hex').slice(0, 32);
    const form = drawForm(rules, pool, new Random(seed), enemies);
    if (!form) return null;
    forms.push(form);
  }
  return forms;
}

/** Compares what is expected of forms, or of the same part of each. */
export function compareForms(drawn: string[][], facts: ReadonlyMap<string, ItemFacts>): Trial {
  const forms = drawn.map((form) => form.map((version) => facts.get(version) as ItemFacts));
  const scores = forms.map(expectedScore);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  const graded = forms.flat().filter(({ marks }) => marks > 0);
  return {
    forms: forms.length,
    lowest: Math.min(...scores),
    highest: Math.max(...scores),
    mean,
    sd: forms.length > 1 ? Math.sqrt(squares / (forms.length - 1)) : 0,
    scores,
    measured: graded.length > 0 ? graded.filter(({ measured }) => measured).length / graded.length : 0,
    coverage: coverageOf(forms),
  };
}

function expectedScore(form: ItemFacts[]): number {
  const marks = form.reduce((sum, item) => sum + item.marks, 0);
  return marks === 0 ? 0 : (100 * form.reduce((sum, item) => sum + item.marks * item.expected, 0)) / marks;
}

function coverageOf(forms: ItemFacts[][]): Trial['coverage'] {
  const components = new Set(forms.flat().map(({ component }) => component));
  return new Map(
    [...components].map((component) => {
      const counts = forms.map((form) => form.filter((item) => item.component === component).length);
      const sum = counts.reduce((total, count) => total + count, 0);
      return [
        component,
        { fewest: Math.min(...counts), most: Math.max(...counts), mean: sum / forms.length },
      ];
    }),
  );
}

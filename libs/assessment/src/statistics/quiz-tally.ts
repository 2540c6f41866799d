import type { StoredQuestion } from '../bank/question-versions.repository.js';
import { maxUnitsOf } from '../grading/grade.policy.js';
import { questionType, UNITS_PER_MARK } from '../question-types/index.js';
import { analyse } from './analyse.js';
import { type ChoiceTable, choiceTable } from './choices.js';
import { flagsOf, type ItemFlag } from './flags.js';
import { scoreHistogram } from './histogram.js';
import type { ItemStatistics } from './item-statistics.js';
import { totalsOf } from './marks/mark-table.js';
import { offeredChoices } from './offered-choices.js';
import { type TestStatistics, testStatistics } from './test-statistics.js';

/** A graded attempt; lists are in the order of its questions. */
export interface TakenAttempt {
  scoreBp: number;
  units: number[];
  versions: string[];
  /** Places (from 1) of questions that do not count: nothing is said of them. */
  dropped: number[];
  answers: (readonly string[])[];
}

export interface QuizAnalysis {
  test: TestStatistics;
  histogram: number[];
  items: (ItemStatistics & { choices: ChoiceTable; flags: ItemFlag[] })[];
}

/** Longer answers are cut: they are told apart, not read. */
const LONGEST = 200;
/** Beyond so many different answers to one question new ones are counted together, as this one. */
const MOST_ANSWERS = 5000;
export const OTHER_ANSWERS = '…';
/** What fewer people wrote is not shown: it could tell who wrote it. */
const FEWEST_ALIKE = 3;

class ItemTally {
  readonly attempts: number[] = [];
  readonly marks: number[] = [];
  private readonly answers: number[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly distinct: (readonly string[])[] = [[OTHER_ANSWERS]];

  add(attempt: number, units: number, answer: readonly string[]): void {
    this.attempts.push(attempt);
    this.marks.push(units);
    const choices = answer.map((choice) => choice.slice(0, LONGEST));
    const key = JSON.stringify(choices);
    let number = this.numbers.get(key);
    if (number === undefined && this.distinct.length <= MOST_ANSWERS) {
      number = this.distinct.push(choices) - 1;
      this.numbers.set(key, number);
    }
    this.answers.push(number ?? 0);
  }

  given(scores: number[]) {
    return this.answers.map((number, index) => ({
      score: scores[this.attempts[index]!]!,
      choices: this.distinct[number]!,
    }));
  }
}

/** Collects the attempts at a quiz, one after the other, and analyses them. */
export class QuizTally {
  private readonly items = new Map<string, ItemTally>();
  private readonly places: number[][] = [];
  private readonly scores: number[] = [];

  add({ scoreBp, units, versions, dropped, answers }: TakenAttempt): void {
    const attempt = this.scores.push(scoreBp) - 1;
    versions.forEach((version, place) => {
      this.places[place] ??= [];
      this.places[place].push(units[place]!);
      if (dropped.includes(place + 1)) return;
      let item = this.items.get(version);
      if (!item) {
        item = new ItemTally();
        this.items.set(version, item);
      }
      item.add(attempt, units[place]!, answers[place]!);
    });
  }

  get versions(): string[] {
    return [...this.items.keys()];
  }

  analyse(questions: Map<string, StoredQuestion>): QuizAnalysis {
    const table = {
      unitsPerMark: UNITS_PER_MARK,
      attempts: this.scores.length,
      items: [...this.items].map(([item, { attempts, marks }]) => ({
        item,
        max: maxUnitsOf(questions.get(item) as StoredQuestion),
        attempts,
        marks,
      })),
    };
    const { items, test } = analyse(table);
    return {
      test: this.isDrawn() ? testStatistics(this.columns(), totalsOf(table), UNITS_PER_MARK) : test,
      histogram: scoreHistogram(this.scores),
      items: items.map((item) => this.withChoices(item, questions.get(item.item) as StoredQuestion)),
    };
  }

  private withChoices(item: ItemStatistics, { type: code, body }: StoredQuestion) {
    const type = questionType(code);
    const offered = offeredChoices(type, body);
    const given = (this.items.get(item.item) as ItemTally).given(this.scores);
    const choices = choiceTable(given, offered ?? [], type.right(body));
    const flags = flagsOf(item, offered && choices);
    const shown = choices.choices.filter(
      ({ choice, right, n }) => right || n >= FEWEST_ALIKE || offered?.includes(choice),
    );
    return { ...item, choices: { ...choices, choices: shown }, flags };
  }

  /** Whether learners got different questions: then the reliability is that of the places of the form. */
  private isDrawn(): boolean {
    return [...this.items.values()].some(({ attempts }) => attempts.length < this.scores.length);
  }

  private columns() {
    return this.places.map((marks) => ({ marks }));
  }
}

import { Injectable } from '@nestjs/common';
import { checkList, isCovered } from '../check-list/check-list.policy.js';
import { FactsSource } from '../check-list/facts-source.js';
import { RuleBook } from '../rule/rule-book.js';
import type { QueueRow } from './queue.repository.js';

/** Which applications lack nothing that the platform itself knows. */
@Injectable()
export class Covered {
  constructor(
    private readonly book: RuleBook,
    private readonly facts: FactsSource,
  ) {}

  /** How much of each is shown, by application. */
  async of(
    rows: readonly QueueRow[],
  ): Promise<Map<string, { shown: number; total: number; covered: boolean }>> {
    const rules = await this.book.byIds([...new Set(rows.map((row) => row.ruleId))]);
    const facts = await this.facts.ofAll([...new Set(rows.map((row) => row.accountId))]);
    const today = await this.book.today();
    const found = new Map<string, { shown: number; total: number; covered: boolean }>();
    for (const { id, ruleId, accountId, exemptionId } of rows) {
      const [rule, known] = [rules.get(ruleId), facts.get(accountId)];
      if (!rule || !known) continue;
      const list = checkList(rule, known, today);
      const shown = list.requirements.filter((each) => each.shown !== null).length;
      found.set(id, { shown, total: list.requirements.length, covered: isCovered(list, exemptionId) });
    }
    return found;
  }

  /** Those that somebody else than their subject may confirm as they are. */
  async among(rows: readonly QueueRow[], actorId: string): Promise<string[]> {
    const known = await this.of(rows);
    return rows
      .filter(({ id, accountId }) => accountId !== actorId && known.get(id)?.covered)
      .map(({ id }) => id);
  }
}

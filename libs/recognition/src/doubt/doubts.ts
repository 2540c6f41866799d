import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '#platform/database';
import { Steps } from '../application/steps.js';
import { checkList } from '../check-list/check-list.policy.js';
import { FactsSource } from '../check-list/facts-source.js';
import type { Shown } from '../confirmation/confirmations.js';
import { RuleBook } from '../rule/rule-book.js';
import { Standings } from '../standing/standings.js';
import { asksAgain, lackingNow } from './doubt.policy.js';

interface Living {
  id: string;
  applicationId: string;
  accountId: string;
  group: string;
  ruleId: string;
  status: 'valid' | 'doubted' | 'ended' | 'expired';
  evidence: Shown[];
}

const LIVING = `SELECT id, application_id AS "applicationId", account_id AS "accountId", target_group AS "group",
  rule_id AS "ruleId", status, evidence FROM recognition`;

/** Looks whether confirmations still have what they rest on. Nothing ends by itself: a person decides. */
@Injectable()
export class Doubts {
  constructor(
    private readonly db: DataSource,
    private readonly book: RuleBook,
    private readonly facts: FactsSource,
    private readonly steps: Steps,
    private readonly standings: Standings,
  ) {}

  /** Returns how many came under doubt or out of it. */
  async review(recognitionIds: readonly string[]): Promise<number> {
    if (recognitionIds.length === 0) return 0;
    const rows: Living[] = await this.db.query(`${LIVING} WHERE id = ANY ($1::uuid[]) ORDER BY id`, [
      recognitionIds,
    ]);
    const living = rows.filter(({ status, evidence }) => isLiving(status) && evidence.length > 0);
    const facts = await this.facts.ofAll([...new Set(living.map(({ accountId }) => accountId))]);
    const rules = await this.book.byIds([...new Set(living.map(({ ruleId }) => ruleId))]);
    const today = await this.book.today();
    let changed = 0;
    for (const each of living) {
      const [rule, known] = [rules.get(each.ruleId), facts.get(each.accountId)];
      if (!rule || !known) continue;
      const restedOn = each.evidence.map(({ requirement }) => requirement);
      if (await this.hold(each, lackingNow(restedOn, checkList(rule, known, today)))) changed += 1;
    }
    return changed;
  }

  private async hold(seen: Living, lacking: string[]): Promise<boolean> {
    return inTransaction(this.db, async (tx) => {
      await tx.query('SELECT FROM account WHERE id = $1 FOR NO KEY UPDATE', [seen.accountId]);
      const [now]: Living[] = await tx.query(`${LIVING} WHERE id = $1`, [seen.id]);
      if (!now || !isLiving(now.status)) return false;
      const [open]: { number: number; lacking: string[] }[] = await tx.query(
        `SELECT number, lacking::text[] AS lacking FROM recognition_doubt
         WHERE recognition_id = $1 AND restored_at IS NULL ORDER BY number DESC LIMIT 1`,
        [seen.id],
      );
      if (lacking.length === 0) return open ? this.restore(tx, now) : false;
      return asksAgain(lacking, open?.lacking ?? null) ? this.doubt(tx, now, lacking) : false;
    });
  }

  private async doubt(tx: EntityManager, { id, applicationId, accountId, group }: Living, lacking: string[]) {
    await tx.query(
      `INSERT INTO recognition_doubt (recognition_id, number, lacking)
       SELECT $1, coalesce(max(number), 0) + 1, $2::uuid[] FROM recognition_doubt WHERE recognition_id = $1`,
      [id, lacking],
    );
    await tx.query(`UPDATE recognition SET status = 'doubted' WHERE id = $1`, [id]);
    await this.steps.add(tx, applicationId, 'doubted', null);
    await this.standings.refresh(tx, accountId, group);
    return true;
  }

  private async restore(tx: EntityManager, { id, applicationId, accountId, group }: Living) {
    await tx.query(
      'UPDATE recognition_doubt SET restored_at = now() WHERE recognition_id = $1 AND restored_at IS NULL',
      [id],
    );
    await tx.query(`UPDATE recognition SET status = 'valid' WHERE id = $1`, [id]);
    await this.steps.add(tx, applicationId, 'restored', null);
    await this.standings.refresh(tx, accountId, group);
    return true;
  }
}

const isLiving = (status: Living['status']): boolean => status === 'valid' || status === 'doubted';

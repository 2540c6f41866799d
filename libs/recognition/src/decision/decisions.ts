import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { DomainError, NotFound } from '#platform/errors';
import { Steps } from '../application/steps.js';
import { checkList, isCovered, needsJudgement } from '../check-list/check-list.policy.js';
import { FactsSource } from '../check-list/facts-source.js';
import { Confirmations, type Shown } from '../confirmation/confirmations.js';
import { Renewals } from '../renewal/renewals.js';
import { type Rule, RuleBook } from '../rule/rule-book.js';
import { Standings } from '../standing/standings.js';
import { type QueueEntry, QueueRepository } from './queue.repository.js';

const AUDITED = {
  refused: 'recognition.refuse',
  'more-asked': 'recognition.ask-more',
} as const;

/** What the responsible unit decides. Nobody decides about themselves, nor what they handed in for others. */
@Injectable()
export class Decisions {
  constructor(
    private readonly db: DataSource,
    private readonly queue: QueueRepository,
    private readonly book: RuleBook,
    private readonly facts: FactsSource,
    private readonly confirmations: Confirmations,
    private readonly renewals: Renewals,
    private readonly steps: Steps,
    private readonly standings: Standings,
    private readonly audit: Audit,
  ) {}

  /**
   * By the rule of the application, with what is shown at this moment. `judged`: the decider accepts an exemption that
   * only a person can judge. Throws `recognition.incomplete`, `recognition.own-application`, `recognition.decided`.
   */
  async confirm(
    id: string,
    scope: readonly string[],
    actorId: string,
    { judged }: { judged: boolean },
  ): Promise<string> {
    return inTransaction(this.db, async (tx) => {
      const application = await this.open(tx, id, scope, actorId);
      const rule = await this.book.get(application.ruleId, tx);
      const today = await this.book.today(tx);
      const evidence = await this.evidenceOf(tx, application, rule, today, judged);
      const { accountId, group } = application;
      const renewed = await this.renewals.endLiving(tx, accountId, group);
      const recognitionId = await this.confirmations.write(tx, id, rule, evidence, actorId, today);
      if (renewed) await this.renewals.follow(tx, renewed, recognitionId);
      await this.settle(tx, application, 'confirmed', actorId, null);
      await this.record(tx, 'recognition.confirm', id, actorId, rule);
      return recognitionId;
    });
  }

  async turnDown(
    id: string,
    outcome: 'refused' | 'more-asked',
    reason: string,
    scope: readonly string[],
    actorId: string,
  ): Promise<void> {
    await inTransaction(this.db, async (tx) => {
      const application = await this.open(tx, id, scope, actorId);
      await this.settle(tx, application, outcome, actorId, reason);
      await this.record(tx, AUDITED[outcome], id, actorId, await this.book.get(application.ruleId, tx));
    });
  }

  private async open(tx: EntityManager, id: string, scope: readonly string[], actorId: string) {
    const seen = await this.queue.find(scope, id, tx);
    if (!seen) throw new NotFound();
    await tx.query('SELECT FROM account WHERE id = $1 FOR NO KEY UPDATE', [seen.accountId]);
    const application = (await this.queue.find(scope, id, tx)) as QueueEntry;
    if (application.accountId === actorId || application.appliedBy === actorId)
      throw new DomainError('recognition.own-application');
    if (application.status !== 'submitted') throw new DomainError('recognition.decided');
    return application;
  }

  private async evidenceOf(
    tx: EntityManager,
    { accountId, exemptionId }: QueueEntry,
    rule: Rule,
    today: string,
    judged: boolean,
  ): Promise<Shown[]> {
    const list = checkList(rule, await this.facts.of(accountId, tx), today);
    const accepted = judged && needsJudgement(list, exemptionId);
    if (!isCovered(list, exemptionId) && !accepted) throw new DomainError('recognition.incomplete');
    if (!list.complete && accepted) return [];
    const parts = list.complete
      ? list.requirements
      : list.exemptions.filter(({ part }) => part.id === exemptionId);
    return parts.flatMap(({ part, shown }) => (shown ? [{ requirement: part.id, ...shown }] : []));
  }

  private async settle(
    tx: EntityManager,
    { id, accountId, group }: QueueEntry,
    status: 'confirmed' | 'refused' | 'more-asked',
    actorId: string,
    reason: string | null,
  ): Promise<void> {
    await tx.query(
      `UPDATE recognition_application SET status = $2, decided_by = $3, decided_at = now(), reason = $4 WHERE id = $1`,
      [id, status, actorId, reason],
    );
    await this.steps.add(tx, id, status, actorId, reason);
    await this.standings.refresh(tx, accountId, group);
  }

  private record(tx: EntityManager, action: string, subjectId: string, actorId: string, rule: Rule) {
    return this.audit.record(tx, {
      ...{ actorId, action, subjectType: 'recognition-application', subjectId },
      detail: { group: rule.group, version: rule.version },
    });
  }
}

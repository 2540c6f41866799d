import { Injectable } from '@nestjs/common';
import { type Actor, scopePaths } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { applicationState, confirmationState } from '../application/application.view.js';
import { Steps } from '../application/steps.js';
import { checkList, isCovered, needsJudgement } from '../check-list/check-list.policy.js';
import { checkListView } from '../check-list/check-list.view.js';
import { FactsSource } from '../check-list/facts-source.js';
import { ConfirmationRepository } from '../confirmation/confirmation.repository.js';
import { dayOf, ruleFacts } from '../rule/rule.view.js';
import { RuleBook } from '../rule/rule-book.js';
import { RuleWords } from '../rule/rule-words.js';
import type { QueueEntry } from './queue.repository.js';

/** What whoever decides sees of an application: the list as it is now, the claim, the steps so far. */
@Injectable()
export class DecisionPage {
  constructor(
    private readonly book: RuleBook,
    private readonly words: RuleWords,
    private readonly facts: FactsSource,
    private readonly steps: Steps,
    private readonly confirmations: ConfirmationRepository,
  ) {}

  async model(application: QueueEntry, actor: Actor, t: Translate) {
    const rule = await this.book.get(application.ruleId);
    const list = checkList(rule, await this.facts.of(application.accountId), await this.book.today());
    const words = {
      requirements: await this.words.requirements(rule, t),
      exemptions: await this.words.exemptions(rule.exemptions, t),
    };
    const { exemptionId, accountId, appliedBy, recognitionId } = application;
    const own = accountId === actor.accountId || appliedBy === actor.accountId;
    const confirmation = recognitionId ? await this.confirmations.find(recognitionId) : null;
    const decides = isDecider(actor) && !own;
    const living = confirmation?.status === 'valid' || confirmation?.status === 'doubted';
    return {
      href: `/recognitions/applications/${application.id}`,
      application: {
        ...application,
        state: applicationState(application.status),
        groupLabel: `recognition.group.${application.group}`,
        recorded:
          application.recordedGroup === application.group
            ? null
            : `recognition.group.${application.recordedGroup}`,
        behalf: appliedBy === accountId ? null : application.appliedByName,
        exemption: words.exemptions.find(({ id }) => id === exemptionId)?.label ?? null,
      },
      rule: { ...rule, facts: ruleFacts(rule, t), href: `/admin/recognition-rules/${rule.id}` },
      list: checkListView(list, words, t),
      steps: await this.steps.of(application.id),
      mayDecide: decides && application.status === 'submitted',
      ownNote: own && application.status === 'submitted',
      covered: isCovered(list, exemptionId),
      judging: !list.complete && needsJudgement(list, exemptionId),
      confirmation: confirmation && {
        ...confirmation,
        state: confirmationState(confirmation.status),
        until: confirmation.validUntil ? dayOf(confirmation.validUntil) : null,
        href: `/recognitions/confirmations/${confirmation.id}`,
      },
      mayKeep: decides && confirmation?.status === 'doubted',
      mayEnd: decides && living,
    };
  }
}

const isDecider = (actor: Actor): boolean => scopePaths(actor, 'unit-manager').length > 0;

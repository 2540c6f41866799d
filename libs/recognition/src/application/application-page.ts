import { Injectable } from '@nestjs/common';
import type { Translate } from '#platform/i18n';
import { checkList } from '../check-list/check-list.policy.js';
import { checkListView } from '../check-list/check-list.view.js';
import { FactsSource } from '../check-list/facts-source.js';
import { nearlyOver } from '../renewal/renewal.policy.js';
import { GROUPS, type TargetGroup } from '../rule/rule.policy.js';
import { dayOf, groupView, ruleFacts } from '../rule/rule.view.js';
import { type Rule, RuleBook } from '../rule/rule-book.js';
import { RuleWords } from '../rule/rule-words.js';
import { applicationState, confirmationState } from './application.view.js';
import { type OwnApplication, OwnRepository } from './own.repository.js';
import { Sharing } from './sharing.js';
import { Steps } from './steps.js';

/** What a person's page of one group shows: the rule, the live check-list, where the application stands. */
@Injectable()
export class ApplicationPage {
  constructor(
    private readonly book: RuleBook,
    private readonly words: RuleWords,
    private readonly facts: FactsSource,
    private readonly own: OwnRepository,
    private readonly sharing: Sharing,
    private readonly steps: Steps,
  ) {}

  async model(accountId: string, chosen: string | undefined, t: Translate) {
    const recorded = await this.own.group(accountId);
    const group = GROUPS.find((each) => each === chosen) ?? recorded;
    const [application, confirmations] = await Promise.all([
      this.own.application(accountId, group),
      this.own.confirmations(accountId, group),
    ]);
    const living = confirmations.find(({ status }) => status === 'valid' || status === 'doubted');
    const open = application && ['submitted', 'more-asked'].includes(application.status);
    const renewable = Boolean(living && nearlyOver(living.validUntil, await this.book.today()));
    // What was handed in is judged by the rule of that day; whatever comes next by the one in force.
    const rule = await this.ruleFor(group, (renewable ? null : living) ?? (open ? application : null));
    const told = (renewable && open ? null : living?.applicationId) ?? application?.id;
    return {
      group: { ...groupView(group), other: group !== recorded },
      groups: GROUPS.map((each) => ({ ...groupView(each), current: each === group })),
      rule: rule && (await this.ruleModel(rule, accountId, t)),
      application: application && (!living || open) ? applicationModel(application) : null,
      confirmations: confirmations.map((each) => ({
        ...{ ...each, state: confirmationState(each.status), href: `/my-recognition/${each.id}` },
        until: each.validUntil ? dayOf(each.validUntil) : null,
      })),
      mayApply: rule !== null && (!living || renewable) && application?.status !== 'submitted',
      again: application?.status === 'more-asked' || application?.status === 'refused',
      mayWithdraw: Boolean(open),
      shares: await this.sharing.agreed(accountId),
      renewable,
      living: living ?? null,
      steps: told ? await this.steps.of(told) : [],
    };
  }

  private async ruleFor(group: TargetGroup, fixed: { ruleId: string } | null | undefined) {
    return fixed ? this.book.get(fixed.ruleId) : this.book.inForce(group);
  }

  private async ruleModel(rule: Rule, accountId: string, t: Translate) {
    const list = checkList(rule, await this.facts.of(accountId), await this.book.today());
    const words = {
      requirements: await this.words.requirements(rule, t),
      exemptions: await this.words.exemptions(rule.exemptions, t),
    };
    return { ...rule, facts: ruleFacts(rule, t), list: checkListView(list, words, t) };
  }
}

const applicationModel = (application: OwnApplication) => ({
  ...application,
  state: applicationState(application.status),
});

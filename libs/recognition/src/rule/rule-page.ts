import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Frameworks } from '#competency';
import { People } from '#identity';
import { type Actor, hasRole } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { missingIn } from './rule.policy.js';
import { formValues, groupView, kindOptions, missingKeys, ruleFacts, ruleState } from './rule.view.js';
import { type Rule, RuleBook } from './rule-book.js';
import { RuleWords } from './rule-words.js';

const LEVELS = 8;

/** What the page of one rule shows: the version as it is, and for a draft the forms that fill it in. */
@Injectable()
export class RulePage {
  constructor(
    private readonly db: DataSource,
    private readonly book: RuleBook,
    private readonly words: RuleWords,
    private readonly people: People,
    private readonly frameworks: Frameworks,
  ) {}

  /** `typed`: what was sent and refused, in the place of what is stored. */
  async model(rule: Rule, actor: Actor, t: Translate, typed?: Record<string, string | string[]>) {
    const today = await this.book.today();
    const isDraft = rule.status === 'draft';
    const notBefore = await this.book.lastEffective(this.db, rule.group);
    const missing = isDraft ? missingIn(rule, today, notBefore) : [];
    const mayEdit = isDraft && hasRole(actor, 'system-admin', 'programme-admin');
    const own = rule.editedBy.includes(actor.accountId);
    const names = await this.people.names([...rule.editedBy, ...(rule.approvedBy ? [rule.approvedBy] : [])]);
    const kind = typed?.['kind'];
    const values = { ...formValues(rule), ...typed };
    return {
      rule: { ...rule, state: ruleState(rule, today), facts: ruleFacts(rule, t) },
      ...{ group: groupView(rule.group), href: `/admin/recognition-rules/${rule.id}`, values, mayEdit },
      requirements: await this.words.requirements(rule, t),
      exemptions: await this.words.exemptions(rule.exemptions, t),
      kinds: kindOptions(values.decidedBy, t),
      missing: missingKeys(missing),
      mayApprove: isDraft && missing.length === 0 && !own && hasRole(actor, 'system-admin'),
      ownDraft: isDraft && missing.length === 0 && own,
      editors: rule.editedBy.map((id) => names.get(id)).filter(Boolean),
      approvedBy: rule.approvedBy ? names.get(rule.approvedBy) : null,
      adding: typeof kind === 'string' ? { [kind]: true } : {},
      ...(mayEdit ? await this.choices(t) : {}),
    };
  }

  private async choices(t: Translate) {
    const frameworks = await this.frameworks.allInForce();
    return {
      courses: (await this.book.courses()).map(({ id, title }) => ({ value: id, label: title })),
      examinations: (await this.book.examinations()).map(({ lessonKey, title, courseTitle }) => ({
        ...{ value: lessonKey, label: `${courseTitle}: ${title}` },
      })),
      components: frameworks.flatMap((framework) =>
        framework.levels.size > 0
          ? {
              label: framework.title,
              options: [...framework.components.values()].map(({ code, name }) => ({
                ...{ value: `${framework.code}/${code}`, label: `${code} ${name}` },
              })),
            }
          : [],
      ),
      levels: Array.from({ length: LEVELS }, (_, index) => ({
        ...{ value: String(index + 1), label: t('recognition.level', { level: index + 1 }) },
      })),
    };
  }
}

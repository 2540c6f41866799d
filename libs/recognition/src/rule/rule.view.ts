import type { Translate } from '#platform/i18n';
import { DECIDING_KINDS, type Missing, type TargetGroup } from './rule.policy.js';
import type { Rule } from './rule-book.js';

/** Groups whose rows of the framework of Decision 757 nobody here has read; of students a part is known. */
const UNREAD: readonly TargetGroup[] = ['official', 'citizen', 'worker'];

export const groupView = (group: TargetGroup) => ({
  group,
  label: `recognition.group.${group}`,
  note: UNREAD.includes(group) ? 'recognition.rows.unread' : 'recognition.rows.partly',
});

export function ruleState(rule: Rule, today: string) {
  if (rule.status === 'draft') return { kind: 'attention', label: 'recognition.rule.draft' };
  if (rule.inForce) return { kind: 'done', label: 'recognition.rule.in-force' };
  const ahead = rule.effectiveFrom !== null && rule.effectiveFrom > today;
  return { kind: 'plain', label: ahead ? 'recognition.rule.ahead' : 'recognition.rule.past' };
}

/** A rule read as a whole; what is empty says so. */
export function ruleFacts(rule: Rule, t: Translate) {
  const said = (value: number | null, unit: string) =>
    value === null ? t('recognition.rule.empty') : t(`recognition.rule.${unit}`, { count: value });
  const validity = rule.unlimited ? t('recognition.rule.unlimited') : said(rule.validityMonths, 'months');
  const kinds = rule.decidedBy.map((kind) => t(`recognition.kind.${kind}`)).join(', ');
  return [
    { label: t('recognition.rule.legal-basis'), value: rule.legalBasis || t('recognition.rule.empty') },
    { label: t('recognition.rule.questions'), value: said(rule.questions, 'count') },
    {
      label: t('recognition.rule.threshold'),
      value: rule.thresholdPercent === null ? t('recognition.rule.empty') : `${rule.thresholdPercent}%`,
    },
    { label: t('recognition.rule.attempts'), value: said(rule.attempts, 'count') },
    { label: t('recognition.rule.decided-by'), value: kinds || t('recognition.rule.empty') },
    { label: t('recognition.rule.validity'), value: validity },
    {
      label: t('recognition.rule.effective-from'),
      value: rule.effectiveFrom ? dayOf(rule.effectiveFrom) : t('recognition.rule.empty'),
    },
  ];
}

/** `2026-12-01` as it is written in Việt Nam. */
export const dayOf = (day: string): string => day.split('-').reverse().join('/');

export const formValues = (rule: Rule) => ({
  ...rule,
  questions: text(rule.questions),
  thresholdPercent: text(rule.thresholdPercent),
  attempts: text(rule.attempts),
  validity: rule.unlimited ? 'unlimited' : rule.validityMonths === null ? '' : 'months',
  validityMonths: text(rule.validityMonths),
  effectiveFrom: rule.effectiveFrom ?? '',
});

const text = (value: number | null): string => (value === null ? '' : String(value));

/** The boxes of the units that may confirm; `chosen` as the form sent it. */
export const kindOptions = (chosen: unknown, t: Translate) =>
  DECIDING_KINDS.map((value) => ({
    ...{ value, label: t(`recognition.kind.${value}`) },
    checked: [chosen].flat().includes(value),
  }));

export const missingKeys = (missing: readonly Missing[]): string[] =>
  missing.map((each) => `recognition.missing.${each}`);

/** The four target groups of Decision 757/QĐ-BKHCN. */
export const GROUPS = ['official', 'citizen', 'student', 'worker'] as const;
export type TargetGroup = (typeof GROUPS)[number];

/** Kinds of units that may confirm. */
export const DECIDING_KINDS = ['commune', 'department', 'office', 'province'] as const;
export type DecidingKind = (typeof DECIDING_KINDS)[number];

/** What has to be shown; all of them. */
export type Requirement = { id: string } /** The same lesson in every version of the course. */ & (
  | { kind: 'examination'; courseId: string; lessonKey: string }
  | { kind: 'course'; courseId: string }
  | { kind: 'skill'; framework: string; component: string; level: number }
);

/** What stands in the place of all requirements; one of them. */
export type Exemption = { id: string } & (
  | { kind: 'certificate'; courseId: string }
  | { kind: 'course'; courseId: string }
  /** From so many years of age. */
  | { kind: 'age'; from: number }
  /** Words of the rule that only a person can judge. */
  | { kind: 'stated'; text: string }
);

/** What a rule says. Null and empty: nobody has said it yet. */
export interface RuleContent {
  title: string;
  legalBasis: string;
  questions: number | null;
  thresholdPercent: number | null;
  attempts: number | null;
  decidedBy: DecidingKind[];
  validityMonths: number | null;
  unlimited: boolean;
  requirements: Requirement[];
  exemptions: Exemption[];
  /** `2026-12-01`. */
  effectiveFrom: string | null;
}

const MISSING = [
  'title',
  'legal-basis',
  'requirements',
  'examination-numbers',
  'decided-by',
  'validity',
  'effective-from',
  'effective-past',
  'effective-order',
] as const;
export type Missing = (typeof MISSING)[number];

/**
 * Why a draft cannot be put into force yet; in the order in which a form asks for it. Days are `2026-12-01`.
 * `notBefore`: the day from which the version before it counts.
 */
export function missingIn(rule: RuleContent, today: string, notBefore: string | null): Missing[] {
  const examined = rule.requirements.some((each) => each.kind === 'examination');
  const numbers = [rule.questions, rule.thresholdPercent, rule.attempts];
  const from = rule.effectiveFrom;
  const found: Record<Missing, boolean> = {
    title: rule.title === '',
    'legal-basis': rule.legalBasis === '',
    requirements: rule.requirements.length === 0,
    'examination-numbers': examined && numbers.includes(null),
    'decided-by': rule.decidedBy.length === 0,
    validity: !rule.unlimited && rule.validityMonths === null,
    'effective-from': from === null,
    'effective-past': from !== null && from < today,
    'effective-order': from !== null && notBefore !== null && from < notBefore,
  };
  return MISSING.filter((each) => found[each]);
}

/** The last day of a confirmation: so many months on, on the same day or the last of a shorter month. */
export function lastDay(
  confirmedOn: string,
  { unlimited, validityMonths }: Pick<RuleContent, 'unlimited' | 'validityMonths'>,
) {
  if (unlimited || validityMonths === null) return null;
  const [year, month, day] = confirmedOn.split('-').map(Number) as [number, number, number];
  const months = year * 12 + (month - 1) + validityMonths;
  const [toYear, toMonth] = [Math.floor(months / 12), months % 12];
  const longest = new Date(Date.UTC(toYear, toMonth + 1, 0)).getUTCDate();
  return new Date(Date.UTC(toYear, toMonth, Math.min(day, longest))).toISOString().slice(0, 10);
}

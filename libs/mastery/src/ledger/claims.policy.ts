import { v5 } from 'uuid';
import type { AttemptSkills } from '#assessment';

/** An approved rule, or one that was approved until it was retired. */
export interface AwardRule {
  id: string;
  courseId: string;
  basis: 'examination' | 'completion';
  /** Of the marks on the component's questions; null unless by examination. */
  percent: number | null;
  minQuestions: number | null;
  frameworkVersionId: string;
  component: string;
  level: number;
  /** Evidence from then on no longer counts. */
  retiredAt: Date | null;
}

/** All that one enrolment can show. */
export interface Evidence {
  enrolmentId: string;
  accountId: string;
  courseId: string;
  completedAt: Date | null;
  /** Earlier completions that regrades took back, oldest first. */
  losses: { completedAt: Date; lostAt: Date; regainedAt: Date | null }[];
  withdrawnAt: Date | null;
  /** When somebody decided that what the enrolment had shown until then does not count, oldest first. */
  revocations: Date[];
  attempts: AttemptSkills[];
}

/** A row of the ledger as it must be; the same evidence and rules always give the same rows. */
export interface LedgerRow {
  id: string;
  kind: 'reached' | 'withdrawn';
  accountId: string;
  enrolmentId: string;
  ruleId: string;
  gradeId: string | null;
  frameworkVersionId: string;
  component: string;
  level: number;
  units: number | null;
  maxUnits: number | null;
  questions: number | null;
  withdraws: string | null;
  cause: 'regraded' | 'left' | 'revoked' | null;
  happenedAt: Date;
}

/** The code that a question's code has in the framework of the rule; null when it has none. */
export type Resolve = (frameworkVersionId: string, code: string) => string | null;

const NAMESPACE = 'b6c1a8c4-3f0e-5a57-8f43-0d6f6c2f9a10';

/** What the rules make of the evidence: levels reached, and those taken back by a new grade or by leaving. */
export function ledgerRows(evidence: Evidence, rules: AwardRule[], resolve: Resolve): LedgerRow[] {
  return rules
    .filter((rule) => rule.courseId === evidence.courseId)
    .flatMap((rule) => claims(evidence, rule, resolve))
    .flatMap((claim) => unrevoked(claim, evidence.revocations))
    .flatMap(({ row, endedAt, cause }) => {
      if (endedAt === null) return [row];
      const id = v5(`withdrawn ${row.id}`, NAMESPACE);
      return [row, { ...row, id, kind: 'withdrawn' as const, withdraws: row.id, cause, happenedAt: endedAt }];
    });
}

interface Claim {
  row: LedgerRow;
  /** When the learner showed it first: a revision of a grade does not make it younger. */
  shownAt: Date;
  endedAt: Date | null;
  cause: LedgerRow['cause'];
}

function claims(evidence: Evidence, rule: AwardRule, resolve: Resolve): Claim[] {
  const { withdrawnAt } = evidence;
  if (rule.basis === 'completion') return completions(evidence, rule);
  return evidence.attempts.flatMap(({ gradeId, gradedAt, firstGradedAt, replacedAt, skills }) => {
    if (!counts(rule, firstGradedAt) || !before(gradedAt, withdrawnAt)) return [];
    const own = skills.filter(({ code }) => resolve(rule.frameworkVersionId, code) === rule.component);
    const sum = (of: (skill: (typeof own)[number]) => number) =>
      own.reduce((total, each) => total + of(each), 0);
    const marks = {
      units: sum((s) => s.units),
      maxUnits: sum((s) => s.maxUnits),
      questions: sum((s) => s.questions),
    };
    if (!satisfies(rule, marks)) return [];
    const row = { ...rowOf(evidence, rule, gradeId, gradedAt), gradeId, ...marks };
    const left = withdrawnAt !== null && (replacedAt === null || withdrawnAt < replacedAt);
    return [
      {
        row,
        shownAt: firstGradedAt,
        endedAt: left ? withdrawnAt : replacedAt,
        cause: left ? 'left' : replacedAt && 'regraded',
      },
    ];
  });
}

/** Each time the course was completed, until a regrade took that back or the learner left. */
function completions(evidence: Evidence, rule: AwardRule): Claim[] {
  const { completedAt, losses, withdrawnAt } = evidence;
  const starts = [null, ...losses.map(({ regainedAt }) => regainedAt)];
  const held = [
    ...losses.map(({ completedAt: since, lostAt }) => ({ since, endedAt: lostAt as Date | null })),
    ...(completedAt ? [{ since: completedAt, endedAt: null }] : []),
  ];
  return held.flatMap(({ since, endedAt }, index): Claim[] => {
    const from = starts[index] ?? since;
    if (!counts(rule, since) || !before(from, withdrawnAt)) return [];
    const source = index === 0 ? evidence.enrolmentId : `${evidence.enrolmentId} ${index + 1}`;
    const row = rowOf(evidence, rule, source, from);
    if (endedAt) return [{ row, shownAt: since, endedAt, cause: 'regraded' }];
    return [{ row, shownAt: since, endedAt: withdrawnAt, cause: withdrawnAt && 'left' }];
  });
}

/** The claim until the first revocation after it was shown; none when it came to be only later. */
function unrevoked(claim: Claim, revocations: Date[]): Claim[] {
  const end = revocations.find((at) => claim.shownAt < at);
  if (!end) return [claim];
  if (claim.row.happenedAt >= end) return [];
  return claim.endedAt && claim.endedAt <= end ? [claim] : [{ ...claim, endedAt: end, cause: 'revoked' }];
}

/** Evidence from before the rule was retired. */
const counts = ({ retiredAt }: AwardRule, at: Date): boolean => before(at, retiredAt);

const before = (at: Date, end: Date | null): boolean => end === null || at < end;

/** Compared in whole units, never as a rounded share. */
export function satisfies(
  { percent, minQuestions }: Pick<AwardRule, 'percent' | 'minQuestions'>,
  { units, maxUnits, questions }: { units: number; maxUnits: number; questions: number },
): boolean {
  return questions >= (minQuestions ?? 1) && maxUnits > 0 && units * 100 >= (percent ?? 100) * maxUnits;
}

function rowOf(evidence: Evidence, rule: AwardRule, source: string, happenedAt: Date): LedgerRow {
  return {
    ...{ id: v5(`${rule.id} ${source}`, NAMESPACE), kind: 'reached', happenedAt },
    ...{ accountId: evidence.accountId, enrolmentId: evidence.enrolmentId, ruleId: rule.id, gradeId: null },
    ...{ frameworkVersionId: rule.frameworkVersionId, component: rule.component, level: rule.level },
    ...{ units: null, maxUnits: null, questions: null, withdraws: null, cause: null },
  };
}

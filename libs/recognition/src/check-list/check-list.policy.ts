import type { Exemption, Requirement, RuleContent } from '../rule/rule.policy.js';

/** One sitting of an examination. */
export interface Sitting {
  gradeId: string;
  courseId: string;
  lessonKey: string;
  /** Which of the person's sittings of this examination it is, from 1. */
  nth: number;
  questions: number;
  units: number;
  maxUnits: number;
  at: Date;
}

/** What is known of a person, whatever a rule asks. */
export interface Facts {
  sittings: Sitting[];
  completions: { courseId: string; enrolmentId: string; at: Date }[];
  levels: { framework: string; component: string; level: number; entryId: string; at: Date }[];
  certificates: { courseId: string; certificateId: string; at: Date }[];
  /** `1950-08-14`, or the year alone; null: unknown. */
  birth: string | null;
}

/** What shows that a part of a rule is met: the grade, enrolment, entry of the ledger or certificate, and since when. */
export interface Evidence {
  kind: 'grade' | 'enrolment' | 'skill-entry' | 'certificate' | 'birth';
  /** Null of an age. */
  id: string | null;
  at: Date | null;
}

/** Why an examination that was sat does not show it: what is nearest to enough. */
export interface Near {
  reason: 'questions' | 'attempts' | 'threshold';
  questions: number;
  nth: number;
  /** Share of the marks in tenths of a percent, rounded down. */
  permille: number;
}

export interface Checked<Part> {
  part: Part;
  shown: Evidence | null;
  near: Near | null;
}

export interface CheckList {
  requirements: Checked<Requirement>[];
  /** Exemptions that only a person can judge are never shown. */
  exemptions: Checked<Exemption>[];
  /** Every requirement is shown. */
  complete: boolean;
}

type Numbers = Pick<RuleContent, 'questions' | 'thresholdPercent' | 'attempts'>;
export type Asked = Numbers & Pick<RuleContent, 'requirements' | 'exemptions'>;

/** Holds what is known of a person against a rule. `today`: `2026-11-22`. Whole numbers only: no rounding decides. */
export function checkList(rule: Asked, facts: Facts, today: string): CheckList {
  const requirements = rule.requirements.map((part) => requirement(part, rule, facts));
  return {
    requirements,
    exemptions: rule.exemptions.map((part) => ({ part, shown: exemption(part, facts, today), near: null })),
    complete: requirements.length > 0 && requirements.every(({ shown }) => shown !== null),
  };
}

/** Whether nothing but what the platform itself knows is needed to confirm, with the exemption that is claimed. */
export function isCovered(list: CheckList, exemptionId: string | null): boolean {
  if (list.complete) return true;
  return list.exemptions.some(({ part, shown }) => part.id === exemptionId && shown !== null);
}

/** Whether the claimed exemption is one that a person has to judge. */
export const needsJudgement = (list: CheckList, exemptionId: string | null): boolean =>
  list.exemptions.some(({ part }) => part.id === exemptionId && part.kind === 'stated');

function requirement(part: Requirement, numbers: Numbers, facts: Facts): Checked<Requirement> {
  if (part.kind === 'course') return { part, shown: completion(part.courseId, facts), near: null };
  if (part.kind === 'examination') return { part, ...examination(part, numbers, facts.sittings) };
  const held = facts.levels.find(
    (each) =>
      each.framework === part.framework && each.component === part.component && each.level >= part.level,
  );
  return { part, shown: held ? { kind: 'skill-entry', id: held.entryId, at: held.at } : null, near: null };
}

function completion(courseId: string, { completions }: Facts): Evidence | null {
  const found = completions.find((each) => each.courseId === courseId);
  return found ? { kind: 'enrolment', id: found.enrolmentId, at: found.at } : null;
}

function examination(
  { lessonKey, courseId }: Extract<Requirement, { kind: 'examination' }>,
  { questions, thresholdPercent, attempts }: Numbers,
  sittings: readonly Sitting[],
): { shown: Evidence | null; near: Near | null } {
  const own = sittings
    .filter((each) => each.lessonKey === lessonKey && each.courseId === courseId)
    .sort((a, b) => a.nth - b.nth);
  // A number that nobody has said is not met by anything.
  const long = (each: Sitting) => questions !== null && each.questions >= questions;
  const soon = (each: Sitting) => attempts !== null && each.nth <= attempts;
  const passed = (each: Sitting) =>
    thresholdPercent !== null && each.maxUnits > 0 && each.units * 100 >= each.maxUnits * thresholdPercent;
  const enough = own.find((each) => long(each) && soon(each) && passed(each));
  if (enough) return { shown: { kind: 'grade', id: enough.gradeId, at: enough.at }, near: null };
  const best = own.reduce<Sitting | null>((a, b) => (a === null || permille(b) > permille(a) ? b : a), null);
  if (!best) return { shown: null, near: null };
  const reason = !passed(best) ? 'threshold' : long(best) ? 'attempts' : 'questions';
  return {
    shown: null,
    near: { reason, questions: best.questions, nth: best.nth, permille: permille(best) },
  };
}

const permille = ({ units, maxUnits }: Sitting): number =>
  maxUnits > 0 ? Math.floor((units * 1000) / maxUnits) : 0;

function exemption(part: Exemption, facts: Facts, today: string): Evidence | null {
  if (part.kind === 'stated') return null;
  if (part.kind === 'course') return completion(part.courseId, facts);
  if (part.kind === 'certificate') {
    const held = facts.certificates.find((each) => each.courseId === part.courseId);
    return held ? { kind: 'certificate', id: held.certificateId, at: held.at } : null;
  }
  return isOfAge(facts.birth, part.from, today) ? { kind: 'birth', id: null, at: null } : null;
}

/** Of a year alone it counts once the whole year of that age is over: nobody is taken for older than they are. */
export function isOfAge(birth: string | null, years: number, today: string): boolean {
  if (birth === null) return false;
  const day = birth.length === 4 ? `${birth}-12-31` : birth;
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}` <= today;
}

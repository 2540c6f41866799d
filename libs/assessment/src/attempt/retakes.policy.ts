/** Which of several marks at one quiz counts. `average` is that of the results shown, rounded down. */
export const COUNTED_MARKS = ['highest', 'latest', 'first', 'average'] as const;
export type CountedMark = (typeof COUNTED_MARKS)[number];

/** How often a quiz may be sat, how many minutes lie between two attempts, and which mark counts. */
export interface RetakeRules {
  attempts: number;
  waitMinutes: number;
  counted: CountedMark;
}

export interface Counted {
  /** Per ten thousand. */
  scoreBp: number;
  passed: boolean;
}

/** A graded attempt; one without a mark is left out. */
interface Marked {
  number: number;
  scoreBp: number | null;
  passed: boolean | null;
}

/** What a class has not ruled otherwise. */
export const plainRules = (attempts: number): RetakeRules => ({
  attempts,
  waitMinutes: 0,
  counted: 'highest',
});

/** The mark that counts among these, in any order; null while none is graded. */
export function countedMark(rule: CountedMark, attempts: Marked[], passPercent: number): Counted | null {
  const marks = attempts
    .flatMap(({ number, scoreBp, passed }) => (scoreBp === null ? [] : { number, scoreBp, passed: !!passed }))
    .sort((a, b) => a.number - b.number);
  if (marks.length === 0) return null;
  if (rule === 'latest') return marks.at(-1) as Counted;
  // While the first attempt has no mark, no other one stands in for it.
  if (rule === 'first') return marks.find(({ number }) => number === 1) ?? null;
  if (rule === 'highest')
    return {
      scoreBp: Math.max(...marks.map(({ scoreBp }) => scoreBp)),
      passed: marks.some(({ passed }) => passed),
    };
  const sum = marks.reduce((total, { scoreBp }) => total + scoreBp, 0);
  return {
    scoreBp: Math.floor(sum / marks.length),
    passed: sum >= passPercent * 100 * marks.length,
  };
}

/** From when the next attempt may start; null when no attempt has ended yet, or nothing is to be waited for. */
export function nextStart(rules: RetakeRules, attempts: { submittedAt: Date | null }[]): Date | null {
  const ends = attempts.flatMap(({ submittedAt }) => submittedAt?.getTime() ?? []);
  if (rules.waitMinutes === 0 || ends.length === 0) return null;
  return new Date(Math.max(...ends) + rules.waitMinutes * 60_000);
}

/**
 * SQL: the mark that counts passes, over the attempts `a` of one learner at one quiz with their valid grades `g`.
 * The same rule as {@link countedMark}; `rule` and `passPercent` are placeholders.
 */
export const countedPass = (rule: string, passPercent: string): string => `
  coalesce(CASE ${rule}
    WHEN 'latest' THEN (array_agg(g.passed ORDER BY a.number DESC) FILTER (WHERE g.score_bp IS NOT NULL))[1]
    WHEN 'first' THEN bool_or(g.passed) FILTER (WHERE a.number = 1)
    WHEN 'average' THEN sum(g.score_bp) >= ${passPercent} * 100 * count(g.score_bp)
    ELSE bool_or(g.passed) END, false)`;

/** With the attempts that somebody was granted beyond the rules. */
export const withExtra = (rules: RetakeRules, extraAttempts: number): RetakeRules => ({
  ...rules,
  attempts: rules.attempts + extraAttempts,
});

import type { ExamRow } from './exam-row.js';

/** One sum of the rollup, or what is to be added to it. */
export interface ExamCell {
  classId: string;
  quizId: string;
  unitId: string | null;
  targetGroup: string;
  measure: string;
  amount: number;
}

/** What a row counts for, by measure. A withdrawn one counts for nothing. */
function measuresOf(row: ExamRow): [string, number][] {
  if (!row.living) return [];
  const enrolled: [string, number][] = [['enrolled', 1]];
  if (row.scoreBp === null) return enrolled;
  return [
    ...enrolled,
    ['sat', 1],
    ['passed', row.passed ? 1 : 0],
    ['attempts', row.attempts],
    ['score', row.scoreBp],
    ['seconds', row.seconds ?? 0],
    [`tenth:${Math.min(9, Math.floor(row.scoreBp / 1000))}`, 1],
    ...Object.entries(row.skills).flatMap(([code, [units, full]]): [string, number][] => [
      [`units:${code}`, units],
      [`full:${code}`, full],
    ]),
  ];
}

/** What `after` in place of `before` changes; always in the same order, so that two countings cannot block each other. */
export function cellChanges(before: ExamRow[], after: ExamRow[]): ExamCell[] {
  const cells = new Map<string, ExamCell>();
  const add = (row: ExamRow, sign: number) => {
    const { classId, quizId, unitId, targetGroup } = row;
    for (const [measure, amount] of measuresOf(row)) {
      const key = [classId, quizId, unitId, targetGroup, measure].join(' ');
      const cell = cells.get(key) ?? { classId, quizId, unitId, targetGroup, measure, amount: 0 };
      cell.amount += sign * amount;
      cells.set(key, cell);
    }
  };
  for (const row of before) add(row, -1);
  for (const row of after) add(row, 1);
  return [...cells]
    .filter(([, { amount }]) => amount !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, cell]) => cell);
}

/**
 * Periods an official owes each year, as the platform's programmes count it (the plan of Hải Phòng and the task
 * of this project); other groups owe none.
 */
export const TIET_OWED_A_YEAR = 40;

export interface Credited {
  courseId: string;
  tiet: number;
  /** Null while the course is not completed. */
  completedYear: number | null;
}

/** Periods credited in a year: each completed course counts once, however many classes it was taken in. */
export function tietOfYear(credited: Credited[], year: number): number {
  const byCourse = new Map<string, number>();
  for (const { courseId, tiet, completedYear } of credited)
    if (completedYear === year) byCourse.set(courseId, Math.max(tiet, byCourse.get(courseId) ?? 0));
  return [...byCourse.values()].reduce((sum, tiet) => sum + tiet, 0);
}

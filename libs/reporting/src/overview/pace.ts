const DAY_MS = 86_400_000;

/** Whole days from one calendar day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/**
 * How far an even pace would have come by the end of `day`: percent of the days from the first of the class to
 * the last, both counted. The plan that a class has when nobody has set another.
 */
export function evenPace(startsOn: string, endsOn: string, day: string): number {
  const length = daysBetween(startsOn, endsOn) + 1;
  const gone = Math.min(length, Math.max(0, daysBetween(startsOn, day) + 1));
  return Math.floor((gone * 10_000) / length) / 100;
}

/** More than this many points behind the pace is slow. */
const SLACK = 15;

export type PaceState = 'met' | 'normal' | 'slow';

export function paceState(reached: number, pace: number): PaceState {
  if (reached >= pace) return 'met';
  return reached < pace - SLACK ? 'slow' : 'normal';
}

/** The percentage below which a unit is slow; zero at the beginning, when nobody can be. */
export const slowBelow = (pace: number): number => Math.max(0, Math.round((pace - SLACK) * 100) / 100);

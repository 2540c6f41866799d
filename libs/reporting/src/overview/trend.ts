import { addDays, daysBetween, evenPace } from './pace.js';

export interface TrendPoint {
  /** `dd/mm` */
  label: string;
  /** Reached by the end of the day; null in the future. */
  value: number | null;
  plan: number | null;
}

export interface TrendInput {
  /** Happenings by day, in order. */
  days: { day: string; count: number }[];
  today: string;
  /** Days of a class and how many people are to reach the end: draws the even pace beside what was done. */
  plan: { startsOn: string; endsOn: string; people: number } | null;
}

const MOST_POINTS = 100;

/** Sums up to evenly spaced days, about a hundred at most, reckoned from today; the first and last day are among them. */
export function trendPoints({ days, today, plan }: TrendInput): TrendPoint[] {
  const first = [days[0]?.day, plan?.startsOn].filter((day) => day !== undefined).sort()[0];
  if (!first) return [];
  const last = [today, plan?.endsOn ?? today, first].sort().at(-1) as string;
  const value = runningSum(days);
  return pointDays(first, last, today).map((day) => ({
    label: `${day.slice(8)}/${day.slice(5, 7)}`,
    value: day <= today ? value(day) : null,
    plan: plan ? Math.round((plan.people * evenPace(plan.startsOn, plan.endsOn, day)) / 100) : null,
  }));
}

function pointDays(first: string, last: string, today: string): string[] {
  const step = Math.max(1, Math.ceil(daysBetween(first, last) / MOST_POINTS));
  const anchor = today < first ? first : today > last ? last : today;
  const before = Math.floor(daysBetween(first, anchor) / step);
  const after = Math.floor(daysBetween(anchor, last) / step);
  const days = Array.from({ length: before + after + 1 }, (_, at) => addDays(anchor, (at - before) * step));
  return [...new Set([first, ...days, last])];
}

function runningSum(days: { day: string; count: number }[]): (day: string) => number {
  return (until) => days.reduce((total, { day, count }) => (day <= until ? total + count : total), 0);
}

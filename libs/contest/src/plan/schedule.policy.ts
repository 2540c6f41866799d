export interface RoundTimes {
  opensAt: Date;
  closesAt: Date;
  standingsAt: Date;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** After the last who entered has used all the time: grace, marking and counting. */
const COUNTING_MINUTES = 5;

/** Rounds that open at the same hour each week. */
export function weekly(first: Date, rounds: number, days: number, standingsAfterHours: number): RoundTimes[] {
  return Array.from({ length: rounds }, (_, week) => {
    const opens = first.getTime() + week * 7 * DAY;
    const closes = opens + days * DAY;
    return {
      opensAt: new Date(opens),
      closesAt: new Date(closes),
      standingsAt: new Date(closes + standingsAfterHours * HOUR),
    };
  });
}

/** The earliest hour at which standings can be promised: who enters at the last moment still has the whole time. */
export const earliestStandings = (closesAt: Date, minutes: number): Date =>
  new Date(closesAt.getTime() + (minutes + COUNTING_MINUTES) * 60_000);

/** Viet Nam has kept one time since 1975. */
const AHEAD_MS = 7 * 3_600_000;

/** Day and time in Viet Nam at that moment, as a field for both holds them: `2026-12-31T23:59`. */
export const localMinute = (moment: Date): string =>
  new Date(moment.getTime() + AHEAD_MS).toISOString().slice(0, 16);

/** The day in Viet Nam at that moment, `YYYY-MM-DD`. */
export const localDay = (moment: Date): string => localMinute(moment).slice(0, 10);

export const localYear = (moment: Date): number => Number(localDay(moment).slice(0, 4));

/** SQL: the day in Viet Nam by the clock of the database. */
export const TODAY = `(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

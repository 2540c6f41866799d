export interface Season {
  year: number;
  startsOn: string;
  endsOn: string;
}

/**
 * The run of a demonstration class around a day (`YYYY-MM-DD`): from the first of its month to the end of the
 * next, so that a fresh installation always has open classes.
 */
export function seasonAround(day: string): Season {
  const [year, month] = day.split('-').map(Number) as [number, number];
  const iso = (date: Date) => date.toISOString().slice(0, 10);
  return {
    year,
    startsOn: iso(new Date(Date.UTC(year, month - 1, 1))),
    endsOn: iso(new Date(Date.UTC(year, month + 1, 0))),
  };
}

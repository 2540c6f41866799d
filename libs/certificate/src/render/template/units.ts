/** Millimetres as points of a page. */
export const pointsOf = (millimetres: number): number => (millimetres * 72) / 25.4;

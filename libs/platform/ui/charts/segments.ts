/** Percentage of a whole, 0–100, for SVG widths and printed shares; an empty whole is 0. */
export function share(part: number, whole: number): number {
  if (!(whole > 0) || !(part > 0)) return 0;
  return Math.min(100, Math.round((part / whole) * 10_000) / 100);
}

export interface Segment {
  /** Start and width on a 0–100 scale; empty segments are left out of the drawing. */
  x: number;
  width: number;
}

const GAP = 0.3;
const NARROWEST = 0.8;

/** Lays counts side by side on a 0–100 bar with small gaps; a non-zero count never disappears. */
export function plotSegments<T extends { count: number }>(items: T[]): (T & Segment)[] {
  const shown = items.filter((item) => item.count > 0);
  const total = shown.reduce((sum, item) => sum + item.count, 0);
  const room = 100 - GAP * Math.max(0, shown.length - 1);
  const raw = shown.map((item) => Math.max(NARROWEST, (item.count / total) * room));
  const scale = room / raw.reduce((sum, width) => sum + width, 0);
  let x = 0;
  return shown.map((item, index) => {
    const width = raw[index]! * scale;
    const segment = { ...item, x: round(x), width: round(width) };
    x += width + GAP;
    return segment;
  });
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

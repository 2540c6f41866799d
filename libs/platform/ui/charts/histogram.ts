export interface HistogramBar {
  count: number;
}

const WIDTH = 640;
const TOP = 28;
const BASELINE = 208;
const GAP = 8;

/** Geometry of bars side by side in a 640 × 240 view box; the highest reaches the top, a count above 0 is seen. */
export function plotHistogram<T extends HistogramBar>(bars: T[]) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const step = WIDTH / Math.max(1, bars.length);
  return bars.map((bar, index) => {
    const height = bar.count === 0 ? 0 : Math.max(2, round((bar.count / most) * (BASELINE - TOP)));
    return {
      ...bar,
      x: round(index * step + GAP / 2),
      y: BASELINE - height,
      width: round(step - GAP),
      height,
      middle: round((index + 0.5) * step),
    };
  });
}

const round = (value: number): number => Math.round(value * 10) / 10;

export interface TrendInput {
  /** One point per date; `value` is missing in the future, `plan` where nothing was planned. */
  points: { label: string; value?: number | null; plan?: number | null }[];
  /** Upper end of the scale; by default a round number above everything drawn. */
  max?: number;
}

const WIDTH = 640;
const HEIGHT = 300;
const LEFT = 76;
const RIGHT = 16;
const TOP = 12;
const BOTTOM = 36;
const LABELS = 5;

/** Geometry of a line with its plan in a 640 × 300 view box. */
export function plotTrend({ points, max }: TrendInput) {
  const highest = Math.max(1, ...points.flatMap((point) => [point.value ?? 0, point.plan ?? 0]));
  const top = max ?? roundUp(highest);
  const x = (index: number) =>
    round(LEFT + (points.length > 1 ? index / (points.length - 1) : 0) * (WIDTH - LEFT - RIGHT));
  const y = (value: number) => round(TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM));
  const line = (read: (point: TrendInput['points'][number]) => number | null | undefined) =>
    points
      .map((point, index) => ({ value: read(point), index }))
      .filter((entry): entry is { value: number; index: number } => typeof entry.value === 'number')
      .map(({ value, index }) => ({ x: x(index), y: y(value), value, label: points[index]!.label }));
  const actual = line((point) => point.value);
  const plan = line((point) => point.plan);
  const last = actual.at(-1);
  const first = actual[0];
  return {
    grid: [0, 0.25, 0.5, 0.75, 1].map((part) => ({ value: top * part, y: y(top * part) })),
    actual: path(actual),
    area: first && last ? `${path(actual)} L${last.x},${y(0)} L${first.x},${y(0)} Z` : '',
    plan: path(plan),
    last,
    lastOnLeft: last ? last.x > WIDTH * 0.7 : false,
    labels: axisLabels(points.length).map((index) => ({
      x: x(index),
      text: points[index]!.label,
      anchor: index === 0 ? 'start' : index === points.length - 1 ? 'end' : 'middle',
    })),
    baseline: y(0),
  };
}

const path = (line: { x: number; y: number }[]): string =>
  line.map((point, index) => `${index ? 'L' : 'M'}${point.x},${point.y}`).join(' ');

function axisLabels(count: number): number[] {
  const wanted = Math.min(LABELS, count);
  if (wanted < 2) return count ? [0] : [];
  return [
    ...new Set(Array.from({ length: wanted }, (_, step) => Math.round((step / (wanted - 1)) * (count - 1)))),
  ];
}

/** 12,482 → 16,000: four equal whole steps that people read easily. */
export function roundUp(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value / 4)));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * unit).find((candidate) => candidate * 4 >= value);
  return Math.ceil(step ?? value / 4) * 4;
}

const round = (value: number): number => Math.round(value * 10) / 10;

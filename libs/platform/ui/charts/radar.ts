export interface RadarAxis {
  label: string;
  value: number;
  /** What the position asks for; drawn dashed. */
  needed?: number;
}

const CENTRE = { x: 200, y: 150 };
const RADIUS = 105;
const LINE_LIMIT = 16;
/** Two lines of a longer label would leave the picture at the sides. */
const LONG = 32;
const SHORT = 15;

/** Geometry of a radar in a 400 × 300 view box, first axis up, clockwise. */
export function plotRadar(axes: RadarAxis[], max: number) {
  const at = (index: number, distance: number) => {
    const angle = (index / axes.length) * 2 * Math.PI - Math.PI / 2;
    return {
      x: round(CENTRE.x + Math.cos(angle) * distance),
      y: round(CENTRE.y + Math.sin(angle) * distance),
    };
  };
  const polygon = (distance: (axis: RadarAxis) => number) =>
    axes
      .map((axis, index) => at(index, distance(axis)))
      .map(({ x, y }) => `${x},${y}`)
      .join(' ');
  const scaled = (value: number) => (Math.max(0, Math.min(value, max)) / max) * RADIUS;
  const levels = [0.25, 0.5, 0.75, 1];
  return {
    rings: levels.map((part) => polygon(() => part * RADIUS)),
    ticks: levels.slice(0, 3).map((part) => ({
      x: CENTRE.x + 5,
      y: round(CENTRE.y - part * RADIUS + 4),
      value: round(part * max),
    })),
    spokes: axes.map((_, index) => at(index, RADIUS)),
    values: polygon((axis) => scaled(axis.value)),
    needed: axes.some((axis) => axis.needed !== undefined) ? polygon((axis) => scaled(axis.needed ?? 0)) : '',
    dots: axes.map((axis, index) => at(index, scaled(axis.value))),
    labels: axes.map((axis, index) => placeLabel(axis.label, at(index, RADIUS + 14))),
  };
}

function placeLabel(label: string, { x, y }: { x: number; y: number }) {
  const lines = wrap(label);
  const side = x < CENTRE.x - 1 ? 'end' : x > CENTRE.x + 1 ? 'start' : 'middle';
  const lift =
    y < CENTRE.y - RADIUS ? (lines.length - 1) * 16 : y > CENTRE.y + RADIUS ? -10 : (lines.length - 2) * 8;
  return { anchor: side, lines: lines.map((text, index) => ({ text, x, y: round(y - lift + index * 16) })) };
}

/** At most two lines, broken at the space nearest the middle; a label too long for two fills up to four short ones. */
function wrap(label: string): string[] {
  if (label.length <= LINE_LIMIT) return [label];
  if (label.length > LONG) return fill(label);
  const middle = label.length / 2;
  const spaces = [...label.matchAll(/ /g)].map((match) => match.index);
  const cut = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  return cut === undefined ? [label] : [label.slice(0, cut), label.slice(cut + 1)];
}

function fill(label: string): string[] {
  const lines: string[] = [];
  for (const word of label.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < SHORT) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const round = (value: number): number => Math.round(value * 10) / 10;

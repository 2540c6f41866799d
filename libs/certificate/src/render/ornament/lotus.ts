import type { PathStream, Point } from './path-stream.js';

/** A petal from the base (0, 0) to its tip, straight up; `lean` bends the tip sideways. */
interface Petal {
  turn: number;
  length: number;
  girth: number;
}

/** Back to front: each petal covers part of those drawn before it. */
const PETALS: Petal[] = [
  { turn: 78, length: 0.86, girth: 0.17 },
  { turn: 54, length: 0.94, girth: 0.21 },
  { turn: 28, length: 1, girth: 0.24 },
  { turn: 0, length: 1.04, girth: 0.27 },
];

/** A lotus of the given height standing on `base`. y grows upwards, as on a PDF page. */
export function drawLotus(
  path: PathStream,
  base: Point,
  height: number,
  colours: { stroke: string; fill: string; width: number },
): void {
  path.style(colours);
  for (const { turn, length, girth } of PETALS) {
    for (const side of turn === 0 ? [1] : [-1, 1]) {
      drawPetal(path, base, height, { turn: turn * side, length, girth });
    }
  }
}

function drawPetal(path: PathStream, base: Point, height: number, { turn, length, girth }: Petal): void {
  const angle = (turn * Math.PI) / 180;
  const place = (across: number, along: number): Point => ({
    x: base.x + height * (across * Math.cos(angle) + along * Math.sin(angle)),
    y: base.y + height * (along * Math.cos(angle) - across * Math.sin(angle)),
  });
  path.move(place(0, 0));
  path.curve(place(-girth * 1.5, length * 0.32), place(-girth * 0.9, length * 0.78), place(0, length));
  path.curve(place(girth * 0.9, length * 0.78), place(girth * 1.5, length * 0.32), place(0, 0));
  path.paint('b');
}

import type { PathStream, Point } from './path-stream.js';

const TURN = 2 * Math.PI;

/** One period of a woven band, centred on y = 0, from x = 0 to `length`. */
export function drawBandTile(path: PathStream, length: number, halfHeight: number, phase: number): void {
  const strands = 7;
  for (let strand = 0; strand < strands; strand++) {
    const shift = (strand * TURN) / strands;
    const f = (x: number): Point => {
      const t = (x / length) * TURN;
      return { x, y: halfHeight * (0.66 * Math.sin(t + phase) + 0.34 * Math.sin(2 * t + shift)) };
    };
    path.trace(f, 0, length, 8);
  }
  path.paint('S');
}

interface Rosette {
  inner: number;
  outer: number;
  /** How deep the outline dips between petals; `lobes` is a multiple of `petals`. */
  dip?: number;
  petals: number;
  lobes: number;
  strands: number;
}

/** A closed rosette: strands swing between the radii, each shifted a little from the last. One petal, turned. */
export function drawRosette(path: PathStream, rosette: Rosette): void {
  const { inner, outer, dip = 0, petals, lobes, strands } = rosette;
  const middle = (inner + outer) / 2;
  const swing = (outer - inner) / 2;
  for (let petal = 0; petal < petals; petal++) {
    path.at({ x: 0, y: 0 }, (360 / petals) * petal, { x: 1, y: 1 }, () => {
      for (let strand = 0; strand < strands; strand++) {
        const shift = (strand * TURN) / strands;
        const f = (t: number): Point => {
          const r = middle + dip * Math.cos(petals * t) + swing * Math.sin(lobes * t + shift);
          return { x: r * Math.cos(t), y: r * Math.sin(t) };
        };
        path.trace(f, 0, TURN / petals, (4 * lobes) / petals);
      }
      path.paint('S');
    });
  }
}

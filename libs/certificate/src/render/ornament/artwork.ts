import { frame, sheetSize } from '../page/measures.js';
import { drawBandTile, drawRosette } from './guilloche.js';
import { drawLotus } from './lotus.js';
import { PathStream, type Point } from './path-stream.js';

const NAVY = '#0B3F7A';
const GOLD = '#C6A04E';
const PAPER = '#FFFDF7';
const WASH = '#F1E7CD';
const WASH_BLUE = '#E4EAF0';

/** Outer edge of the frame from the paper's edge, and the width of its woven band, in points. */
const EDGE = 20;
const BAND = 27;
const CORNER = 34;
const PERIOD = 36;

/** Everything on the page that no certificate changes, in page coordinates with y upwards. */
export function artwork(): string {
  const path = new PathStream();
  panel(path);
  watermark(path);
  bands(path);
  corners(path);
  return path.toString();
}

/** Gold rules to either side of a lotus, centred on (0, 0): set under the title. */
export function divider(): string {
  const path = new PathStream();
  path.style({ stroke: GOLD, width: 0.7 });
  path.move({ x: -112, y: 0 }).line({ x: -17, y: 0 }).move({ x: 17, y: 0 }).line({ x: 112, y: 0 }).paint('S');
  path.style({ fill: GOLD });
  for (const x of [-112, 112]) path.circle({ x, y: 0 }, 1.3).paint('f');
  drawLotus(path, { x: 0, y: -6 }, 12, { stroke: '#B08A3C', fill: '#FBF3DC', width: 0.55 });
  return path.toString();
}

function panel(path: PathStream): void {
  const inset = EDGE;
  path.style({ fill: PAPER });
  path.rectangle(inset, inset, sheetSize.width - 2 * inset, sheetSize.height - 2 * inset).paint('f');
}

function watermark(path: PathStream): void {
  const centre: Point = { x: frame.centre, y: sheetSize.height / 2 - 8 };
  path.style({ stroke: WASH, width: 0.35 });
  path.at(centre, 0, { x: 1.5, y: 1 }, () =>
    drawRosette(path, { inner: 104, outer: 160, dip: 18, petals: 8, lobes: 16, strands: 12 }),
  );
  path.style({ stroke: WASH_BLUE, width: 0.35 });
  path.at(centre, 0, { x: 1.3, y: 1 }, () =>
    drawRosette(path, { inner: 70, outer: 104, dip: 10, petals: 8, lobes: 16, strands: 8 }),
  );
  drawLotus(path, { x: centre.x, y: centre.y - 48 }, 92, { stroke: WASH, fill: PAPER, width: 0.8 });
}

function bands(path: PathStream): void {
  const middle = EDGE + BAND / 2;
  const along = { x: sheetSize.width - 2 * (EDGE + CORNER), y: sheetSize.height - 2 * (EDGE + CORNER) };
  const start = EDGE + CORNER;
  const side = (origin: Point, degrees: number, length: number) => {
    const tiles = Math.round(length / PERIOD);
    const stretch = { x: length / (tiles * PERIOD), y: 1 };
    for (const [colour, phase] of [
      [GOLD, 0],
      ['#8FA9C8', Math.PI],
    ] as const) {
      path.style({ stroke: colour, width: 0.32 });
      path.at(origin, degrees, stretch, () => {
        for (let tile = 0; tile < tiles; tile++) {
          path.at({ x: tile * PERIOD, y: 0 }, 0, { x: 1, y: 1 }, () =>
            drawBandTile(path, PERIOD, BAND / 2 - 4.5, phase),
          );
        }
      });
    }
  };
  side({ x: start, y: middle }, 0, along.x);
  side({ x: start, y: sheetSize.height - middle }, 0, along.x);
  side({ x: middle, y: start }, 90, along.y);
  side({ x: sheetSize.width - middle, y: start }, 90, along.y);

  const ring = (inset: number, colour: string, width: number) => {
    path.style({ stroke: colour, width });
    path.rectangle(inset, inset, sheetSize.width - 2 * inset, sheetSize.height - 2 * inset).paint('S');
  };
  ring(EDGE, NAVY, 1.6);
  ring(EDGE + 3, GOLD, 0.5);
  ring(EDGE + BAND - 3, GOLD, 0.5);
  ring(EDGE + BAND, NAVY, 1);
}

function corners(path: PathStream): void {
  const far = { x: sheetSize.width - EDGE - CORNER, y: sheetSize.height - EDGE - CORNER };
  for (const x of [EDGE, far.x]) {
    for (const y of [EDGE, far.y]) {
      path.style({ stroke: NAVY, fill: '#FFFFFF', width: 1.2 });
      path.rectangle(x, y, CORNER, CORNER).paint('B');
      const centre = { x: x + CORNER / 2, y: y + CORNER / 2 };
      path.style({ stroke: GOLD, width: 0.3 });
      path.at(centre, 0, { x: 1, y: 1 }, () =>
        drawRosette(path, { inner: 9, outer: 15, petals: 12, lobes: 12, strands: 4 }),
      );
      drawLotus(path, { x: centre.x, y: centre.y - 5.5 }, 11, { stroke: NAVY, fill: '#FFFFFF', width: 0.6 });
    }
  }
}

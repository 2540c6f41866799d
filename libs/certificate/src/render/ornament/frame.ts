import { drawBandTile, drawRosette } from './guilloche.js';
import { drawLotus } from './lotus.js';
import type { PathStream, Point } from './path-stream.js';

/** A place on the page in points, y upwards. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Usual distance of a frame from the paper's edge. */
export const EDGE = 20;

export interface FrameColours {
  line: string;
  strand: string;
  other: string;
}

const USUAL: FrameColours = { line: '#0B3F7A', strand: '#C6A04E', other: '#8FA9C8' };

/** Width of the woven band and of the square corners, in points. */
const BAND = 27;
const CORNER = 34;
const PERIOD = 36;

/** A woven band between rules, with a lotus in each corner. */
export function drawFrame(path: PathStream, place: Place, colours: FrameColours = USUAL): void {
  bands(path, place, colours);
  corners(path, place, colours);
}

function bands(path: PathStream, { x, y, width, height }: Place, colours: FrameColours): void {
  const middle = BAND / 2;
  const along = { x: width - 2 * CORNER, y: height - 2 * CORNER };
  const side = (origin: Point, degrees: number, length: number) => {
    const tiles = Math.max(1, Math.round(length / PERIOD));
    const stretch = { x: length / (tiles * PERIOD), y: 1 };
    for (const [colour, phase] of [
      [colours.strand, 0],
      [colours.other, Math.PI],
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
  side({ x: x + CORNER, y: y + middle }, 0, along.x);
  side({ x: x + CORNER, y: y + height - middle }, 0, along.x);
  side({ x: x + middle, y: y + CORNER }, 90, along.y);
  side({ x: x + width - middle, y: y + CORNER }, 90, along.y);

  const ring = (inset: number, colour: string, thickness: number) => {
    path.style({ stroke: colour, width: thickness });
    path.rectangle(x + inset, y + inset, width - 2 * inset, height - 2 * inset).paint('S');
  };
  ring(0, colours.line, 1.6);
  ring(3, colours.strand, 0.5);
  ring(BAND - 3, colours.strand, 0.5);
  ring(BAND, colours.line, 1);
}

function corners(path: PathStream, { x, y, width, height }: Place, colours: FrameColours): void {
  for (const left of [x, x + width - CORNER]) {
    for (const bottom of [y, y + height - CORNER]) {
      path.style({ stroke: colours.line, fill: '#FFFFFF', width: 1.2 });
      path.rectangle(left, bottom, CORNER, CORNER).paint('B');
      const centre = { x: left + CORNER / 2, y: bottom + CORNER / 2 };
      path.style({ stroke: colours.strand, width: 0.3 });
      path.at(centre, 0, { x: 1, y: 1 }, () =>
        drawRosette(path, { inner: 9, outer: 15, petals: 12, lobes: 12, strands: 4 }),
      );
      const lotus = { stroke: colours.line, fill: '#FFFFFF', width: 0.6 };
      drawLotus(path, { x: centre.x, y: centre.y - 5.5 }, 11, lotus);
    }
  }
}

import { frame, sheetSize } from '../page/measures.js';
import { drawFrame, EDGE } from './frame.js';
import { drawRosette } from './guilloche.js';
import { drawLotus } from './lotus.js';
import { PathStream, type Point } from './path-stream.js';

const GOLD = '#C6A04E';
const PAPER = '#FFFDF7';
const WASH = '#F1E7CD';
const WASH_BLUE = '#E4EAF0';

/** Everything on the page that no certificate changes, in page coordinates with y upwards. */
export function artwork(): string {
  const path = new PathStream();
  panel(path);
  watermark(path);
  const { width, height } = sheetSize;
  drawFrame(path, { x: EDGE, y: EDGE, width: width - 2 * EDGE, height: height - 2 * EDGE });
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

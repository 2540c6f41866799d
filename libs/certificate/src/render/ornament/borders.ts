import { drawFrame, type Place } from './frame.js';
import { drawLotus } from './lotus.js';
import type { PathStream } from './path-stream.js';
import { PAPER, tint } from './tint.js';

const GOLD = '#C6A04E';

export type BorderStyle = 'guilloche' | 'double' | 'ribbon' | 'plain';

/** A frame in one of the closed set of styles; the paper inside it is tinted, but for the plain one. */
export function drawBorder(path: PathStream, style: BorderStyle, place: Place, colour: string): void {
  if (style !== 'plain') {
    path.style({ fill: PAPER });
    path.rectangle(place.x, place.y, place.width, place.height).paint('f');
  }
  DRAW[style](path, place, colour);
}

const DRAW: Record<BorderStyle, (path: PathStream, place: Place, colour: string) => void> = {
  guilloche: (path, place, colour) =>
    drawFrame(path, place, { line: colour, strand: GOLD, other: tint(colour, 0.45) }),
  double: drawDouble,
  ribbon: drawRibbon,
  plain: (path, place, colour) => ring(path, place, 0, colour, 1),
};

function ring(path: PathStream, { x, y, width, height }: Place, inset: number, colour: string, line: number) {
  path.style({ stroke: colour, width: line });
  path.rectangle(x + inset, y + inset, width - 2 * inset, height - 2 * inset).paint('S');
}

/** A strong and a fine rule; the fine one steps inwards at the corners around a lotus. */
function drawDouble(path: PathStream, place: Place, colour: string): void {
  const { x, y, width, height } = place;
  ring(path, place, 0, colour, 2.4);
  ring(path, place, 4.5, GOLD, 0.6);
  const [near, step] = [11, 26];
  const [left, right, bottom, top] = [x + near, x + width - near, y + near, y + height - near];
  path.style({ stroke: colour, width: 0.8 });
  path.move({ x: left + step, y: bottom });
  for (const [px, py] of [
    [right - step, bottom],
    [right - step, bottom + step],
    [right, bottom + step],
    [right, top - step],
    [right - step, top - step],
    [right - step, top],
    [left + step, top],
    [left + step, top - step],
    [left, top - step],
    [left, bottom + step],
    [left + step, bottom + step],
  ] as const)
    path.line({ x: px, y: py });
  path.paint('s');
  for (const cx of [left + step / 2 - 1, right - step / 2 + 1])
    for (const cy of [bottom + step / 2 - 1, top - step / 2 + 1]) {
      drawLotus(path, { x: cx, y: cy - 6 }, 13, { stroke: GOLD, fill: '#FBF3DC', width: 0.6 });
    }
}

const RIBBON = 15;
const RING = 11;

/** Circles joined by tangents, as around the bronze drums of Đông Sơn, between rules. */
function drawRibbon(path: PathStream, place: Place, colour: string): void {
  const { x, y, width, height } = place;
  ring(path, place, 0, colour, 1.6);
  ring(path, place, 2.6, GOLD, 0.5);
  ring(path, place, RIBBON + 2.4, GOLD, 0.5);
  ring(path, place, RIBBON + 5, colour, 0.9);
  const middle = RIBBON / 2 + 2.5;
  const side = (cx: number, cy: number, degrees: number, length: number) => {
    const count = Math.round(length / RING);
    path.at({ x: cx, y: cy }, degrees, { x: length / (count * RING), y: 1 }, () => {
      // Each in a space of its own: the same words again are next to nothing once deflated.
      for (let i = 0; i < count; i++)
        path.at({ x: i * RING, y: 0 }, 0, { x: 1, y: 1 }, () => link(path, i < count - 1, colour));
    });
  };
  side(x + middle, y + middle, 0, width - 2 * middle);
  side(x + width - middle, y + middle, 90, height - 2 * middle);
  side(x + width - middle, y + height - middle, 180, width - 2 * middle);
  side(x + middle, y + height - middle, 270, height - 2 * middle);
}

function link(path: PathStream, joined: boolean, colour: string): void {
  path.style({ stroke: tint(colour, 0.75), width: 0.5 });
  path.circle({ x: 0, y: 0 }, 3.4).paint('S');
  path.style({ fill: GOLD });
  path.circle({ x: 0, y: 0 }, 1.1).paint('f');
  if (joined)
    path
      .move({ x: 1.2, y: 3.2 })
      .line({ x: RING - 1.2, y: -3.2 })
      .paint('S');
}

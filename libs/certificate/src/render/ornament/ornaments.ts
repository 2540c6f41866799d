import type { Place } from './frame.js';
import { drawRosette } from './guilloche.js';
import { drawLotus } from './lotus.js';
import type { PathStream, Point } from './path-stream.js';
import { PAPER, tint } from './tint.js';

const GOLD = '#C6A04E';

export type OrnamentStyle = 'divider' | 'lotus' | 'rosette' | 'watermark' | 'star';

/** A drawing that fills its place, in one colour and gold. */
export function drawOrnament(path: PathStream, style: OrnamentStyle, place: Place, colour: string): void {
  DRAW[style](path, place, colour);
}

const centreOf = ({ x, y, width, height }: Place): Point => ({ x: x + width / 2, y: y + height / 2 });

const DRAW: Record<OrnamentStyle, (path: PathStream, place: Place, colour: string) => void> = {
  divider(path, place, colour) {
    const { x, y } = centreOf(place);
    const half = place.width / 2;
    const lotus = Math.min(place.height, place.width / 4);
    path.style({ stroke: GOLD, width: 0.7 });
    for (const side of [-1, 1])
      path
        .move({ x: x + side * half, y })
        .line({ x: x + side * (lotus + 5), y })
        .paint('S');
    path.style({ fill: GOLD });
    for (const side of [-1, 1]) path.circle({ x: x + side * half, y }, 1.3).paint('f');
    drawLotus(path, { x, y: y - lotus / 2 }, lotus, { stroke: colour, fill: '#FBF3DC', width: 0.55 });
  },
  lotus(path, place, colour) {
    const { x } = centreOf(place);
    drawLotus(path, { x, y: place.y }, Math.min(place.height, place.width * 0.55), {
      stroke: colour,
      fill: '#FBF3DC',
      width: 0.8,
    });
  },
  rosette(path, place, colour) {
    const radius = Math.min(place.width, place.height) / 2;
    path.at(centreOf(place), 0, { x: 1, y: 1 }, () => {
      path.style({ stroke: tint(GOLD, 0.8), width: 0.4 });
      drawRosette(path, { inner: radius * 0.72, outer: radius, petals: 12, lobes: 24, strands: 4 });
      path.style({ stroke: tint(colour, 0.7), width: 0.4 });
      drawRosette(path, { inner: radius * 0.45, outer: radius * 0.72, petals: 12, lobes: 12, strands: 4 });
      path.style({ stroke: colour, width: 0.6 });
      path.circle({ x: 0, y: 0 }, radius * 0.42).paint('S');
    });
  },
  watermark(path, place, colour) {
    const centre = centreOf(place);
    const radius = place.height / 2;
    const stretch = { x: place.width / place.height, y: 1 };
    path.style({ stroke: tint(GOLD, 0.26), width: 0.35 });
    path.at(centre, 0, stretch, () =>
      drawRosette(path, {
        inner: radius * 0.6,
        outer: radius * 0.9,
        dip: radius * 0.1,
        petals: 8,
        lobes: 16,
        strands: 10,
      }),
    );
    path.style({ stroke: tint(colour, 0.11), width: 0.35 });
    path.at(centre, 0, stretch, () =>
      drawRosette(path, {
        inner: radius * 0.38,
        outer: radius * 0.6,
        dip: radius * 0.06,
        petals: 8,
        lobes: 16,
        strands: 7,
      }),
    );
    const lotus = radius * 0.5;
    drawLotus(path, { x: centre.x, y: centre.y - lotus / 2 }, lotus, {
      stroke: tint(GOLD, 0.26),
      fill: PAPER,
      width: 0.8,
    });
  },
  star(path, place, colour) {
    path.at(centreOf(place), 0, { x: 1, y: 1 }, () =>
      drawDrum(path, Math.min(place.width, place.height) / 2, colour),
    );
  },
};

const RAYS = 14;

/** The face of a bronze drum: a sun of fourteen rays in rings of circles, pale enough to write on. */
function drawDrum(path: PathStream, radius: number, colour: string): void {
  const at = (r: number, turn: number): Point => ({ x: r * Math.sin(turn), y: r * Math.cos(turn) });
  const step = (2 * Math.PI) / RAYS;
  path.style({ stroke: tint(GOLD, 0.4), fill: tint(GOLD, 0.14), width: 0.6 });
  path.move(at(radius * 0.4, 0));
  for (let ray = 0; ray < RAYS; ray++) {
    path.line(at(radius * 0.16, (ray + 0.5) * step));
    path.line(at(radius * 0.4, (ray + 1) * step));
  }
  path.paint('b');
  path.style({ stroke: tint(colour, 0.16), width: 0.6 });
  for (const ring of [0.46, 0.5, 0.62, 0.66, 0.9, 0.94, 1])
    path.circle({ x: 0, y: 0 }, radius * ring).paint('S');
  path.style({ stroke: tint(GOLD, 0.34), width: 0.5 });
  const beads = (ring: number, count: number, size: number) => {
    for (let bead = 0; bead < count; bead++)
      path.at(at(radius * ring, (bead * 2 * Math.PI) / count), 0, { x: 1, y: 1 }, () =>
        path.circle({ x: 0, y: 0 }, radius * size).paint('S'),
      );
  };
  beads(0.56, 42, 0.028);
  beads(0.97, 84, 0.018);
  for (let tooth = 0; tooth < 56; tooth++) {
    const turn = (tooth * 2 * Math.PI) / 56;
    path
      .move(at(radius * 0.68, turn))
      .line(at(radius * 0.88, turn + Math.PI / 56))
      .line(at(radius * 0.68, turn + Math.PI / 28));
  }
  path.paint('S');
}

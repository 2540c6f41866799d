import { artwork, divider } from '../ornament/artwork.js';
import { StaticDrawing } from '../pdf/static-drawing.js';
import { RenderRefused } from '../render-refused.js';
import type { PaperPicture } from '../template/paper-picture.js';
import { body } from './body.js';
import type { CertificateText } from './certificate-text.js';
import { foot } from './foot.js';
import { head } from './head.js';
import { frame, sheetSize } from './measures.js';
import type { Box, Rule } from './part.js';
import type { TextBlock } from './region.js';

/** A page as it is drawn, in points from its upper left corner; what is listed first lies below. */
export interface Sheet {
  width: number;
  height: number;
  /** Drawings with their origins; y grows upwards within them. */
  drawings: { drawing: StaticDrawing; x: number; y: number }[];
  rules: Rule[];
  pictures: (Box & { picture: PaperPicture; alt: string })[];
  blocks: TextBlock[];
  qr: Box;
  trialStamp?: Box;
}

const ARTWORK = new StaticDrawing('Artwork', artwork());
const DIVIDER = new StaticDrawing('Divider', divider());

const LOOSEST = 1;
const TIGHTEST = 0.62;
/** Head and foot stay readable while the middle shrinks further. */
const TIGHTEST_EDGES = 0.82;
const STEP = 0.02;
const ROOM_ABOVE_FOOT = 6;

/** Finds the largest type in which everything fits between head and foot, then spreads the room left over. */
export function layOut(text: CertificateText): Sheet {
  for (let scale = LOOSEST; scale >= TIGHTEST; scale -= STEP) {
    const top = head(text, Math.max(scale, TIGHTEST_EDGES));
    const bottom = foot(text, Math.max(scale, TIGHTEST_EDGES));
    const middle = body(text, top.bottom, scale);
    const room = bottom.top - ROOM_ABOVE_FOOT - middle.bottom;
    if (room < 0) continue;
    middle.stretch(room);
    return {
      ...sheetSize,
      drawings: [
        { drawing: ARTWORK, x: 0, y: sheetSize.height },
        { drawing: DIVIDER, x: frame.centre, y: middle.lotus.baseline },
      ],
      pictures: [],
      blocks: [...top.blocks, ...middle.blocks, ...bottom.blocks],
      rules: [...top.rules, ...middle.rules, ...bottom.rules],
      qr: bottom.qr,
      trialStamp: bottom.trialStamp,
    };
  }
  throw new RenderRefused('certificate.does-not-fit');
}

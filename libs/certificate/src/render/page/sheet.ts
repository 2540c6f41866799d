import { RenderRefused } from '../render-refused.js';
import { body } from './body.js';
import type { CertificateText } from './certificate-text.js';
import { foot } from './foot.js';
import { head } from './head.js';
import { frame, sheetSize } from './measures.js';
import type { Box, Rule } from './part.js';
import type { TextBlock } from './region.js';

export interface Sheet {
  height: number;
  blocks: TextBlock[];
  rules: Rule[];
  lotus: { x: number; y: number };
  qr: Box;
  trialStamp?: Box;
}

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
      height: sheetSize.height,
      blocks: [...top.blocks, ...middle.blocks, ...bottom.blocks],
      rules: [...top.rules, ...middle.rules, ...bottom.rules],
      lotus: { x: frame.centre, y: middle.lotus.baseline },
      qr: bottom.qr,
      trialStamp: bottom.trialStamp,
    };
  }
  throw new RenderRefused('certificate.does-not-fit');
}

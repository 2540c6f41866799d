import { create } from 'qrcode';

export interface QrPath {
  /** Modules a side, the quiet zone of four on each side included. */
  size: number;
  /** Path operators in modules from the lower left corner, one fill. */
  path: string;
}

const QUIET_ZONE = 4;

export function qrPath(text: string): QrPath {
  const { modules } = create([{ data: Buffer.from(text), mode: 'byte' }], { errorCorrectionLevel: 'M' });
  const size = modules.size + 2 * QUIET_ZONE;
  const out: string[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; ) {
      let run = 0;
      while (column + run < modules.size && modules.get(row, column + run)) run++;
      if (run > 0) out.push(`${column + QUIET_ZONE} ${size - QUIET_ZONE - row - 1} ${run} 1 re`);
      column += Math.max(run, 1);
    }
  }
  return { size, path: `${out.join(' ')} f` };
}

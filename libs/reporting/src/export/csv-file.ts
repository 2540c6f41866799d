import type { CopySource, Selected } from './copy-source.js';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const NEW_LINE = 10;

/** UTF-8 with a byte order mark, without which Excel takes Vietnamese for Latin-1. Tells how many lines went by. */
export async function* csvFile(
  source: CopySource,
  select: Selected[],
  told: (rows: number) => Promise<void>,
): AsyncGenerator<Buffer> {
  yield BYTE_ORDER_MARK;
  let lines = -1;
  for await (const chunk of source.csv(select)) {
    for (let at = chunk.indexOf(NEW_LINE); at !== -1; at = chunk.indexOf(NEW_LINE, at + 1)) lines += 1;
    yield chunk;
    await told(Math.max(0, lines));
  }
}

import type { Readable } from 'node:stream';
import { MarksRefused } from './marks-refused.js';

export interface FileLine {
  /** Line of the file, from 1; of a cell with line ends the first. */
  row: number;
  text: string;
}

/** A line longer than this is no row of marks. */
const LONGEST = 100_000;

/**
 * Lines that say something, as many at once as arrive; a quoted line end belongs to its line. Throws MarksRefused
 * when it is not UTF-8.
 */
export async function* fileLines(file: Readable): AsyncGenerator<FileLine[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let row = 0;
  let rest = '';
  let open: FileLine | null = null;
  const line = (text: string): FileLine | null => {
    row += 1;
    const whole: FileLine = open ? { row: open.row, text: `${open.text}\n${text}` } : { row, text };
    if (whole.text.length > LONGEST)
      throw refused(whole.row, 'the line is too long, or its quotes do not match');
    open = isOpen(whole.text) ? whole : null;
    return open || whole.text.trim() === '' ? null : whole;
  };
  for await (const chunk of file as AsyncIterable<Buffer>) {
    rest += decoded(decoder, chunk, row + 1);
    const lines: FileLine[] = [];
    let from = 0;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
      const found = line(rest.slice(from, rest[end - 1] === '\r' ? end - 1 : end));
      if (found) lines.push(found);
      from = end + 1;
    }
    rest = rest.slice(from);
    yield lines;
  }
  const last = line(rest + decoded(decoder, null, row + 1));
  if (last) yield [last];
  if (open) throw refused((open as FileLine).row, 'the quotes do not match');
}

function decoded(decoder: TextDecoder, chunk: Buffer | null, row: number): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    const [readable = ''] = new TextDecoder().decode(chunk ?? undefined).split('\uFFFD');
    const at = row + readable.split('\n').length - 1;
    throw refused(at, 'the text is not UTF-8 from here on; save the file as “CSV UTF-8”');
  }
}

/** An odd number of quotes: the cell goes on in the next line. */
function isOpen(text: string): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 1;
}

const refused = (row: number, message: string) => new MarksRefused([{ row, message }]);

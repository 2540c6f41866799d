/** Lines that belong together, with the number of the first in the file. */
export interface TextBlock {
  at: number;
  lines: string[];
}

/** Splits text at blank lines; spaces around lines are nobody's. */
export function textBlocks(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  let open: TextBlock | null = null;
  text.split(/\r\n?|\n/).forEach((line, index) => {
    if (line.trim() === '') {
      open = null;
    } else {
      if (!open) {
        open = { at: index + 1, lines: [] };
        blocks.push(open);
      }
      open.lines.push(line.trim());
    }
  });
  return blocks;
}

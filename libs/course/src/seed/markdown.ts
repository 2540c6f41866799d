import MarkdownIt from 'markdown-it';

/** A picture of the lesson, by its path in the course's folder. */
export interface SeedPicture {
  kind: 'picture';
  path: string;
  alt: string;
  caption: string;
}
export type SeedBlock = { kind: 'text'; html: string } | SeedPicture;

const CALLOUT = /^:::(note|safety|example)(?:[ \t]+(.*))?$/;

/** Tables, call-outs (`:::note Title` … `:::`); raw HTML stays text. */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

markdown.block.ruler.before(
  'fence',
  'callout',
  (state, startLine, endLine, silent) => {
    const lineAt = (line: number) =>
      state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trimEnd();
    const opened = CALLOUT.exec(lineAt(startLine));
    if (!opened) return false;
    if (silent) return true;
    let close = startLine + 1;
    while (close < endLine && lineAt(close) !== ':::') close += 1;
    if (close >= endLine) throw new SyntaxError(`line ${startLine + 1}: call-out is not closed with :::`);
    const [, kind, title] = opened;
    state.push('callout_open', 'aside', 1).attrs = [['class', `callout callout-${kind}`]];
    if (title) {
      state.push('paragraph_open', 'p', 1).attrs = [['class', 'callout-title']];
      const inline = state.push('inline', '', 0);
      inline.content = title;
      inline.children = [];
      state.push('paragraph_close', 'p', -1);
    }
    const { lineMax, parentType } = state;
    state.lineMax = close;
    state.md.block.tokenize(state, startLine + 1, close);
    state.push('callout_close', 'aside', -1);
    state.lineMax = lineMax;
    state.parentType = parentType;
    state.line = close + 1;
    return true;
  },
  { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
);

/**
 * A lesson's text as blocks: a picture standing alone in its paragraph becomes a block of its own, what lies
 * between becomes rich text. Throws SyntaxError for a picture inside a sentence or an open call-out.
 */
export function blocksOfMarkdown(source: string): SeedBlock[] {
  const tokens = markdown.parse(source.normalize('NFC'), {});
  const blocks: SeedBlock[] = [];
  let pending: typeof tokens = [];
  const flush = () => {
    const html = markdown.renderer.render(pending, markdown.options, {}).trim();
    if (html) blocks.push({ kind: 'text', html });
    pending = [];
  };
  for (let index = 0; index < tokens.length; index++) {
    const [open, inline, close] = tokens.slice(index, index + 3);
    const only = inline?.children?.length === 1 ? inline.children[0] : undefined;
    const isPicture = open?.type === 'paragraph_open' && open.level === 0 && only?.type === 'image' && close;
    if (isPicture) {
      flush();
      const attribute = (name: string) => String(only.attrGet(name) ?? '');
      blocks.push({
        kind: 'picture',
        path: attribute('src'),
        alt: only.content,
        caption: attribute('title'),
      });
      index += 2;
    } else {
      if (open?.children?.some((child) => child.type === 'image'))
        throw new SyntaxError(
          `line ${(open.map?.[0] ?? 0) + 1}: a picture must stand alone in its paragraph`,
        );
      if (open) pending.push(open);
    }
  }
  flush();
  return blocks;
}

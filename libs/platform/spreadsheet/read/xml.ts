import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { SpreadsheetRefused } from './refused.js';

export interface XmlEvents {
  /** Names without prefix: some producers write `x:row`. */
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Feeds the part to `events` as it arrives; anything not well-formed refuses the file. */
export async function parseXml(part: Readable, events: XmlEvents): Promise<void> {
  const parser = new SaxesParser();
  let failed = false;
  parser.on('error', () => {
    failed = true;
  });
  parser.on('opentag', (tag: SaxesTagPlain) => events.open?.(local(tag.name), tag.attributes));
  parser.on('closetag', (tag: SaxesTagPlain) => events.close?.(local(tag.name)));
  if (events.text) parser.on('text', (text) => events.text?.(text));
  if (events.text) parser.on('cdata', (text) => events.text?.(text));
  try {
    let decoder: TextDecoder | null = null;
    for await (const chunk of part as AsyncIterable<Buffer>) {
      decoder ??= new TextDecoder(encodingOf(chunk));
      parser.write(decoder.decode(chunk, { stream: true }));
      if (failed) break;
    }
    if (!failed) parser.write(decoder?.decode() ?? '').close();
  } catch (error) {
    if (error instanceof SpreadsheetRefused) throw error;
    failed = true;
  }
  if (failed) throw new SpreadsheetRefused('damaged');
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

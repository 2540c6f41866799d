import { LIMITS } from './limits.js';
import { SpreadsheetRefused } from './refused.js';
import { parseXml } from './xml.js';
import type { ZipParts } from './zip-parts.js';

export interface Workbook {
  sheets: { name: string; hidden: boolean; part: string }[];
  /** Days count from 1904 (files that began on an old Mac). */
  from1904: boolean;
  strings: string[];
  /** By cell style: whether its number format shows a date. */
  dateStyles: boolean[];
}

interface Relation {
  type: string;
  target: string;
}

/** What the sheets of a workbook share: their names, texts and number formats. */
export async function readWorkbook(parts: ZipParts): Promise<Workbook> {
  const main = await mainPart(parts);
  const relations = await readRelations(parts, main);
  const byType = (type: string) =>
    [...relations.values()].find((one) => one.type.endsWith(`/${type}`))?.target;
  const sheets: Workbook['sheets'] = [];
  let from1904 = false;
  await parsePart(parts, main, (name, attributes) => {
    if (name === 'workbookPr') from1904 = /^(1|true|on)$/.test(attributes['date1904'] ?? '');
    const relation = name === 'sheet' ? relations.get(relationId(attributes)) : undefined;
    if (!relation?.type.endsWith('/worksheet') || sheets.length >= LIMITS.sheets) return;
    const hidden = attributes['state'] === 'hidden' || attributes['state'] === 'veryHidden';
    sheets.push({ name: attributes['name'] ?? '', hidden, part: relation.target });
  });
  if (sheets.length === 0) throw new SpreadsheetRefused('damaged');
  const strings = await readStrings(parts, byType('sharedStrings'));
  return { sheets, from1904, strings, dateStyles: await readDateStyles(parts, byType('styles')) };
}

/** The workbook part, or the refusal that fits another kind of ZIP. */
async function mainPart(parts: ZipParts): Promise<string> {
  const main = [...(await readRelations(parts, '')).values()].find((one) =>
    one.type.endsWith('/officeDocument'),
  )?.target;
  const named = main ?? 'xl/workbook.xml';
  if (/\.bin$/i.test(named) || parts.has('xl/workbook.bin')) throw new SpreadsheetRefused('xlsb');
  if (parts.has(named) && !/^(word|ppt|visio)\//i.test(named)) return named;
  if (parts.has('word/document.xml') || /^word\//i.test(named)) throw new SpreadsheetRefused('word');
  throw new SpreadsheetRefused(parts.has('content.xml') ? 'ods' : 'other');
}

async function readRelations(parts: ZipParts, part: string): Promise<Map<string, Relation>> {
  const folder = part.includes('/') ? part.slice(0, part.lastIndexOf('/') + 1) : '';
  const relations = new Map<string, Relation>();
  await parsePart(parts, `${folder}_rels/${part.slice(folder.length)}.rels`, (name, attributes) => {
    if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
    const target = attributes['Target'] ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `${folder}${target}`;
    relations.set(attributes['Id'] ?? '', { type: attributes['Type'] ?? '', target: flat(path) });
  });
  return relations;
}

function flat(path: string): string {
  const kept: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') kept.pop();
    else if (step !== '.') kept.push(step);
  }
  return kept.join('/');
}

function relationId(attributes: Record<string, string>): string {
  return Object.entries(attributes).find(([name]) => /:id$/.test(name))?.[1] ?? '';
}

async function parsePart(
  parts: ZipParts,
  name: string,
  open: (name: string, attributes: Record<string, string>) => void,
): Promise<void> {
  const part = await parts.read(name);
  if (part) await parseXml(part, { open });
}

/** Texts of cells; rich text is the sum of its runs, and the reading aid (`rPh`) is not part of it. */
async function readStrings(parts: ZipParts, name: string | undefined): Promise<string[]> {
  const part = name ? await parts.read(name) : null;
  const strings: string[] = [];
  if (!part) return strings;
  let current = '';
  let inText = false;
  let inAid = false;
  await parseXml(part, {
    open(tag) {
      if (tag === 'si') current = '';
      inText = tag === 't';
      inAid ||= tag === 'rPh';
    },
    text(text) {
      if (inText && !inAid && current.length < LIMITS.cellLetters) current += text;
    },
    close(tag) {
      inText = false;
      if (tag === 'rPh') inAid = false;
      if (tag === 'si') strings.push(unescaped(current));
    },
  });
  return strings;
}

/** `_x000D_` stands for a character XML cannot hold (ECMA-376 Part 1, 22.9.2.19). */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

async function readDateStyles(parts: ZipParts, name: string | undefined): Promise<boolean[]> {
  const part = name ? await parts.read(name) : null;
  const formats = new Map<string, string>();
  const styles: boolean[] = [];
  let inCellFormats = false;
  if (!part) return styles;
  await parseXml(part, {
    open(tag, attributes) {
      if (tag === 'numFmt') formats.set(attributes['numFmtId'] ?? '', attributes['formatCode'] ?? '');
      if (tag === 'cellXfs') inCellFormats = true;
      if (tag === 'xf' && inCellFormats) styles.push(showsDate(attributes['numFmtId'] ?? '0', formats));
    },
    close(tag) {
      if (tag === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}

/** Built-in date formats (18.8.30), or a code with y, m or d outside quotes, brackets and escapes. */
function showsDate(id: string, formats: ReadonlyMap<string, string>): boolean {
  const code = formats.get(id);
  if (code === undefined) {
    const number = Number(id);
    return (
      (number >= 14 && number <= 22) ||
      (number >= 27 && number <= 36) ||
      (number >= 45 && number <= 58 && number !== 48 && number !== 49)
    );
  }
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '');
  return !/general|#/i.test(bare) && (/[yd]/i.test(bare) || (/m/i.test(bare) && !/[0?]/.test(bare)));
}

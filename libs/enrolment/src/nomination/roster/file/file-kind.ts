import { LIMITS } from '#platform/spreadsheet';
import { RosterRefused } from '../roster-refused.js';

const SIGNATURES: [string, string][] = [
  ['25504446', 'PDF'],
  ['89504e47', 'image'],
  ['ffd8ff', 'image'],
  ['47494638', 'image'],
  ['424d', 'image'],
  ['49492a00', 'image'],
  ['4d4d002a', 'image'],
  ['7b5c727466', 'RTF'],
  ['1f8b', 'archive'],
  ['526172211a', 'archive'],
  ['377abcaf271c', 'archive'],
];

/** What the bytes say the file is, whatever its name: a ZIP that may be a workbook, or text that may be CSV. */
export function fileKind(file: Buffer): 'zip' | 'text' {
  if (file.length > LIMITS.fileBytes) {
    throw new RosterRefused('roster.file-too-large', { limit: `${LIMITS.fileBytes / 1024 / 1024} MB` });
  }
  if (isBlank(file)) throw new RosterRefused('roster.file-empty');
  const start = file.subarray(0, 16).toString('hex');
  if (start.startsWith('504b0304') || start.startsWith('504b0506')) return 'zip';
  if (start.startsWith('d0cf11e0a1b11ae1')) throw oldOfficeFile(file);
  const signature = SIGNATURES.find(([hex]) => start.startsWith(hex))?.[1];
  if (signature === 'PDF') throw new RosterRefused('roster.file-pdf');
  if (signature === 'RTF') throw new RosterRefused('roster.file-word');
  if (signature === 'image' || isRiffOrIsoImage(file)) throw new RosterRefused('roster.file-image');
  if (signature === 'archive') throw new RosterRefused('roster.file-other');
  if (isMarkup(file)) throw new RosterRefused('roster.file-html');
  return 'text';
}

function isBlank(file: Buffer): boolean {
  return (
    file.length < 4096 && file.toString('latin1').replace(/[\s\0\u00EF\u00BB\u00BF\u00FE\u00FF]/g, '') === ''
  );
}

/** Compound files: the names of their streams tell Word, Excel 97 and an encrypted workbook apart. */
function oldOfficeFile(file: Buffer): RosterRefused {
  const has = (stream: string) => file.includes(Buffer.from(stream, 'utf16le'));
  if (has('EncryptedPackage')) return new RosterRefused('roster.file-protected');
  if (has('WordDocument')) return new RosterRefused('roster.file-word');
  return new RosterRefused(has('Workbook') || has('Book') ? 'roster.file-xls' : 'roster.file-other');
}

function isRiffOrIsoImage(file: Buffer): boolean {
  const brand = file.subarray(8, 12).toString('latin1');
  const box = file.subarray(4, 8).toString('latin1');
  return (file.subarray(0, 4).toString('latin1') === 'RIFF' && brand === 'WEBP') || box === 'ftyp';
}

/** Web systems give an HTML table, and Excel 2003 an XML one, the name .xls. */
function isMarkup(file: Buffer): boolean {
  const start = file
    .subarray(0, 1024)
    .toString('utf8')
    .replace(/\0/g, '')
    .replace(/^[^\x21-\x7E]+/, '')
    .toLowerCase();
  return (
    /^<(\?xml|!doctype|html|table|meta|style|head|workbook|svg)/.test(start) ||
    start.startsWith('mime-version')
  );
}

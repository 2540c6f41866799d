import { cleanText } from '#platform/text';
import { type Finding, finding, quoted } from './finding.js';

export interface PersonName {
  name: string;
  findings: Finding[];
}

/** Letters that only old 8-bit fonts (TCVN3, VNI) or broken decoding put into a Vietnamese name. */
const FOREIGN = /[\uFFFD\u00A1-\u00B3\u00B5-\u00BF\u00D7\u00F7\u00DE\u00FE\u00DF\u00FF]/u;
const USUAL = /^[\p{L}\p{M}\p{N} .,'’‘ʼ`´()\-–]+$/u;

/** NFC, single spaces; only a name all in capitals is re-cased, so that «H'Hen Niê», «Y Bhăm» stay as written. */
export function parseName(text: string): PersonName {
  // A list without a column of numbers has them before the names.
  const written = cleanText(text).replace(/^\d{1,5}\s*[.)/-]\s*(?=\p{L})/u, '');
  const said = { value: quoted(written) };
  if (written === '') return { name: '', findings: [finding('roster.name-missing')] };
  const letters = written.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 2 || written.length > 120 || written.includes('@')) {
    return { name: written.slice(0, 120), findings: [finding('roster.name-invalid', said)] };
  }
  if (FOREIGN.test(written)) return { name: written, findings: [finding('roster.name-encoding', said)] };
  const name = isAllCapitals(written) ? titleCase(written) : written;
  const findings: Finding[] = [];
  if (name !== written) findings.push(finding('roster.name-recased', { value: name }));
  if (!USUAL.test(written)) findings.push(finding('roster.name-unusual', said));
  return { name, findings };
}

function isAllCapitals(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}

function titleCase(text: string): string {
  return text
    .toLowerCase()
    .replace(
      /(^|[^\p{L}\p{M}\p{N}])(\p{L})/gu,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    );
}

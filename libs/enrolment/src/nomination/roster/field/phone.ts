import { type CellValue, cellText } from '#platform/spreadsheet';
import { cleanText } from '#platform/text';
import { type Finding, finding, isBlankSign, quoted } from './finding.js';

export interface Phone {
  /** National form: 0912345678, or 02253842345 for a landline. */
  phone?: string;
  others: string[];
  findings: Finding[];
}

/** Mobile prefixes of eleven digits and what they became in 2018 (Decision 798/QĐ-BTTTT). */
const CONVERTED: Record<string, string> = Object.fromEntries(
  (
    '0162:032 0163:033 0164:034 0165:035 0166:036 0167:037 0168:038 0169:039 0120:070 0121:079 0122:077 0126:076 ' +
    '0128:078 0123:083 0124:084 0125:085 0127:081 0129:082 0186:056 0188:058 0199:059'
  )
    .split(' ')
    .map((pair) => pair.split(':')),
);

/** The phone numbers of a cell; the first mobile is the one used, further ones are kept beside it. */
export function parsePhone(value: CellValue | undefined): Phone {
  const shown = cleanText(cellText(value).replace(/[\r\n]+/g, ' ; '));
  if (isBlankSign(shown)) return { others: [], findings: [] };
  const found = numbersIn(shown);
  const phone = found.find(isMobile) ?? found[0];
  if (!phone) return { others: [], findings: [finding('roster.phone-invalid', { value: quoted(shown) })] };
  const others = found.filter((number) => number !== phone);
  const findings: Finding[] = [];
  if (others.length > 0)
    findings.push(finding('roster.phone-several', { value: phone, others: others.join(', ') }));
  else if (bare(shown).replace('+', '') !== phone) findings.push(rewritten(shown, phone));
  if (!isMobile(phone)) findings.push(finding('roster.phone-landline', { value: phone }));
  return { phone, others, findings };
}

function numbersIn(shown: string): string[] {
  const text = shown.replace(/\(?\s*(máy lẻ|số lẻ|ext\.?|nhánh)[\s:.]*\d+\)?/gi, '');
  const whole = normalised(text);
  if (whole) return [whole];
  for (const separator of [
    /[;,/|&]|\s[-–]\s|\s(?:và|hoặc)\s/,
    /[;,/|&]|\s(?:và|hoặc)\s|\s+(?=\+?(?:84|0))/,
  ]) {
    const numbers = text.split(separator).map(normalised);
    const good = numbers.filter((number) => number !== null);
    if (good.length > 0) return [...new Set(good)];
  }
  const digits = bare(text);
  const half = digits.length / 2;
  const both = digits.length === 20 ? [digits.slice(0, half), digits.slice(half)].map(normalised) : [];
  return both.filter((number) => number !== null);
}

/** Without a label before («ĐT:») or after («(Zalo)») the number, and without the signs it is grouped by. */
function bare(text: string): string {
  return text
    .replace(/^[\s'’`]*(\p{L}[\p{L} .]*[:.]?)?/u, '')
    .replace(/[\s(]*\p{L}[\p{L} .]*\)?\s*$/u, '')
    .replace(/[\s.()\-–]/g, '');
}

/** National form of one number however it was written (+84, 84, lost zero, dots), or null. */
function normalised(text: string): string | null {
  let digits = bare(text);
  if (!/^\+?\d+$/.test(digits)) return null;
  const stated = digits.startsWith('+') || digits.startsWith('00');
  digits = digits.replace(/^\+|^00/, '');
  if (stated && !digits.startsWith('84')) return null;
  if (digits.startsWith('84') && (stated || digits.length >= 11))
    digits = `0${digits.slice(2).replace(/^0/, '')}`;
  else if (/^[35789]\d{8}$/.test(digits) || /^[12]\d{9}$/.test(digits)) digits = `0${digits}`;
  const converted = digits.length === 11 ? CONVERTED[digits.slice(0, 4)] : undefined;
  if (converted) digits = converted + digits.slice(4);
  return isMobile(digits) || /^02\d{9}$/.test(digits) ? digits : null;
}

function isMobile(number: string): boolean {
  return /^0[35789]\d{8}$/.test(number);
}

function rewritten(shown: string, phone: string): Finding {
  const old = /^0?1\d{9}$/.test(bare(shown).replace(/^(\+|00)?84/, ''));
  return finding(old ? 'roster.phone-converted' : 'roster.phone-normalised', { value: phone });
}

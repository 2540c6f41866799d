import { type CellValue, cellText } from '#platform/spreadsheet';
import { cleanText } from '#platform/text';
import { type Finding, finding, isBlankSign, quoted } from './finding.js';

/** A 12-digit citizen id, or the 9-digit number of an old identity card. */
export interface Identity {
  citizenId?: string;
  oldIdNumber?: string;
  findings: Finding[];
}

export interface IdentityHints {
  /** The file tells numbers from text (XLSX). In CSV a lost zero leaves no other trace. */
  typed: boolean;
  birthYear?: number | undefined;
  gender?: 'male' | 'female' | undefined;
}

/** Codes of places of birth registration, the 63 provinces of before 2025 (Circular 59/2021/TT-BCA, annex). */
const PLACES = new Set(
  (
    '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 ' +
    '042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 ' +
    '086 087 089 091 092 093 094 095 096'
  ).split(' '),
);

export function parseIdentity(value: CellValue | undefined, hints: IdentityHints): Identity {
  const shown = cleanText(cellText(value)).replace(/^['’`´]/, '');
  if (isBlankSign(shown)) return { findings: [] };
  const digits = digitsOf(shown);
  if (digits === 'rounded') return { findings: [finding('roster.citizen-id-rounded', { value: shown })] };
  const wasNumber = typeof value === 'number' || !hints.typed;
  if (digits.length === 12 && /^\d+$/.test(digits)) return identity(digits, hints);
  const restored = restore(digits, wasNumber, hints);
  if (restored) {
    const { citizenId, findings } = identity(restored, hints);
    return {
      citizenId: citizenId ?? restored,
      findings: [finding('roster.citizen-id-zeros', { value: restored }), ...findings],
    };
  }
  const old = wasNumber && /^[1-9]\d{7}$/.test(digits) ? `0${digits}` : digits;
  if (/^\d{9}$/.test(old))
    return { oldIdNumber: old, findings: [finding('roster.old-id-number', { value: old })] };
  return { findings: [finding('roster.citizen-id-invalid', { value: quoted(shown) })] };
}

/** Digits without the signs people group them by; a number Excel wrote as 3.118E+10 is whole only if none is cut. */
function digitsOf(shown: string): string {
  const power = shown.match(/^(\d)(?:[.,](\d+))?e\+?(\d+)$/i);
  if (power) {
    const mantissa = `${power[1]}${power[2] ?? ''}`;
    return mantissa.length === Number(power[3]) + 1 ? mantissa : 'rounded';
  }
  return shown.replace(/^(\d+)[.,]0{1,2}$/, '$1').replace(/[\s.\-–]/g, '');
}

/**
 * An id that was kept as a number loses its leading zeros: 11 digits are left of 0xx…, 10 of 00x… (Hà Nội and four
 * others); 9 are left of none, so they are an old card. A text of 10 or 11 digits may as well lack a digit inside,
 * and is restored only when the year in it is the year of birth.
 */
function restore(digits: string, wasNumber: boolean, hints: IdentityHints): string | null {
  if (!/^[1-9]\d{9,10}$/.test(digits)) return null;
  const whole = digits.padStart(12, '0');
  if (!PLACES.has(whole.slice(0, 3))) return null;
  const confirmed = hints.birthYear !== undefined && idYear(whole) === hints.birthYear;
  return wasNumber || confirmed ? whole : null;
}

function identity(citizenId: string, hints: IdentityHints): Identity {
  const findings: Finding[] = [];
  const prefix = citizenId.slice(0, 3);
  if (!PLACES.has(prefix)) findings.push(finding('roster.citizen-id-province', { value: citizenId, prefix }));
  const wrongYear = hints.birthYear !== undefined && idYear(citizenId) !== hints.birthYear;
  const wrongGender = hints.gender !== undefined && idGender(citizenId) !== hints.gender;
  if (wrongYear || wrongGender) findings.push(finding('roster.citizen-id-mismatch', { value: citizenId }));
  return { citizenId, findings };
}

/** The fourth digit tells century and gender (0 and 1: 1900s, 2 and 3: 2000s; odd: female), then two of the year. */
export function idYear(citizenId: string): number {
  return 1900 + 100 * Math.floor(Number(citizenId[3]) / 2) + Number(citizenId.slice(4, 6));
}

function idGender(citizenId: string): 'male' | 'female' {
  return Number(citizenId[3]) % 2 === 0 ? 'male' : 'female';
}

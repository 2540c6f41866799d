/** A decimal number as it was written: `digits` · 10^−`places`. */
export interface Decimal {
  negative: boolean;
  digits: string;
  places: number;
}

const DECIMAL = /^([+-]?)(\d*)(?:[.,](\d*))?(?:e([+-]?\d{1,2}))?$/i;

/** Null for anything that is no plain decimal number. The comma counts only where it cannot separate columns. */
export function readDecimal(text: string, comma: boolean): Decimal | null {
  const match = DECIMAL.exec(text);
  if (!match || (!comma && text.includes(','))) return null;
  const [, sign, whole = '', part = '', exponent = '0'] = match;
  if (whole + part === '') return null;
  let places = part.length - Number(exponent);
  let digits = whole + part;
  while (places > 0 && digits.endsWith('0')) {
    digits = digits.slice(0, -1);
    places -= 1;
  }
  if (places < 0) digits += '0'.repeat(-places);
  return {
    negative: sign === '-' && /[1-9]/.test(digits),
    digits: digits || '0',
    places: Math.max(0, places),
  };
}

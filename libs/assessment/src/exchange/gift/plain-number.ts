/** `+.50` → `0.5`, `1.0E-5` → `0.00001`. */
export function plainNumber(text: string): string {
  const negative = text.startsWith('-');
  const [number = '', exponent = '0'] = text.replace(/^[+-]/, '').split(/e/i);
  const [whole = '', part = ''] = moved(number, Number(exponent)).split('.');
  const digits = `${whole.replace(/^0+(?=\d)/, '') || '0'}${part.replace(/0+$/, '') ? `.${part.replace(/0+$/, '')}` : ''}`;
  return negative && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/** The number with its point so many places to the right. */
function moved(number: string, places: number): string {
  const [whole = '', part = ''] = number.split('.');
  if (places === 0) return number;
  if (places > 0) {
    const digits = part.padEnd(places, '0');
    return `${whole}${digits.slice(0, places)}.${digits.slice(places)}`;
  }
  const digits = whole.padStart(-places, '0');
  return `${digits.slice(0, places)}.${digits.slice(places)}${part}`;
}

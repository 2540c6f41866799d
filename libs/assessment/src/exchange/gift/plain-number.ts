/** `+.50` → `0.5`. */
export function plainNumber(text: string): string {
  const negative = text.startsWith('-');
  const [whole = '', part = ''] = text.replace(/^[+-]/, '').split('.');
  const digits = `${whole.replace(/^0+(?=\d)/, '') || '0'}${part.replace(/0+$/, '') ? `.${part.replace(/0+$/, '')}` : ''}`;
  return negative && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

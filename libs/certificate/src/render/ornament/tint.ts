/** What the paper inside a frame is printed with. */
export const PAPER = '#FFFDF7';

/** The colour on paper at a share of its strength, from 0 (paper) to 1; there is no transparency in PDF/A-1. */
export function tint(colour: string, share: number): string {
  const [from, to] = [channels(PAPER), channels(colour)];
  const mixed = from.map((value, index) => Math.round(value + (to[index]! - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function channels(hex: string): number[] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

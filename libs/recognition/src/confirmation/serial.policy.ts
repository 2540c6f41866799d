/** `0007/2026/XNKNS-11311`: number within the year, year, and the code of the unit that confirms. Our own pattern. */
export const serialOf = (number: number, year: number, unitCode: string): string =>
  `${String(number).padStart(4, '0')}/${year}/XNKNS-${unitCode}`;

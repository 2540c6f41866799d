const DAY = 86_400_000;

/** yyyy-mm-dd of a day number. The 1900 system holds 29/02/1900, which never was; null outside 1900–9999. */
export function isoFromSerial(serial: number, from1904 = false): string | null {
  const day = Math.floor(serial + 1e-9) + (from1904 ? 1462 : 0);
  if (day < 1 || day > 2_958_465) return null;
  const real = day < 60 ? day + 1 : day;
  return new Date(Date.UTC(1899, 11, 30) + real * DAY).toISOString().slice(0, 10);
}

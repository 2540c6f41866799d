/**
 * A Vietnamese phone number as `0912345678` (landlines `02838123456`), or a foreign one as `+85620…`; null when
 * the text is none. Accepts +84, 84, 0084, spaces, dots and dashes, and a mobile number whose first 0 a
 * spreadsheet dropped.
 */
export function normalisePhone(text: string): string | null {
  const compact = text.normalize('NFKC').replace(/[\s.\-()\u00b7_/]/g, '');
  if (!/^\+?\d{8,15}$/.test(compact)) return null;
  const national = compact.replace(/^(\+84|0084)0?/, '0').replace(/^84(?=[235789]\d{8,9}$)/, '0');
  const dialled = /^[35789]\d{8}$/.test(national) ? `0${national}` : national;
  if (/^0[35789]\d{8}$/.test(dialled) || /^02\d{9}$/.test(dialled)) return dialled;
  return /^\+(?!84)[1-9]\d{7,14}$/.test(compact) ? compact : null;
}

/** An e-mail address in lower case, or null. */
export function normaliseEmail(text: string): string | null {
  const trimmed = text.normalize('NFKC').trim().toLowerCase();
  return trimmed.length <= 254 && /^[^\s@<>",;:\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(trimmed)
    ? trimmed
    : null;
}

/** A user name a unit gives out: 3 to 40 letters, digits, dots and hyphens, without diacritics; or null. */
export function normaliseUsername(text: string): string | null {
  const trimmed = text.normalize('NFKC').trim().toLowerCase();
  return /^[a-z][a-z0-9.-]{2,39}$/.test(trimmed) ? trimmed : null;
}

export interface Identifier {
  kind: 'phone' | 'email' | 'username';
  value: string;
}

/** What a person typed into the one field of the sign-in page. */
export function parseIdentifier(text: string): Identifier | null {
  const email = normaliseEmail(text);
  if (email) return { kind: 'email', value: email };
  const phone = normalisePhone(text);
  if (phone) return { kind: 'phone', value: phone };
  const username = normaliseUsername(text);
  return username ? { kind: 'username', value: username } : null;
}

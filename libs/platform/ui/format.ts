/** How numbers, dates and times are written for people. Pure; every formatter is built once. */

const LOCALE_TAG: Record<string, string> = { vi: 'vi-VN', en: 'en-GB' };
const TIME_ZONE = 'Asia/Ho_Chi_Minh';
const NO_BREAK_SPACE = '\u00a0';

const formatters = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, digits: number): Intl.NumberFormat {
  const key = `${locale}:${digits}`;
  let format = formatters.get(key);
  if (!format) {
    format = new Intl.NumberFormat(LOCALE_TAG[locale] ?? 'vi-VN', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formatters.set(key, format);
  }
  return format;
}

/** 20509 → “20.509” (vi), “20,509” (en). Fractions keep at most two digits unless `digits` says how many. */
export function formatNumber(locale: string, value: unknown, digits?: number): string {
  if (value === null || value === undefined || value === '') return '';
  const number = Number(value);
  if (!Number.isFinite(number)) return String(value);
  const shown = digits ?? (Number.isInteger(number) ? 0 : decimalsOf(number));
  return numberFormat(locale, shown).format(number);
}

/** A percentage already on the 0–100 scale: 94.58 → “94,58%”, 70 → “70%”, 37.5 → “37,50%”. */
export function formatPercent(locale: string, value: unknown, digits?: number): string {
  if (value === null || value === undefined || value === '') return '';
  const number = Number(value);
  if (!Number.isFinite(number)) return String(value);
  return `${numberFormat(locale, digits ?? (Number.isInteger(number) ? 0 : 2)).format(number)}%`;
}

function decimalsOf(number: number): number {
  return Number.isInteger(Math.round(number * 100) / 10) ? 1 : 2;
}

const dateParts = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>;

function partsOf(value: unknown): Parts | null {
  if (value === null || value === undefined || value === '') return null;
  const instant = value instanceof Date ? value : new Date(value as string | number);
  if (Number.isNaN(instant.getTime())) return null;
  return Object.fromEntries(dateParts.formatToParts(instant).map((part) => [part.type, part.value])) as Parts;
}

/** 21/11/2026 in Vietnam, whatever the server's zone. A plain `2026-11-21` is a calendar day and never shifts. */
export function formatDate(value: unknown): string {
  if (typeof value === 'string') {
    const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
    if (day) return `${day[3]}/${day[2]}/${day[1]}`;
  }
  const parts = partsOf(value);
  return parts ? `${parts.day}/${parts.month}/${parts.year}` : '';
}

/** 10:42, or 10:42:07 with seconds. */
export function formatTime(value: unknown, seconds = false): string {
  const parts = partsOf(value);
  if (!parts) return '';
  return seconds ? `${parts.hour}:${parts.minute}:${parts.second}` : `${parts.hour}:${parts.minute}`;
}

/** “10:40, 21/11/2026”, kept on one line. */
export function formatDateTime(value: unknown, seconds = false): string {
  const time = formatTime(value, seconds);
  return time ? `${time},${NO_BREAK_SPACE}${formatDate(value)}` : '';
}

/** The moment for `<time datetime>` and countdown scripts. */
export function isoTime(value: unknown): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
  const instant = value instanceof Date ? value : new Date(value as string | number);
  return Number.isNaN(instant.getTime()) ? '' : instant.toISOString();
}

/** First letter of the given name, which in Vietnamese comes last: “Phạm Thị Hồng Nhung” → “N”. */
export function initialOf(name: unknown): string {
  const words = String(name ?? '')
    .normalize('NFC')
    .trim()
    .split(/\s+/);
  return (words.at(-1) ?? '').charAt(0).toLocaleUpperCase('vi-VN');
}

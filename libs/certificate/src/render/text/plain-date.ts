import type { PlainDate } from '../certificate-model.js';
import { RenderRefused } from '../render-refused.js';

interface DateParts {
  year: number;
  month: number;
  day: number;
}

function parts(field: string, date: PlainDate): DateParts {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const [year, month, day] = (match?.slice(1) ?? []).map(Number);
  const exact = match && new Date(`${date}T00:00:00Z`);
  if (!exact || Number.isNaN(exact.getTime()) || exact.getUTCDate() !== day) {
    throw new RenderRefused('certificate.invalid-field', { field });
  }
  return { year: year!, month: month!, day };
}

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** `2026-06-12` → `12/06/2026`. */
export function shortDate(field: string, date: PlainDate): string {
  const { year, month, day } = parts(field, date);
  return `${twoDigits(day)}/${twoDigits(month)}/${year}`;
}

/** “ngày 05 tháng 02 năm 2026”: Decree 30/2020/NĐ-CP wants the zero for days below 10 and months 1 and 2 only. */
export function formalDate(field: string, date: PlainDate): string {
  const { year, month, day } = parts(field, date);
  return `ngày ${twoDigits(day)} tháng ${month <= 2 ? twoDigits(month) : month} năm ${year}`;
}

import type { Translate } from '#platform/i18n';

/** 45 → “45 phút”; 90 → “1 giờ 30 phút”; 540 → “9 giờ”. */
export function durationText(minutes: number, t: Translate): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return t('enrolment.time.minutes', { minutes: rest });
  if (rest === 0) return t('enrolment.time.hours', { hours });
  return t('enrolment.time.both', { hours, minutes: rest });
}

/** A length as people speak of it: from two hours on to the half hour. */
export const roughMinutes = (minutes: number): number =>
  minutes < 120 ? minutes : Math.round(minutes / 30) * 30;

/** “còn 39 ngày”, “hôm nay là ngày cuối”, “đã qua 3 ngày”. */
export function daysLeftText(days: number, t: Translate): string {
  if (days < 0) return t('enrolment.days.over', { days: -days });
  return days === 0 ? t('enrolment.days.last') : t('enrolment.days.left', { days });
}

/** 2026-12-31 → 31/12/2026 */
export const dayText = (day: string): string => day.split('-').reverse().join('/');

/** 9458 → “94,58%”, 7000 → “70%”. Exact: the score is an integer of hundredths of a percent. */
export function scoreText(scoreBp: number, locale: 'vi' | 'en' = 'vi'): string {
  const whole = Math.floor(scoreBp / 100);
  const rest = scoreBp % 100;
  if (rest === 0) return `${whole}%`;
  return `${whole}${locale === 'vi' ? ',' : '.'}${String(rest).padStart(2, '0')}%`;
}

const DAY = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' },
});
/** The day it was in Viet Nam: 21/11/2026. */
export const vietnamDay = (at: Date): string => DAY.format(at);

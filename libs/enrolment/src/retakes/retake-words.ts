import type { RetakeRules } from '#assessment';
import type { Translate } from '#platform/i18n';

const HOUR = 60;
const DAY = 24 * HOUR;

/** In the largest unit that gives a whole number: 90 → 90 minutes, 120 → 2 hours, 2880 → 2 days. */
export function waitOf(minutes: number): { amount: number; unit: 'minutes' | 'hours' | 'days' } {
  if (minutes > 0 && minutes % DAY === 0) return { amount: minutes / DAY, unit: 'days' };
  if (minutes > 0 && minutes % HOUR === 0) return { amount: minutes / HOUR, unit: 'hours' };
  return { amount: minutes, unit: 'minutes' };
}

/** The rules in plain sentences, as a learner reads them before starting. */
export function retakeWords(rules: RetakeRules, left: number, t: Translate): string[] {
  const often = t('retakes.often', { attempts: rules.attempts, left });
  if (rules.attempts === 1) return [t('retakes.once')];
  const { amount, unit } = waitOf(rules.waitMinutes);
  const wait = rules.waitMinutes === 0 ? t('retakes.at-once') : t(`retakes.wait-${unit}`, { amount });
  return [often, wait, t(`retakes.counts-${rules.counted}`)];
}

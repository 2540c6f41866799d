import { momentText } from '#assessment';
import type { Translate } from '#platform/i18n';
import type { LearningOf } from '../learning/learning.js';

const SECONDS_A_DAY = 86_400;
/** A page without scripts looks again at its time, and meanwhile every so often, as clocks of devices drift. */
const LOOK_AGAIN_SECONDS = 120;

const clock = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: 'Asia/Ho_Chi_Minh', hourCycle: 'h23', timeStyle: 'medium' },
});

/** The page on which a learner waits for the common start; null when this is not what comes next. */
export function waitingRoomView({ mine, sheet, state }: LearningOf, t: Translate) {
  const { next, exam } = state;
  const { start } = mine;
  if (!start || !sheet.exam || !exam || (next.kind !== 'wait-for-start' && next.kind !== 'exam')) return null;
  const left = Math.ceil((start.opensAt.getTime() - mine.now.getTime()) / 1000);
  return {
    id: mine.id,
    title: sheet.exam.lesson.title,
    courseTitle: sheet.facts.title,
    classTitle: mine.classTitle,
    open: left <= 0,
    time: momentText(start.startsAt),
    own: clock.format(Math.ceil(start.opensAt.getTime() / 1000) * 1000),
    spread: start.spreadSeconds,
    minutes: sheet.exam.quiz.minutes,
    days: left > SECONDS_A_DAY ? t('start.room.days', { days: Math.floor(left / SECONDS_A_DAY) }) : null,
    opensAt: start.opensAt,
    now: mine.now,
    remaining: remaining(left),
    refresh: Math.max(1, Math.min(left + 1, LOOK_AGAIN_SECONDS)),
  };
}

/** “18:24”, or “1:02:05” from an hour up. */
function remaining(left: number): string {
  const seconds = Math.max(0, left);
  const parts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const [hours, minutes, rest] = parts.map((part, at) => (at === 0 ? `${part}` : `${part}`.padStart(2, '0')));
  return hours === '0' ? `${Number(minutes)}:${rest}` : `${hours}:${minutes}:${rest}`;
}
